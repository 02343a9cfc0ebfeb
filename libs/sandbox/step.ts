import type { Remnant } from './remnant.js';

/** What an awaited file is: there, of whatever kind; gone; a regular file that ends in a newline, holds `text`, or has so many bytes or more. */
export type AwaitedFile =
  | { readonly kind: 'there' | 'gone' | 'ends-in-newline' }
  | { readonly kind: 'holds'; readonly text: string }
  | { readonly kind: 'bytes'; readonly atLeast: number };

/** Which processes of a program a step means: the program itself, all below it, or both. */
export type Target = 'program' | 'descendants' | 'everybody';

/** One child of a program, counted from 1 by age among those that live; helpers of a language's runtime do not count. At most 64. */
export interface ChildTarget {
  readonly child: number;
}

/** What the harness does to the programs, one step after the other, `program` being an index into `RunRequest.programs`. */
export type Step =
  /** Starts a program that waits for it; `done` when it waited. */
  | { readonly do: 'start'; readonly program: number }
  /** Writes `data` to standard input in pieces of `chunkBytes` with `pauseMs` between; ends when all is written or nobody reads any more. */
  | {
      readonly do: 'write-input';
      readonly program: number;
      readonly data: Uint8Array;
      readonly chunkBytes: number;
      readonly pauseMs: number;
    }
  /** Queues `data` for standard input and goes on at once; the pipe is fed as it takes bytes and closed after the last one. */
  | { readonly do: 'start-input'; readonly program: number; readonly data: Uint8Array }
  | { readonly do: 'close-input'; readonly program: number }
  /** Reads `bytes` (or all that will come, with Infinity) of a `held` output, waiting `pauseMs` before each `chunkBytes`; with Infinity for both it goes on at once. */
  | {
      readonly do: 'read-output';
      readonly program: number;
      readonly bytes: number;
      readonly chunkBytes: number;
      readonly pauseMs: number;
    }
  /** Closes the harness's read end, so that the next write meets SIGPIPE. */
  | { readonly do: 'close-output'; readonly program: number }
  /** Waits until standard output has reached `bytes` in all, or `withinMs` has passed (then the step's `done` is false). */
  | {
      readonly do: 'await-output';
      readonly program: number;
      readonly bytes: number;
      readonly withinMs: number;
    }
  /**
   * Waits until standard output holds so many whole lines, or `text`, or what matches `next` behind all that earlier steps of this
   * kind found; like `await-output`.
   */
  | {
      readonly do: 'await-line';
      readonly program: number;
      readonly wanted: { readonly lines: number } | { readonly text: string } | { readonly next: RegExp };
      readonly withinMs: number;
    }
  /** Waits until the last whole line of each of these programs' standard outputs is `text`; like `await-output`. Not done at once when an earlier one was not done. */
  | {
      readonly do: 'await-last-lines';
      readonly programs: readonly number[];
      readonly text: string;
      readonly withinMs: number;
    }
  /** Waits until a file, named like a placed one, is as wanted: looks every few milliseconds. */
  | {
      readonly do: 'await-file';
      readonly path: string;
      readonly wanted: AwaitedFile;
      readonly withinMs: number;
    }
  /** Waits until a fault of the run, counted from 0, has met a call. */
  | { readonly do: 'await-fault'; readonly fault: number; readonly withinMs: number }
  /** Lets so much time pass. */
  | { readonly do: 'pause'; readonly ms: number }
  /** Remembers what there is at this moment, see `Sight`; done when the sandbox could tell in time. */
  | { readonly do: 'look'; readonly name: string }
  /** Waits until a program's first process has at most `more` open descriptors more than the latest look of the name `since` saw. */
  | {
      readonly do: 'await-descriptors';
      readonly program: number;
      readonly since: string;
      readonly more: number;
      readonly withinMs: number;
    }
  /** Waits until every task sleeps and none has used the processor between two looks; `done` is false when that never happened. */
  | { readonly do: 'await-blocked'; readonly withinMs: number }
  /**
   * Waits `ms` and measures cpu time and run-queue wait of all tasks meanwhile (`/proc/PID/task/TID/schedstat`), up to five times
   * until they are calm: the first calm time counts, or else the last.
   */
  | { readonly do: 'idle'; readonly ms: number }
  | {
      readonly do: 'signal';
      readonly program: number;
      readonly to: Target | ChildTarget;
      readonly signal: number;
    }
  /** SIGSTOPs and SIGCONTs `to` so many times, each time after some further output or `everyMs`. */
  | {
      readonly do: 'stop-and-continue';
      readonly program: number;
      readonly to: Target;
      readonly times: number;
      readonly everyMs: number;
    }
  | { readonly do: 'await-exit'; readonly program: number; readonly withinMs: number };

/** A process as a `look` saw it. */
export interface SeenProcess {
  /** That of its first thread. */
  readonly pid: number;
  readonly parentPid: number;
  readonly name: string;
  /** `R` when any thread runs, `Z` a zombie, `T` stopped; see proc_pid_stat(5). */
  readonly state: string;
  /** How many descriptors are open. */
  readonly descriptors: number;
  readonly group: number;
  readonly session: number;
  /** The foreground group of its terminal; -1 when it has none. */
  readonly foreground: number;
  /** Numbers of the signals that it ignores, and of those that its first thread has blocked. */
  readonly ignored: readonly number[];
  readonly blocked: readonly number[];
}

/** What a `look` saw. */
export interface Sight {
  /** That of the step. */
  readonly name: string;
  /** Since the programs were let go. */
  readonly atMs: number;
  /** What the programs have made so far, as when the run is over. */
  readonly left: readonly Remnant[];
  /** That, and everything that was placed or is to be collected. */
  readonly everything: readonly Remnant[];
  readonly processes: readonly SeenProcess[];
}

/** What became of a step. */
export interface StepResult {
  readonly done: boolean;
  /** How long it took; for `idle` how long the time was that counts. */
  readonly ms: number;
  /** For `idle`: cpu time plus run-queue wait of all tasks. */
  readonly busyMs: number;
  /** Of a `look`. */
  readonly sight?: Sight;
  /** How many bytes of standard output had come from each program when the step was over. */
  readonly outputBytes?: readonly number[];
}
