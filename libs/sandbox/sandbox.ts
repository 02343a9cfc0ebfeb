import type { Fault } from '#libs/contracts/fault';
import type { Schedule } from '#libs/contracts/schedule';
import type { SnapshotRequest, Watch } from '#libs/contracts/watch';
import type { History, Mishap } from '#libs/trace/history';

/** A regular file to place in `/box` before the programs start; `path` is relative to `/box`, `mode` is a permission such as 0o644. */
export interface BoxFile {
  readonly path: string;
  readonly content: Uint8Array;
  readonly mode: number;
}

/** What standard output of a program is: a pipe of `capacityBytes` (see F_SETPIPE_SZ in fcntl(2); 0 keeps the default), `/dev/full`, or nothing at all. */
export type OutputEnd =
  | { readonly kind: 'pipe'; readonly capacityBytes: number }
  | { readonly kind: 'full-device' }
  | { readonly kind: 'closed' };

/**
 * One program of a run. It is started by the runner as leader of its own session, with default signal dispositions, an empty
 * signal mask, umask 022 and no descriptors beyond 0, 1 and 2.
 */
export interface Program {
  readonly name: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: 'pipe' | 'closed' | 'null-device';
  readonly stdout: OutputEnd;
  /** `free`: the harness reads standard output as it comes. `held`: nothing is read until a `read-output` step. */
  readonly reading: 'free' | 'held';
  /** `at-once`, as when it is left out: with the others, when the run begins. `by-step`: when a `start` step says so. */
  readonly starts?: 'at-once' | 'by-step';
  /** A placed file that is executed instead of `argv[0]`, nameless before anybody runs; with mode 0o111 nobody can look into its process. */
  readonly sealed?: string;
}

/** What one run may use. Where the host has no cgroup, memory and cpu are bounded per process only and the run is marked `soft`. */
export interface Limits {
  /** From the start of the first program to the kill of everything. */
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly memoryBytes: number;
  readonly processes: number;
  /** Standard output and standard error together, kept and counted; one byte more ends the run. */
  readonly outputBytes: number;
  /** Each of `/box`, `/tmp` and `/dev/shm`. */
  readonly diskBytes: number;
  readonly inodes: number;
  readonly openFiles: number;
}

/** Which processes of a program a step means: the program itself, all below it, or both. */
export type Target = 'program' | 'descendants' | 'everybody';

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
  /** Waits until every task sleeps and none has used the processor between two looks; `done` is false when that never happened. */
  | { readonly do: 'await-blocked'; readonly withinMs: number }
  /**
   * Waits `ms` and measures cpu time and run-queue wait of all tasks meanwhile (`/proc/PID/task/TID/schedstat`), up to five times
   * until they are calm: the first calm time counts, or else the last.
   */
  | { readonly do: 'idle'; readonly ms: number }
  | { readonly do: 'signal'; readonly program: number; readonly to: Target; readonly signal: number }
  /** SIGSTOPs and SIGCONTs `to` so many times, each time after some further output or `everyMs`. */
  | {
      readonly do: 'stop-and-continue';
      readonly program: number;
      readonly to: Target;
      readonly times: number;
      readonly everyMs: number;
    }
  | { readonly do: 'await-exit'; readonly program: number; readonly withinMs: number };

export interface RunRequest {
  readonly files: readonly BoxFile[];
  readonly programs: readonly Program[];
  /** Runs concurrently with the reading of every `free` output. After the last step the run waits for all programs to end. */
  readonly steps: readonly Step[];
  /** Regular files under `/box` to return when the run is over, each of at most `limits.diskBytes`. */
  readonly collect: readonly string[];
  readonly limits: Limits;
  /** Namespaced sysctls by dotted name, such as `kernel.msgmnb`. */
  readonly sysctls: Readonly<Record<string, string>>;
  readonly traced: boolean;
  /** What goes wrong on purpose. Needs ipclab's own tracer, also in a run that is not traced; none when left out. */
  readonly faults?: readonly Fault[];
  /** Decides what is drawn in this run, such as a delay between two bounds; the empty text when left out. */
  readonly seed?: string;
  /** Who runs when, by a seed. Needs ipclab's own tracer, also in a run that is not traced. */
  readonly schedule?: Schedule;
  /** Loads programs at the same addresses in every run, see `ADDR_NO_RANDOMIZE` in personality(2); they differ when left out. */
  readonly fixedAddresses?: boolean;
  /** Words of shared memory whose stores and loads the history tells. Needs ipclab's own tracer and a traced run; none when left out. */
  readonly watches?: readonly Watch[];
  /** Pieces of shared memory whose content the history tells each time that it is found changed; the same. */
  readonly snapshots?: readonly SnapshotRequest[];
  /** Lets programs reserve addresses without end, as sanitizers do: where only addresses bound memory, nothing bounds theirs. */
  readonly wideAddresses?: boolean;
  /** Aborted when whoever started the programs presses Ctrl-C: they get SIGINT, who lives on is killed soon, and what happened until then is answered. */
  readonly interrupt?: AbortSignal;
}

