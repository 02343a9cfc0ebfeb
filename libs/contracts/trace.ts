import { z } from 'zod';
import { TracedAccess, TracedMishap, TracedSnapshot, TracedTurn } from './instruments.js';

/** The ten mechanisms, in the order in which the lessons are taught. */
export const mechanismSlugs = [
  'file',
  'signal',
  'socket',
  'unix-domain-socket',
  'message-queue',
  'pipe',
  'named-pipe',
  'shared-memory',
  'message-passing',
  'memory-mapped-file',
] as const;

export const Mechanism = z.enum([...mechanismSlugs, 'synchronisation']);
export type Mechanism = z.infer<typeof Mechanism>;

export const Role = z.enum(['student', 'peer', 'harness', 'runtime']);
export type Role = z.infer<typeof Role>;

/** How a process ended, or `running` when it was still alive as the trace ended. */
export const TracedExit = z.union([
  z.object({ code: z.number().int() }),
  z.object({ signal: z.string() }),
  z.object({ running: z.literal(true) }),
]);

/** A program that a process became, or tried to become: `error` is the errno's name, null when it succeeded. See execve(2). */
export const TracedExec = z.object({
  atMs: z.number(),
  command: z.array(z.string()),
  error: z.string().nullable(),
});

/** A thread besides the first one of its process; `tid` as gettid(2) would say inside the sandbox. */
export const TracedThread = z.object({
  id: z.string(),
  tid: z.number().int(),
  startMs: z.number(),
  endMs: z.number().nullable(),
});

export type TracedThread = z.infer<typeof TracedThread>;

/** `pid` is the number inside the sandbox; times are milliseconds since the first event of the trace. */
export const TracedProcess = z.object({
  id: z.string(),
  pid: z.number().int(),
  parent: z.string().nullable(),
  command: z.array(z.string()),
  startMs: z.number(),
  endMs: z.number().nullable(),
  exit: TracedExit,
  role: Role,
  execs: z.array(TracedExec).default([]),
  threads: z.array(TracedThread).default([]),
});
export type TracedProcess = z.infer<typeof TracedProcess>;

/** Who the kernel says that somebody is: numbers as inside the sandbox. See unix(7), SCM_CREDENTIALS and SO_PEERCRED. */
export const Credentials = z.object({ pid: z.number().int(), uid: z.number().int(), gid: z.number().int() });
export type Credentials = z.infer<typeof Credentials>;

export const TracedObject = z.object({
  id: z.string(),
  mechanism: Mechanism,
  kind: z.string(),
  name: z.string(),
  usedBy: z.array(z.string()),
  /** Set on what the harness handed to a program as descriptor 0, 1 or 2. */
  outside: z.enum(['stdin', 'stdout', 'stderr']).nullable().default(null),
  /** `runtime` for pipes and sockets that a language or C library makes behind a program's back; hidden unless asked for. */
  role: Role.default('student'),
  /** Who asked the kernel for the other end of a connection, and what it said: getsockopt(2), SO_PEERCRED. */
  peers: z.array(z.object({ process: z.string(), atMs: z.number(), credentials: Credentials })).default([]),
});
export type TracedObject = z.infer<typeof TracedObject>;

/** What a process did at `atMs` that had an effect on another one: closed its last write end, ended, unlocked. */
export const TracedCause = z.object({
  process: z.string(),
  fd: z.number().int().nullable(),
  by: z.enum(['close', 'exit', 'exec', 'replaced', 'shutdown']),
  atMs: z.number(),
});
export type TracedCause = z.infer<typeof TracedCause>;

/**
 * `from` and `to` are process ids; `to` is null when nobody received it, `from` when the sender was not traced.
 * `inferred` marks what no system call shows, such as a store into shared memory: see `docs/explanation/how-a-picture-is-drawn.md`.
 */
