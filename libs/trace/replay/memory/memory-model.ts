import type { TracedAccess, TracedSnapshot } from '#libs/contracts/instruments';
import type { History } from '#libs/trace/history';
import type { Moment } from '../../strace/trace-event.js';
import type { Life, Mutable, Thing } from '../model.js';

export type MappingSpan = Mutable<History['mappings'][number]>;

/** An address space, as far as other processes may share in it; clone(2) with CLONE_VM makes several processes use one. */
export interface Memory {
  readonly owner: string;
  users: number;
  readonly mappings: Mapping[];
}

/** Addresses from `start` to before `end` that show `thing` from `offset` on. */
export interface Mapping {
  readonly start: number;
  readonly end: number;
  readonly thing: Thing;
  readonly offset: number;
  readonly access: MappingSpan['access'];
  /** Null when there were too many to tell. */
  readonly span: MappingSpan | null;
}

/** A place in shared memory that processes wait at. See futex(2). */
export interface Word {
  /** What a picture shows for it. */
  readonly thing: Thing;
  /** The object that it lies in. */
  readonly within: Thing;
  /** Waits that came back and that no wake is known for yet. */
  readonly sleepers: Sleeper[];
  /** Who was woken here last and has woken nobody since: of a mutex, likely the owner. */
  lastTaker: Life | null;
}

/** A set of System V semaphores. */
export interface SemaphoreSet {
  readonly name: string;
  readonly madeBy: Life | null;
  /** Nobody has set its values yet. */
  areNew: boolean;
  readonly semaphores: Map<number, Semaphore>;
  /** Who has got or used its number, and since when, in milliseconds. */
  readonly users: Map<Life, number>;
}

/** One of a set. */
export interface Semaphore {
  readonly thing: Thing;
  /** Null where the log does not show it. */
  value: number | null;
  /** Takes under way that will come back. */
  readonly takes: Take[];
  /** What the end of each process will add, SEM_UNDO. */
  readonly undo: Map<Life, number>;
}

/** A take of a semaphore that has not come back yet; served when what it needs is there for it. */
export interface Take extends Sleeper {
  readonly count: number;
  isServed: boolean;
}

/** A System V shared memory segment. */
export interface Segment {
  readonly thing: Thing;
  bytes: number;
}

/** A wait that somebody ended. */
export interface Sleeper {
  /** Who moved it on to wait for a lock, and, where the lock was free, by that ended it. See futex(2), FUTEX_CMP_REQUEUE_PI. */
  readonly movedBy?: { readonly life: Life; readonly thread: string | null; readonly ms: number };
  readonly life: Life;
  readonly thread: string | null;
  readonly entered: Moment;
  readonly left: Moment;
}

/** A store to a watched word that nobody has overwritten, as far as it is known. */
export interface Store {
  readonly life: Life;
  readonly thread: string | null;
  readonly ms: number;
  readonly value: bigint;
  readonly isSure: boolean;
  /** Ids of processes that have been told to have loaded it. */
  readonly loadedBy: Set<string>;
}

/** What was seen of watched memory. */
export interface WatchedMemory {
  readonly accesses: TracedAccess[];
  readonly snapshots: TracedSnapshot[];
  /** By object, offset and size. */
  readonly stores: Map<string, Store>;
  /** Ways on which data was seen to go, as `from to object`: nothing needs to be inferred there. */
  readonly routes: Set<string>;
}

/** What the replay knows of shared memory and of what processes wait for in it. */
export interface SharedMemoryWorld {
  readonly mappingSpans: MappingSpan[];
  readonly watched: WatchedMemory;
  /** By object and offset. */
  readonly words: Map<string, Word>;
  /** By the kernel's number, as are the sets. */
  readonly segments: Map<number, Segment>;
  readonly semaphoreSets: Map<number, SemaphoreSet>;
  /** The same of System V message queues, by the object. */
  readonly queueUsers: Map<Thing, Map<Life, number>>;
}
