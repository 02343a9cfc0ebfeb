import { z } from 'zod';
import { faultyCalls, rareCalls } from './fault-calls.js';

/** Errors that a call can be made to end with. See errno(3). */
export const faultyErrors = [
  'EINTR',
  'EAGAIN',
  'ENOSPC',
  'EMFILE',
  'ENFILE',
  'ENOMEM',
  'EIO',
  'EPIPE',
  'ECONNRESET',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ENOBUFS',
] as const;

const signals = [
  'KILL',
  'TERM',
  'STOP',
  'CONT',
  'INT',
  'HUP',
  'QUIT',
  'PIPE',
  'USR1',
  'USR2',
  'ALRM',
  'CHLD',
  'TSTP',
] as const;
const signal = z.enum(signals);
const count = z.number().int().min(1).max(4_294_967_295);
const program = z.number().int().min(0).max(63);

/** No wait on purpose is longer. */
export const longestWaitMs = 30_000;

/** A time in milliseconds and parts of them down to nanoseconds, or two times: then the run's seed draws one between them for each meeting. */
const milliseconds = z.number().min(0.001).max(longestWaitMs);
const Span = z.union([
  milliseconds,
  z
    .strictObject({ from: z.number().min(0).max(longestWaitMs), to: milliseconds })
    .refine(({ from, to }) => from <= to, { error: '"from" must not be more than "to"' }),
]);
export type Span = z.infer<typeof Span>;

/** Processes of one program: all of them, or the first (0), the first that it made (1), the second … */
const Party = z.union([program, z.strictObject({ program, process: z.number().int().min(0).max(4_095) })]);
export type Party = z.infer<typeof Party>;

const WholePath = z
  .string()
  .regex(/^\/[^;]*$/)
  .max(100)
  .refine((path) => !path.includes('\0'));

/** `stdin`, `stdout` and `stderr` are the pipes that the harness gave; `pipe` and `socket` are all others. A path means everything below it too. */
const FaultObject = z.union([
  z.enum(['pipe', 'socket', 'signalfd', 'stdin', 'stdout', 'stderr']),
  z.strictObject({ path: WholePath }),
]);
export type FaultObject = z.infer<typeof FaultObject>;

const SignalFault = z
  .strictObject({
    signal,
    /** Who gets it: the thread that makes the call when left out; of a program without `process` its first process. */
    to: z.union([z.literal('everybody'), Party]).optional(),
    /** So much later, while the call goes on. */
    afterMs: Span.optional(),
    /** So long after SIGSTOP comes SIGCONT. */
    forMs: Span.optional(),
  })
  .refine((one) => one.forMs === undefined || one.signal === 'STOP', {
    error: 'only who is stopped can be let go: "forMs" needs signal STOP',
  });

/** Held until something has happened, but no longer than `atMostMs`. */
const Hold = z.strictObject({
  /** A program has printed on the standard output that it was given, after the call was held; or its first process has ended. */
  until: z.enum(['printed', 'ended']),
  /** Which program; any other one when left out. */
  program: program.optional(),
  atMostMs: milliseconds,
});

/** What goes wrong: one of these. */
const Mishap = z.union([
  /** At most so many bytes are asked of the kernel; of a vector so many pieces. */
  z.strictObject({ short: count.max(2_147_483_647) }),
  /** The call is not made, and ends with this error. */
  z.strictObject({ error: z.enum(faultyErrors) }),
  /** The call begins so much later, or comes back so much later. */
  z.strictObject({ delayMs: Span }),
  z.strictObject({ hold: Hold }),
  /** Somebody gets this signal right before the call, or right after it. */
  SignalFault,
  /** As if this signal had come while the call slept: with a handler it is EINTR, or the call goes on (SA_RESTART). See signal(7). */
  z.strictObject({ interrupt: signal }),
]);

/** Something that goes wrong on purpose in a run, at chosen calls on a chosen object. */
export const Fault = z
  .strictObject({
    calls: z.array(z.enum([...faultyCalls, ...rareCalls])).min(1),
    /** What a descriptor, a path or a Unix address among the call's arguments means; anything at all when it is left out. */
    object: FaultObject.optional(),
    /** Whose calls it meets: a program's (an index), or one process's; everybody's when it is left out. */
    program: Party.optional(),
    /** Calls that are made before the file at this path holds anything are neither met nor counted. */
    onceWritten: WholePath.optional(),
    /** The first such call that it meets, counted from 1, then each `every`-th, and how many of them. */
    from: count.default(1),
    every: count.default(1),
    times: z.union([count, z.literal('endless')]).default(1),
    /** Whether all such calls of the run are counted together, or those of each process by themselves. */
    counting: z.enum(['run', 'process']).default('run'),
    /** After a call means: when it has done its work, and before the program knows. One that failed or moved no byte does not count. */
    when: z.enum(['before', 'after']).default('before'),
    do: Mishap,
  })
  .refine(
    ({ when, do: what }) => when === 'before' || 'delayMs' in what || 'signal' in what || 'hold' in what,
    {
      error: 'after a call there is only a delay, a hold or a signal',
    },
  )
  .refine(({ times, do: what }) => times !== 'endless' || !('interrupt' in what), {
    error: 'a call that is made again after its interruption would never end: say how many "times"',
  });
export type Fault = z.infer<typeof Fault>;

/** The most faults of one run. */
export const faultsMax = 16;