export const Transfer = z.object({
  from: z.string().nullable(),
  to: z.string().nullable(),
  through: z.string(),
  kind: z.enum(['data', 'signal', 'wake', 'end-of-file', 'descriptor', 'mapping']),
  sentMs: z.number(),
  receivedMs: z.number().nullable(),
  bytes: z.number().int().min(0),
  text: z.string(),
  inferred: z.boolean().default(false),
  /** How many sends this stands for: standard signals that were pending already are delivered once. See signal(7). */
  sends: z.number().int().min(1).default(1),
  /** Priority of a POSIX message, mq_send(3). */
  priority: z.number().int().nullable().default(null),
  /** Type of a System V message, msgop(2). */
  messageType: z.number().int().nullable().default(null),
  /** Value that came with a queued signal, sigqueue(3), or through an eventfd or semaphore. */
  value: z.number().nullable().default(null),
  /** Why a reader met end-of-file, or a writer SIGPIPE. */
  cause: TracedCause.nullable().default(null),
  /** Who the kernel told the receiver that the sender was; of a message that nobody received, who the sender said it was. */
  credentials: Credentials.nullable().default(null),
  /** Ids of threads; null for the first one of a process, and where it is not known. */
  fromThread: z.string().nullable().default(null),
  toThread: z.string().nullable().default(null),
  /** Of bytes that tee(2) copied from one pipe into another: who had written them, and into which object. */
  copied: z.object({ from: z.string().nullable(), through: z.string() }).nullable().default(null),
});
export type Transfer = z.infer<typeof Transfer>;

export const Leftover = z.object({ kind: z.string(), name: z.string(), owner: z.string().nullable() });
export type Leftover = z.infer<typeof Leftover>;

/** A call that had not returned when the trace ended: who waits, for what, and who could end the wait. */
export const Wait = z.object({
  process: z.string(),
  /** Null for the first thread of the process. */
  thread: z.string().nullable().default(null),
  for: z.string().nullable(),
  call: z.string(),
  heldBy: z.array(z.string()),
  fd: z.number().int().nullable().default(null),
  sinceMs: z.number().nullable().default(null),
  /** The same as `heldBy`, with the descriptor by which each one could end the wait. */
  holders: z.array(z.object({ process: z.string(), fd: z.number().int().nullable() })).default([]),
  /** The wait in a sentence, where more is known of it than who holds what: who came too early, what was held back. */
  says: z.object({ en: z.string(), zh: z.string() }).nullable().default(null),
});
export type Wait = z.infer<typeof Wait>;

const Access = z.enum(['read', 'write', 'both']);

/** An interval in which a descriptor of a process referred to an object; `untilMs` is null while it was open at the end. */
export const TracedDescriptor = z.object({
  process: z.string(),
  fd: z.number().int(),
  object: z.string(),
  access: Access,
  fromMs: z.number(),
  untilMs: z.number().nullable(),
});
export type TracedDescriptor = z.infer<typeof TracedDescriptor>;

/** An interval in which a process had `bytes` of an object, from `offset` on, in its address space. See mmap(2), shmat(2). */
export const TracedMapping = z.object({
  process: z.string(),
  object: z.string(),
  access: Access,
  offset: z.number().int().min(0),
  bytes: z.number().int().min(0),
  fromMs: z.number(),
  untilMs: z.number().nullable(),
});
export type TracedMapping = z.infer<typeof TracedMapping>;

/** A call that slept before it came back: the shaded part of a life line. */
export const Pause = z.object({
  process: z.string(),
  /** Null for the first thread of the process. */
  thread: z.string().nullable(),
  call: z.string(),
  for: z.string().nullable(),
  fromMs: z.number(),
  untilMs: z.number(),
});
export type Pause = z.infer<typeof Pause>;

/** What the processes of one run did, as the kernel saw it. The contract of `ipclab trace --format json`. */
export const Trace = z.object({
  processes: z.array(TracedProcess),
  objects: z.array(TracedObject),
  transfers: z.array(Transfer),
  leftovers: z.array(Leftover),
  waits: z.array(Wait),
  warnings: z.array(z.string()),
  descriptors: z.array(TracedDescriptor).default([]),
  mappings: z.array(TracedMapping).default([]),
  pauses: z.array(Pause).default([]),
  /** Empty unless a seed decided who runs when. */
  turns: z.array(TracedTurn).default([]),
  /** Sets of processes that wait for nobody but each other. */
  deadlocks: z.array(z.array(z.string())).default([]),
  /** In order; none unless words were watched. */
  accesses: z.array(TracedAccess).default([]),
  snapshots: z.array(TracedSnapshot).default([]),
  /** In order of time. */
  mishaps: z.array(TracedMishap).default([]),
});
export type Trace = z.infer<typeof Trace>;
