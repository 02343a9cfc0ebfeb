/** One write, as the kernel keeps it until it is read. */
export interface Piece {
  readonly from: number;
  readonly text: string;
  /** Priority of a POSIX message, type of a System V message. */
  readonly rank: number;
}

/** One direction of an object. `messages` keeps boundaries: one write is one read. */
export interface Channel {
  readonly kind: string;
  readonly messages: boolean;
  pieces: Piece[];
  /** Who took the last write end away. */
  closedBy: number | null;
  /** Processes that have been told of the end. */
  readonly told: Set<number>;
  /** The other end went while something was unread: the next reader gets an error, and who knows what. */
  isBroken: boolean;
}

/** An open file description. */
export interface End {
  readonly reads: Channel | null;
  readonly writes: Channel | null;
  readonly does: 'none' | 'stream' | 'event' | 'file' | 'mq' | 'udp' | 'listener' | 'memory' | 'signals';
  /** A path or port, where it has one; of memory what a trace calls it. */
  readonly name: string;
  /** Of a file: where the next read or write takes place, or that writes go to its end. */
  readonly cursor?: { at: number; readonly appends: boolean };
}

export interface Process {
  readonly parent: number | null;
  readonly slots: Map<number, End>;
  /** Slots that go when it executes a program. */
  readonly closeOnExec: Set<number>;
  readonly places: Map<number, readonly Mapped[]>;
  /** Named semaphores that it has opened. */
  readonly semaphores: Set<string>;
  /** What it has taken from System V semaphores and gives back at its end, by number. See semop(2), SEM_UNDO. */
  readonly undo: Map<number, number>;
  /** Signals that wait until it asks for them, in the order in which they were sent. */
  readonly pending: PendingSignal[];
  isAlive: boolean;
}

/** Pages of an object in the memory of a process: `page` counts from where the place begins, `offset` from where the object does. */
export interface Mapped {
  readonly object: string;
  readonly page: number;
  readonly offset: number;
  readonly pages: number;
  readonly access: 'read' | 'write' | 'both';
}

/** `rank` 0 is a standard signal, others are real-time ones. */
export interface PendingSignal {
  readonly rank: number;
  readonly from: number;
  readonly value: number | null;
}

/** A lock on bytes of a file: of a process, or of an open file description. */
export interface Lock {
  readonly file: string;
  readonly family: 'record' | 'flock';
  readonly owner: number | End;
  readonly access: 'r' | 'w';
  readonly start: number;
  readonly end: number;
}

/** What must be seen, in the words of `describe-transfers.ts`. */
export interface Expected {
  readonly kind: 'data' | 'end-of-file' | 'signal' | 'descriptor' | 'wake';
  readonly through: string;
  readonly from: number;
  readonly to: number | null;
  readonly text: string;
  /** Signals that came as one. */
  readonly sends?: number;
  /** What came with a signal. */
  readonly value?: number | null;
}

/** What is true of a program at one moment of its making. */
export interface World {
  readonly processes: Process[];
  readonly lines: string[];
  readonly expected: Expected[];
  /** Every description there ever was. */
  readonly ends: Set<End>;
  readonly backlog: Map<string, End[]>;
  /** Who wrote each byte of a file, and with which write. */
  readonly files: Map<string, { from: number; letter: string; write: string }[]>;
  /** Files of which a stream may still show the pages themselves: what is written over them is seen there, sendfile(2). */
  readonly lent: Set<string>;
  readonly systemV: Channel[];
  /** Queues by name: they and what they hold outlive their last descriptor. */
  readonly queues: Map<string, Channel>;
  /** Descriptors on their way through a channel. */
  readonly passed: Map<Channel, { readonly end: End; readonly from: number }>;
  readonly locks: Lock[];
  /** What changed in the memory of a process, by the line that did it. */
  readonly memory: { readonly process: number; readonly line: number; readonly what: string }[];
  /** Values of semaphores: by number, name, or place in an object. */
  readonly semaphores: Map<number | string, number>;
  /** Signals that were sent while another one like them was waiting already. */
  readonly lost: { readonly to: number; readonly signal: PendingSignal }[];
  /** How many programs each process has executed. */
  readonly execs: number[];
  nextPlace: number;
  anonymous: number;
  nextSlot: number;
  nextMessage: number;
  nextPort: number;
}

export function newWorld(): World {
  return {
    processes: [newProcess(null)],
    lines: [],
    expected: [],
    ends: new Set(),
    backlog: new Map(),
    files: new Map(),
    lent: new Set(),
    systemV: [],
    queues: new Map(),
    passed: new Map(),
    locks: [],
    memory: [],
    semaphores: new Map(),
    lost: [],
    execs: [],
    nextPlace: 1,
    anonymous: 0,
    nextSlot: 1,
    nextMessage: 1,
    nextPort: 5000,
  };
}

/** A process with nothing in its hands. */
export function newProcess(parent: number | null): Process {
  return {
    parent,
    slots: new Map(),
    closeOnExec: new Set(),
    places: new Map(),
    semaphores: new Set(),
    undo: new Map(),
    pending: [],
    isAlive: true,
  };
}

export function newChannel(kind: string, messages: boolean): Channel {
  return { kind, messages, pieces: [], closedBy: null, told: new Set(), isBroken: false };
}

/** Every description that some process, or a message on its way, still holds. */
export function* heldEnds(world: World): Iterable<End> {
  for (const process of world.processes) if (process.isAlive) yield* process.slots.values();
  for (const { end } of world.passed.values()) yield end;
  for (const ends of world.backlog.values()) yield* ends;
}

export function hasWriter(world: World, channel: Channel): boolean {
  return [...heldEnds(world)].some((end) => end.writes === channel);
}

export function hasReader(world: World, channel: Channel): boolean {
  return [...heldEnds(world)].some((end) => end.reads === channel);
}

/** A process lets go of descriptions: by close, or by its end. */
export function letGo(world: World, process: number, ends: readonly End[]): void {
  // Connections that nobody will accept any more go with the last descriptor of their listener.
  const refused = ends
    .filter((end) => end.does === 'listener' && ![...heldEnds(world)].includes(end))
    .flatMap((end) => world.backlog.get(end.name)?.splice(0) ?? []);
  for (const end of refused) if (end.writes) end.writes.isBroken = true;
  if (refused.length > 0) letGo(world, process, refused);
  for (const end of ends) {
    const unread = end.reads !== null && (end.reads.pieces.length > 0 || world.passed.has(end.reads));
    if (end.reads && !hasReader(world, end.reads)) loseDescriptor(world, process, end.reads);
    // A lock of an open file description goes with its last descriptor.
    if (end.does === 'file' && ![...heldEnds(world)].includes(end)) {
      const kept = world.locks.filter((lock) => lock.owner !== end);
      world.locks.splice(0, world.locks.length, ...kept);
    }
    if (end.writes && !hasWriter(world, end.writes)) end.writes.closedBy ??= process;
    // See unix(7) and tcp(7): what is thrown away unread is an error for who reads the other direction.
    if (unread && end.reads && end.writes && !hasReader(world, end.reads)) end.writes.isBroken = true;
  }
}

/** A descriptor on its way to nobody goes with its channel. */
function loseDescriptor(world: World, process: number, channel: Channel): void {
  const lost = world.passed.get(channel);
  if (!lost) return;
  world.passed.delete(channel);
  world.expected.push({ kind: 'data', through: channel.kind, from: lost.from, to: null, text: '@' });
  letGo(world, process, [lost.end]);
}
