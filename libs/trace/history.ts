import type { Sentence } from '#libs/contracts/sentence';
import type { TracedAccess, TracedSnapshot } from '#libs/contracts/instruments';
import type { FileStep } from './file-step.js';
import type {
  Leftover,
  Mechanism,
  Pause,
  Role,
  TracedCause,
  TracedMapping,
  TracedThread,
  TracedObject,
  Transfer,
} from '#libs/contracts/trace';

/**
 * Everything that one run's tracer saw, joined and put in order: the model that evidence, waits and pictures are drawn from.
 * Times are milliseconds since the first event. `toTrace` turns it into the public Trace.
 */
export interface History {
  readonly processes: readonly ProcessLife[];
  readonly objects: readonly IpcObject[];
  readonly transfers: readonly Flow[];
  /** Every interval in which a descriptor of a process referred to an object. */
  readonly descriptors: readonly DescriptorLife[];
  /** Every interval in which a process had a part of an object in its memory. */
  readonly mappings: readonly TracedMapping[];
  readonly reaps: readonly Reap[];
  /** Of each process, how many of its wait calls came back with nobody: 0 of a WNOHANG, or ECHILD. None when left out. */
  readonly vainWaits?: ReadonlyMap<string, number>;
  /** Calls that slept before they came back; the longest ones, in order of time. */
  readonly pauses: readonly Pause[];
  /** Calls that had not returned at the end. */
  readonly blocked: readonly BlockedCall[];
  readonly leftovers: readonly Leftover[];
  /** What was made to go wrong on purpose, in order of time; none when left out. */
  readonly mishaps?: readonly Mishap[];
  /** Set when a seed decided who ran when. */
  readonly schedule?: PlayedSchedule;
  /** Stores and loads of watched words, in order of time; none when left out, as for snapshots. */
  readonly accesses?: readonly TracedAccess[];
  readonly snapshots?: readonly TracedSnapshot[];
  /** What was done to files, their names and their locks, in the order in which it took effect; nothing when left out. */
  readonly fileSteps?: readonly FileStep[];
  readonly warnings: readonly string[];
  readonly endMs: number;
}

export interface ProcessLife {
  /** `p1`, `p2` … in order of birth; `p0` is the harness outside the trace. */
  readonly id: string;
  readonly pid: number;
  readonly parent: string | null;
  readonly startMs: number;
  readonly endMs: number | null;
  readonly exit: { readonly code: number } | { readonly signal: string } | { readonly running: true };
  /** Successful and failed execve calls, in order. */
  readonly execs: readonly Exec[];
  /** Threads besides the first. */
  readonly threads?: readonly TracedThread[];
  /** SIGPIPE and the like as delivered, in order. */
  readonly signals: readonly { readonly name: string; readonly atMs: number; readonly from: string | null }[];
  readonly role: Role;
  /** Which program of the run it is or descends from, counted from 0 as the harness started them; left out when that is not known. */
  readonly program?: number;
}

export interface Exec {
  readonly atMs: number;
  readonly path: string;
  readonly argv: readonly string[];
  /** Null when it succeeded, else the errno's name. */
  readonly error: string | null;
}

export interface IpcObject {
  readonly id: string;
  readonly mechanism: Mechanism;
  /** `pipe`, `fifo`, `file`, `unix-stream` … as in the Trace contract. */
  readonly kind: string;
  /** Stable and readable: `pipe 1`, `/box/out.txt`. */
  readonly name: string;
  /** Set on the objects that the harness handed to a program as descriptor 0, 1 or 2. */
  readonly outside: 'stdin' | 'stdout' | 'stderr' | null;
  /** Process that made it; null when it was there before. */
  readonly madeBy: string | null;
  /** `runtime` for what a language makes behind a program's back; the student's when left out. */
  readonly role?: Role;
  /** Processes that used it without a descriptor, a mapping or a transfer, such as an uncontended semaphore. */
  readonly touchedBy?: readonly string[];
  /** Who was told who is at the other end. */
  readonly peers?: TracedObject['peers'];
}