export type ProgramEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: number }
  | { readonly kind: 'running' };

export interface ProgramResult {
  readonly name: string;
  /** Inside the sandbox. */
  readonly pid: number;
  /** How it ended by itself; `running` when the harness had to end it. */
  readonly end: ProgramEnd;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  /** Bytes of standard input that its pipe took. */
  readonly inputBytes: number;
  readonly wallMs: number;
}

export interface StepResult {
  readonly done: boolean;
  /** How long it took; for `idle` how long the time was that counts. */
  readonly ms: number;
  /** For `idle`: cpu time plus run-queue wait of all tasks. */
  readonly busyMs: number;
}

/** A process as `/proc` showed it when the run was stopped. */
export interface TaskSnapshot {
  readonly pid: number;
  readonly parentPid: number;
  readonly name: string;
  readonly state: string;
}

/** An IPC object, file or process that outlived the run's programs, found in the run's own namespaces. */
export interface Remnant {
  readonly kind:
    | 'posix-mq'
    | 'system-v-mq'
    | 'system-v-shm'
    | 'system-v-sem'
    | 'posix-shm'
    | 'semaphore'
    | 'fifo'
    | 'socket'
    | 'file'
    | 'process';
  readonly name: string;
}

/**
 * Why a run was over. Everything but `programs-ended` means that the harness killed what was left: `deadlock` when no process
 * could ever go on, because each slept in a call without a time limit, nothing moved for a second, and no step was left; `livelock`
 * when those that did not sleep so came back to the same registers and memory, round and round (only runs with a schedule tell).
 */
export type RunEnd =
  | 'programs-ended'
  | 'deadlock'
  | 'livelock'
  | 'wall-time'
  | 'cpu-time'
  | 'output-limit'
  | 'memory-limit'
  | 'interrupted';

export interface Run {
  readonly ended: RunEnd;
  readonly programs: readonly ProgramResult[];
  readonly steps: readonly StepResult[];
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Empty unless the run was stopped. */
  readonly tasks: readonly TaskSnapshot[];
  readonly remnants: readonly Remnant[];
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Null where the host has no memory cgroup. */
  readonly peakMemoryBytes: number | null;
  /** Null unless the request asked for a trace. */
  readonly history: History | null;
  /** What was made to go wrong, also in a run that is not traced; nothing when left out. */
  readonly mishaps?: readonly Mishap[];
}

export type Strength = 'hard' | 'soft';

/** What this host can isolate and trace, one line per ability, each with the way to get more where it lacks. */
export interface HostReport {
  readonly engine: string;
  readonly usable: boolean;
  readonly limits: Strength;
  readonly abilities: readonly {
    readonly name: string;
    readonly strength: 'hard' | 'soft' | 'missing';
    readonly says: string;
    readonly advice: string | null;
  }[];
}

/** The image programs run in. `digest` is `sha256:` and 64 hex digits over everything that decides its content. */
export interface ImageIdentity {
  readonly name: string;
  readonly digest: string;
}

/**
 * Runs other people's programs where they can harm nobody: fresh pid, ipc, net, mount, uts, user and cgroup namespaces a run.
 * Rejects with an Error when the sandbox itself failed (never for anything a program did), and with the signal's reason on abort.
 */
export interface Sandbox {
  readonly engine: string;
  readonly image: ImageIdentity;
  readonly limits: Strength;
  run(request: RunRequest, signal: AbortSignal): Promise<Run>;
  /** Ends prewarmed sandboxes; runs under way are aborted. */
  close(): Promise<void>;
}
