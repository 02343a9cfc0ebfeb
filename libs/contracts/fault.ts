import { z } from 'zod';

/** Calls that a fault can meet, by their names in Linux. See syscalls(2). */
export const faultyCalls = [
  'read',
  'readv',
  'pread64',
  'recvfrom',
  'recvmsg',
  'write',
  'writev',
  'pwrite64',
  'sendto',
  'sendmsg',
  'open',
  'openat',
  'pipe',
  'pipe2',
  'close',
  'fcntl',
  'flock',
  'ftruncate',
  'rename',
  'renameat2',
  'socket',
  'bind',
  'listen',
  'connect',
  'accept',
  'accept4',
  'splice',
  'sendfile',
  'mq_open',
  'mq_timedsend',
  'mq_timedreceive',
  'msgget',
  'msgsnd',
  'msgrcv',
  'mmap',
  'shmget',
  'shmat',
  'semop',
  'semtimedop',
  'futex',
  'clone',
  'vfork',
  'fork',
  'execve',
  'wait4',
  'waitid',
  'pause',
  'rt_sigsuspend',
  'rt_sigtimedwait',
  'nanosleep',
  'clock_nanosleep',
  'poll',
  'ppoll',
  'select',
  'pselect6',
  'epoll_wait',
  'epoll_pwait',
] as const;

/** Errors that a call can be made to end with. See errno(3). */
export const faultyErrors = [
  'EINTR',
  'EAGAIN',
  'ENOSPC',
  'EMFILE',
  'ENFILE',
  'ENOMEM',
  'EIO',
  'ECONNRESET',
  'ECONNABORTED',
] as const;

const signal = z.enum(['KILL', 'TERM', 'STOP', 'INT', 'USR1', 'USR2', 'ALRM', 'CHLD']);
const object = z.union([
  z.enum(['pipe', 'socket']),
  z.strictObject({ path: z.string().startsWith('/').max(100) }),
]);

/** What goes wrong: one of these. */
const Mishap = z.union([
  /** At most so many bytes are asked of the kernel; of a vector so many pieces. */
  z.strictObject({ short: z.number().int().min(1) }),
  /** The call is not made, and ends with this error. */
  z.strictObject({ error: z.enum(faultyErrors) }),
  /** The call begins so much later. */
  z.strictObject({ delayMs: z.number().int().min(1).max(10_000) }),
  /** Right before the call its thread gets this signal; the call is made afterwards. */
  z.strictObject({ signal }),
  /** As if this signal had come while the call slept: with a handler it is EINTR, or the call goes on (SA_RESTART). See signal(7). */
  z.strictObject({ interrupt: signal }),
]);

/** Something that goes wrong on purpose in a run, at chosen calls on a chosen object. */
export const Fault = z.strictObject({
  calls: z.array(z.enum(faultyCalls)).min(1),
  /** What the call's first descriptor refers to, standard input, output and error left out; anything at all when it is left out. */
  object: object.optional(),
  /** Index of the program whose processes it meets; everybody when it is left out. */
  program: z.number().int().min(0).optional(),
  /** The first such call that it meets, counted from 1 over the whole run. */
  from: z.number().int().min(1).default(1),
  times: z.number().int().min(1).default(1),
  do: Mishap,
});
export type Fault = z.infer<typeof Fault>;

/** The most faults of one run. */
export const faultsMax = 16;
