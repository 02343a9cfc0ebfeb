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
  readonly does: 'none' | 'stream' | 'event' | 'file' | 'mq' | 'udp' | 'listener';
  /** A path or port, where it has one. */
  readonly name: string;
}

export interface Process {
  readonly parent: number | null;
  readonly slots: Map<number, End>;
  isAlive: boolean;
}

/** What must be seen, in the words of `describe-transfers.ts`. */
export interface Expected {
  readonly kind: 'data' | 'end-of-file' | 'signal' | 'descriptor' | 'wake';
  readonly through: string;
  readonly from: number;
  readonly to: number | null;
  readonly text: string;
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
  readonly systemV: Channel[];
  /** Queues by name: they and what they hold outlive their last descriptor. */
  readonly queues: Map<string, Channel>;
  /** Descriptors on their way through a channel. */
  readonly passed: Map<Channel, { readonly end: End; readonly from: number }>;
  nextSlot: number;
  nextMessage: number;
  nextPort: number;
}

export function newWorld(): World {
  return {
    processes: [{ parent: null, slots: new Map(), isAlive: true }],
    lines: [],
    expected: [],
    ends: new Set(),
    backlog: new Map(),
    files: new Map(),
    systemV: [],
    queues: new Map(),
    passed: new Map(),
    nextSlot: 1,
    nextMessage: 1,
    nextPort: 5000,
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
