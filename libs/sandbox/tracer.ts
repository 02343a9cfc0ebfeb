import type { Fault } from '#libs/contracts/fault';
import type { Schedule } from '#libs/contracts/schedule';
import type { SnapshotRequest, Watch } from '#libs/contracts/watch';
import type { History, Stuck } from '#libs/trace/history';

/** A program that waits before its exec. `pid` is its number inside the sandbox, `pipes` the inodes behind its descriptors 0, 1 and 2. */
export interface TraceRoot {
  readonly program: string;
  /** It is the harness's own, for the student's programs to meet. */
  readonly isPeer: boolean;
  readonly pid: number;
  readonly pipes: readonly number[];
}

/** Whom to trace: children of the runner, which is `runnerPid` on this host. `uid` owns the sandbox; null is this process's own. */
export interface TraceRequest {
  readonly runnerPid: number;
  readonly uid: number | null;
  readonly roots: readonly TraceRoot[];
  /** What goes wrong on purpose; a tracer that cannot see to that rejects. */
  readonly faults: readonly Fault[];
  /** Decides what is drawn: how long a delay between two bounds is. */
  readonly seed: string;
  /** Who runs when; null leaves that to the kernel. A tracer that cannot decide it rejects. */
  readonly schedule: Schedule | null;
  /** Hears that nobody will ever go on, as soon as that is known, and null when somebody does after all because of the world outside. */
  readonly tellStuck: (how: Stuck | null) => void;
  /** Hears that a fault met a call, by its index, as soon as that is known. */
  readonly tellMishap: (fault: number) => void;
  /** Words to watch and pieces to copy; the same. */
  readonly watches: readonly Watch[];
  readonly snapshots: readonly SnapshotRequest[];
  readonly signal: AbortSignal;
}

/** A tracer at work. One of the two is called, once. */
export interface Tracing {
  /** Resolves to what was seen, once every traced process has ended. */
  finish(): Promise<History>;
  /** Ends the tracer and forgets what it saw; harmless after `finish`. */
  abandon(): Promise<void>;
}

/**
 * Watches a run's system calls from outside the sandbox, where no student can reach it.
 * Rejects with an Error when it cannot attach: that is our failure, never a program's.
 */
export interface Tracer {
  readonly name: string;
  /** Whether programs have to be made to stop at the calls that it records: a filter of their own, without which it sees nothing. */
  readonly needsStops: boolean;
  attach(request: TraceRequest): Promise<Tracing>;
}
