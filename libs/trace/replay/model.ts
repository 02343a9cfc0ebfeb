import type { FileStep } from '#libs/trace/file-step';
import type { Flow, History, IpcObject } from '#libs/trace/history';
import type { Channel, Gone } from './flows/channel.js';
import type { FileLocks, LockRequest } from './files/locks.js';
import type { KeptLock } from './files/lock-steps.js';
import type { SentSignal, SentSignals } from './flows/sent-signals.js';
import type { Connection, Socket, Special } from './sockets/sockets.js';
import type { Call, Exit, Task } from '../strace/trace-event.js';
import type { Memory, SharedMemoryWorld } from './memory/memory-model.js';

/** `readonly` taken away: the replay fills these in as it goes. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export type DescriptorSpan = Mutable<History['descriptors'][number]>;

/** A process while its events are replayed. */
export interface Life {
  readonly id: string;
  readonly pid: number;
  readonly parent: Life | null;
  readonly leader: Task;
  readonly isRoot: boolean;
  /** What a root was started as, for the names of its standard streams; empty for all others. */
  readonly program: string;
  /** Which of the roots it is or descends from; null when nobody knows. */
  readonly programIndex: number | null;
  /** Line of the first event that counts: for a root its first execve, for others the fork. */
  readonly bornPosition: number;
  readonly startMs: number;
  /** Line of its last sign of life, deaths excluded. */
  lastActivePosition: number;
  /** How it ended, as the log will say; null when the log does not. */
  exit: Exit | null;
  role: 'student' | 'peer' | 'harness' | 'runtime';
  liveTasks: number;
  /** Python's multiprocessing was loaded in it. */
  usesMultiprocessing: boolean;
  readonly threads: Thread[];
  isReaped: boolean;
  endMs: number | null;
  table: Table;
  memory: Memory;
  cwd: string | null;
  /** Who took the last reader of what this process wrote to last, in vain. */
  brokenBy: Gone | null;
  /** Where it tried to connect last, in vain. */
  refused: { readonly family: Socket['family']; readonly address: string } | null;
  readonly execs: Mutable<History['processes'][number]['execs'][number]>[];
  readonly signals: { name: string; atMs: number; from: string | null }[];
}

/** A thread besides the first one of its process. */
export interface Thread {
  readonly id: string;
  readonly tid: number;
  readonly task: Task;
  readonly startMs: number;
  endMs: number | null;
}

/** Calls that slept, and how many shorter ones had to be left out. */
export interface PauseNotes {
  readonly notes: Mutable<History['pauses'][number]>[];
  dropped: number;
}

/** A descriptor table; clone(2) with CLONE_FILES makes several processes use one. */
export interface Table {
  owner: string;
  users: number;
  readonly entries: Map<number, Entry>;
}

export interface Entry {
  readonly file: OpenFile;
  closeOnExec: boolean;
  /** Null for things that no picture shows, such as shared libraries. */
  readonly span: DescriptorSpan | null;
}

/** An open file description: what dup(2) and fork(2) share. */
export interface OpenFile {
  /** Null for things that no picture shows. */
  thing: Thing | null;
  reads: Channel | null;
  writes: Channel | null;
  readonly access: 'read' | 'write' | 'both';
  /** The kernel's name for it, `pipe:[7]` or a path; null until a call has shown it. */
  target: string | null;
  offset: number;
  append: boolean;
  /** Each write comes back when its data are on the device: O_SYNC and O_DSYNC in open(2). */
  readonly forces: boolean;
  /** What a socket is that is not one end of a pair; null for everything else. */
  socket: Socket | null;
  /** Set on both ends of a connection that somebody in the trace listened for. */
  link: { readonly listener: Socket; connection: Connection; readonly side: 'client' | 'server' } | null;
  /** Set on a descriptor that stands for something of the kernel's own; null for everything else. */
  readonly special: Special | null;
}

/** An object while its events are replayed. */
export interface Thing extends Omit<Mutable<IpcObject>, 'touchedBy' | 'peers'> {
  readonly peers: NonNullable<IpcObject['peers']>[number][];
  /** Bytes of a regular file that the trace saw written; null for everything that is not one. */
  readonly content: Content | null;
  readonly channels: Channel[];
  /** Bytes that went through a standard stream of the harness or a device. */
  carriedBytes: number;
  /** Ids of processes that used it without a descriptor, a mapping or a transfer. */
  readonly touchedBy: Set<string>;
  /** It never came to be: a connection that was refused after it had been begun. */
  isVoid: boolean;
  /** Ids of readers that have been told of the end of a standard stream. */
  readonly told: Set<string>;
}

