import type { Fault } from '#libs/contracts/fault';
import type { Schedule } from '#libs/contracts/schedule';
import type { SnapshotRequest, Watch } from '#libs/contracts/watch';
import type { History, Mishap } from '#libs/trace/history';
import type { Remnant } from './remnant.js';
import type { Step, StepResult } from './step.js';

/**
 * A file to place before the programs start, owned by them. `path` is below `/box`, or begins with `/box/`, `/tmp/`, `/dev/shm/` or
 * `/mnt/`; `mode` is a permission such as 0o644. A folder and a FIFO have no content.
 */
export interface BoxFile {
  readonly path: string;
  readonly content: Uint8Array;
  readonly mode: number;
  /** A regular file when left out. */
  readonly kind?: 'file' | 'folder' | 'fifo';
}

/** What standard output of a program is: a pipe of `capacityBytes` (see F_SETPIPE_SZ in fcntl(2); 0 keeps the default), `/dev/full`, or nothing at all. */
export type OutputEnd =
  | { readonly kind: 'pipe'; readonly capacityBytes: number }
  | { readonly kind: 'full-device' }
  | { readonly kind: 'closed' };

/**
 * One program of a run. It is started by the runner as leader of its own session, with default signal dispositions, an empty
 * signal mask, umask 022 and no descriptors beyond 0, 1 and 2, unless it says otherwise.
 */
export interface Program {
  readonly name: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** `terminal`: all three standard streams are a pseudo-terminal of its own, its controlling one, canonical with ISIG, without echo and OPOST. */
  readonly stdin: 'pipe' | 'closed' | 'null-device' | 'terminal';
  readonly stdout: OutputEnd;
  /** `free`: the harness reads standard output as it comes. `held`: nothing is read until a `read-output` step. */
  readonly reading: 'free' | 'held';
  /** `at-once`, as when it is left out: with the others, when the run begins. `by-step`: when a `start` step says so. */
  readonly starts?: 'at-once' | 'by-step';
  /** A placed file that is executed instead of `argv[0]`, nameless before anybody runs; with mode 0o111 nobody can look into its process. */
  readonly sealed?: string;
  /** RLIMIT_NOFILE, see getrlimit(2): that of the run when left out. Set just before exec, so the loader has to do with it too. */
  readonly openFiles?: number;
  /** RLIMIT_FSIZE; what the folders hold when left out. */
  readonly fileBytes?: number;
  /** 0o022 when left out. */
  readonly umask?: number;
  /** Numbers of the signals that it ignores from the start; none when left out. */
  readonly ignoredSignals?: readonly number[];
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
  /** Each of `/box`, `/tmp`, `/dev/shm` and `/mnt`. */
  readonly diskBytes: number;
  readonly inodes: number;
  readonly openFiles: number;
}

export interface RunRequest {
  readonly files: readonly BoxFile[];
  readonly programs: readonly Program[];
  /** Runs concurrently with the reading of every `free` output. After the last step the run waits for all programs to end. */
  readonly steps: readonly Step[];
  /** Once a step has waited for something in vain, those that come later wait no longer than 50 ms; each waits its time when left out. */
  readonly impatient?: boolean;
  /** Regular files to return when the run is over, named like a placed file; none that is 32 MiB larger than what was placed. */
  readonly collect: readonly string[];
  /** Further files to return, which count as left by the programs like any other; none when left out. */
  readonly read?: readonly string[];
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

/** A process as `/proc` showed it when the run was stopped. */
export interface TaskSnapshot {
  readonly pid: number;
  readonly parentPid: number;
  readonly name: string;
  readonly state: string;
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
  /** All that lay in the run's own namespaces when it was over, also what was placed; nothing when left out. */
  readonly everything?: readonly Remnant[];
  /** How long the run took, without the time in which nobody could look after it. */
  readonly wallMs: number;
  /** The longest time in which this process could not look after the run, because it computed or its machine stood still. */
  readonly longestAwayMs: number;
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