/** One piece of data (or one end-of-file, signal, …) on its way. A read that empties two writes makes two flows. */
export interface Flow {
  readonly kind: 'data' | 'signal' | 'wake' | 'end-of-file' | 'descriptor' | 'mapping';
  readonly from: string | null;
  readonly to: string | null;
  readonly through: string;
  readonly fromFd: number | null;
  readonly toFd: number | null;
  /** Entry of the sending call. */
  readonly sentMs: number;
  /** Return of the receiving call. */
  readonly receivedMs: number | null;
  readonly bytes: number;
  /** Position of its first byte in the object's stream. */
  readonly offset: number;
  /** Its first bytes, as many as the tracer copied. */
  readonly head: Uint8Array;
  /** No call shows it, or not whose it was: what is told here is a conclusion. */
  readonly inferred?: boolean;
  /** How many signals, pending at once, this one delivery stands for; 1 when left out. */
  readonly sends?: number;
  /** Priority of a POSIX message. */
  readonly priority?: number | null;
  /** Type of a System V message. */
  readonly messageType?: number | null;
  /** Value of a queued signal, an eventfd or a semaphore. */
  readonly value?: number | null;
  /** Whose doing an end-of-file or a SIGPIPE is. */
  readonly cause?: TracedCause | null;
  readonly credentials?: Transfer['credentials'];
  /** Threads besides the first ones of their processes. */
  readonly fromThread?: string | null;
  readonly toThread?: string | null;
  /** Of what tee(2) copied from one pipe into another: who wrote it, into what. */
  readonly copied?: Transfer['copied'];
}

export interface DescriptorLife {
  readonly process: string;
  readonly fd: number;
  readonly object: string;
  readonly access: 'read' | 'write' | 'both';
  readonly closeOnExec: boolean;
  readonly fromMs: number;
  /** Null while it was open at the end. */
  readonly untilMs: number | null;
  readonly endedBy: 'close' | 'exec' | 'exit' | 'replaced' | null;
}

/** A fault of the run's request, by its index, and whom it met when. */
export interface Mishap {
  readonly fault: number;
  readonly process: string;
  /** Null for the first thread of the process. */
  readonly thread: string | null;
  /** Null when nobody knows in which call. */
  readonly call: string | null;
  /** Which of the calls that the fault is about, counted from 1. */
  readonly number: number;
  /** How long it made something wait, as drawn; 0 when it does not. */
  readonly waitMs: number;
  readonly atMs: number;
  /** What was done, for who has to live with it; told when it is known what was asked for. */
  readonly says?: Sentence;
}

/** One task ran at a time: who, and from when on. */
export interface PlayedSchedule {
  readonly turns: readonly Turn[];
  /** The steps after which everybody ran freely; null when that did not happen. */
  readonly freeAfterSteps: number | null;
}

/** Why nobody can ever go on: all sleep, or those who do not go round in circles. */
export type Stuck = 'asleep' | 'in-circles';

/** From `atMs` on nobody else ran; `step` counts the instructions and calls of the run before it. */
export interface Turn {
  readonly process: string;
  /** Null for the first thread of the process. */
  readonly thread: string | null;
  readonly atMs: number;
  readonly step: number;
}

/** A wait call that collected a child. */
export interface Reap {
  readonly parent: string;
  readonly child: string;
  readonly atMs: number;
}

export interface BlockedCall {
  readonly process: string;
  /** Null for the first thread of the process. */
  readonly thread?: string | null;
  readonly call: string;
  readonly fd: number | null;
  readonly object: string | null;
  readonly sinceMs: number;
  /** Processes that could end the wait: holders of the other end, or the children waited for. */
  readonly heldBy: readonly { readonly process: string; readonly fd: number | null }[];
  /** Of a mutex, the process that has it; unsure when it was merely the last one to be woken there. */
  readonly owner?: { readonly process: string; readonly isSure: boolean } | null;
  /** It was given a time after which it comes back by itself. */
  readonly isTimed?: boolean;
  /** Others than `heldBy` may end it too: whoever connects, sends a signal, opens a path. */
  readonly isOpen?: boolean;
  readonly circumstance?: Circumstance | null;
}

/** What there is to say of a wait besides its object and its holders: why what it waits for has not come. */
export type Circumstance =
  /** accept(2) at `address`; `tried` are those who were refused last, here or elsewhere. */
  | {
      readonly kind: 'accept';
      readonly address: string | null;
      readonly tried: readonly { readonly process: string; readonly address: string }[];
    }
  /** connect(2) to `address`, where so many connections wait to be accepted. */
  | { readonly kind: 'connect'; readonly address: string | null; readonly waiting: number }
  /**
   * open(2) of a FIFO until somebody opens it for `access`: who opens it the same way, who waits to open another one first, and who
   * had it open as wanted.
   */
  | {
      readonly kind: 'open';
      readonly access: 'read' | 'write';
      readonly alike: readonly string[];
      readonly elsewhere: readonly { readonly process: string; readonly path: string }[];
      readonly before: readonly string[];
    }
  | { readonly kind: 'datagram' }
  | { readonly kind: 'time' }
  /** The signal that came last before the wait began, and those that have been sent and are held back. */
  | {
      readonly kind: 'signal';
      readonly missed: NamedSignal | null;
      readonly pending: readonly NamedSignal[];
    };

/** A signal and who sent it; null where that is not known. */
export interface NamedSignal {
  readonly name: string;
  readonly from: string | null;
}