/** Which process wrote which bytes of a file last, in order of offset, without overlaps. */
export interface Content {
  readonly extents: Extent[];
  sizeBytes: number;
  /** False of a file that was there before, of whatever size. */
  isSizeKnown: boolean;
  /** Nothing was in it that the trace does not show: what nobody wrote are holes. */
  startedEmpty: boolean;
}

export interface Extent {
  start: number;
  end: number;
  readonly from: Life;
  readonly thread: string | null;
  readonly fd: number | null;
  readonly sentMs: number;
  head: Uint8Array;
  /** Where `head` belongs. */
  readonly headAt: number;
  read: boolean;
  /** Where it was appended is not known for certain. */
  readonly isGuess: boolean;
}

/** Something that a process did to a file, for those who watch it. */
export interface FileChange {
  readonly life: Life;
  readonly fd: number | null;
  readonly ms: number;
  readonly thread: string | null;
}

/** The state of the replay. */
export interface World extends SharedMemoryWorld {
  readonly lives: readonly Life[];
  readonly lifeOfTask: readonly (Life | null)[];
  readonly childOfCall: ReadonlyMap<Call, Life>;
  readonly byPid: Map<number, Life>;
  readonly things: Thing[];
  /** Things by the kernel's name. */
  readonly byTarget: Map<string, Thing>;
  /** What had a path last before that was removed: somebody may be on the way back from opening it. */
  readonly removed: Map<string, Thing>;
  readonly listeners: Map<string, Socket>;
  /** Where datagrams for an address lie, by address. */
  readonly inboxes: Map<string, Channel>;
  readonly fifoPaths: Set<string>;
  /** Advisory locks, by the object of the file. */
  readonly fileLocks: Map<Thing, FileLocks>;
  /** Calls that wait for a lock. */
  readonly lockWaits: Map<Call, { readonly wanted: LockRequest; readonly file: Thing }>;
  /** What was done to files, and the locks that somebody has, folders included. */
  readonly fileSteps: FileStep[];
  readonly keptLocks: KeptLock[];
  readonly spans: DescriptorSpan[];
  readonly flows: Mutable<Flow>[];
  readonly reaps: Mutable<History['reaps'][number]>[];
  readonly vainWaits: Map<string, number>;
  readonly sentSignals: SentSignals;
  /** The last delivery of a standard signal, by receiver, signal and sender. */
  readonly delivered: Map<string, { readonly flow: Mutable<Flow>; readonly sends: SentSignal[] }>;
  /** Descriptors that were sent over a socket and not yet received. */
  readonly inFlight: {
    readonly from: Life;
    readonly file: OpenFile;
    /** Where the message lies that carries it; null when that is not known. */
    readonly channel: Channel | null;
    readonly fd: number | null;
    readonly thread: string | null;
    readonly sentMs: number;
  }[];
  /** The last change of each kind of each path, as `IN_CREATE /tmp/a`; null as long as nobody watches files. */
  changes: Map<string, FileChange> | null;
  /** What each thread is doing. */
  readonly openCalls: Map<Task, Call>;
  /** Flows beyond those that are told one by one, and the one that stands for each way. */
  readonly late: Mutable<Flow>[];
  readonly routes: Map<string, Mutable<Flow>>;
  readonly pauses: PauseNotes;
  readonly warnings: Set<string>;
  /** Line at which the story ends; what is printed from there on is the harness's doing. */
  readonly stopPosition: number;
  /** Line and time of the event under replay. */
  position: number;
  ms: number;
  /** The thread whose event it is; null for the first one of its process. */
  thread: string | null;
}

/** What a call does to the world: `enter` when it is made, `leave` when it has come back. */
export interface Handler {
  readonly enter?: (world: World, life: Life, call: Call) => void;
  readonly leave?: (world: World, life: Life, call: Call) => void;
}

/** The harness outside the sandbox: it feeds standard input, reads standard output, and sends signals. */
export const harnessId = 'p0';

/** More than this many first bytes of a flow are not kept. */
export const headBytesMax = 256;

/** More than this many warnings of one run say nothing new. */
const warningsMax = 50;

export function warn(world: World, sentence: string): void {
  if (world.warnings.size < warningsMax) world.warnings.add(sentence);
}

/** What a call answered when it succeeded; null when it failed, was broken off or never came back. */
export function valueOf(call: Call): number | null {
  return call.answer.kind === 'value' ? call.answer.value : null;
}
