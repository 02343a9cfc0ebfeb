import { heldEnds, newChannel, type Channel, type World } from '../model.js';
import { addClosingSlot } from './lives.js';
import { addSlot, expectData, newText, say, twoWays, type Operation } from './streams.js';

const objectsMax = 8;
const roomForMore = (world: World): boolean => new Set(heldEnds(world)).size < objectsMax;

/** Socketpairs by the type that socketpair(2) is asked for. */
const pairs = [
  { type: 'stream', kind: 'unix-stream', messages: false },
  { type: 'dgram', kind: 'unix-datagram', messages: true },
  { type: 'seqpacket', kind: 'unix-seqpacket', messages: true },
] as const;

const paths = { fifo: 'door', file: 'paper', mq: '/queue' } as const;

function pick<T>(list: readonly T[], at: number): T {
  const found = list[at];
  if (found === undefined) throw new Error('Nothing to pick.');
  return found;
}

/** What a FIFO holds goes with its last descriptor, see fifo(7). */
function openFifo(world: World): Channel {
  const held = [...heldEnds(world)].find((end) => end.name === paths.fifo);
  return held?.reads ?? newChannel('fifo', false);
}

/** What makes objects. */
const makers: readonly Operation[] = [
  {
    weight: 4,
    fits: roomForMore,
    does: (world, { process }) => {
      const channel = newChannel('pipe', false);
      const end = { does: 'stream', name: '' } as const;
      const read = addSlot(world, process, { ...end, reads: channel, writes: null });
      const write = addSlot(world, process, { ...end, reads: null, writes: channel });
      say(world, process, 'pipe', read, write);
    },
  },
  {
    weight: 4,
    fits: roomForMore,
    does: (world, { process }, choose) => {
      const { type, kind, messages } = pick(pairs, choose(pairs.length));
      const [one, two] = twoWays(kind, messages);
      say(world, process, 'socketpair', addSlot(world, process, one), addSlot(world, process, two), type);
    },
  },
  {
    weight: 2,
    fits: roomForMore,
    does: (world, { process }) => {
      // Opened for reading and writing, so that no open waits and the end never comes.
      const channel = openFifo(world);
      const slot = addSlot(world, process, {
        does: 'stream',
        name: paths.fifo,
        reads: channel,
        writes: channel,
      });
      say(world, process, 'fifo', slot, paths.fifo);
    },
  },
  {
    weight: 2,
    fits: roomForMore,
    does: (world, { process }, choose) => {
      const isTcp = choose(2) === 1;
      const name = isTcp ? `${world.nextPort++}` : `/tmp/desk${world.nextSlot}`;
      world.backlog.set(name, []);
      const slot = addSlot(world, process, { does: 'listener', name, reads: null, writes: null });
      say(world, process, 'listen', slot, name);
    },
  },
];

/** Connections: what a client has made waits in the backlog until it is accepted. */
const connecting: readonly Operation[] = [
  {
    weight: 4,
    fits: (world, { end }) => end.does === 'listener' && roomForMore(world),
    does: (world, { process, end }) => {
      const [client, server] = twoWays(end.name.startsWith('/') ? 'unix-stream' : 'tcp', false);
      world.ends.add(server);
      world.backlog.get(end.name)?.push(server);
      say(world, process, 'connect', addSlot(world, process, client), end.name);
    },
  },
  {
    weight: 8,
    fits: (world, { end }) => end.does === 'listener' && (world.backlog.get(end.name) ?? []).length > 0,
    does: (world, { process, slot, end }) => {
      const server = world.backlog.get(end.name)?.shift();
      if (server) say(world, process, 'accept', slot, addSlot(world, process, server));
    },
  },
];

/** Queues whose messages have a rank, by descriptor and by key. */
const queues: readonly Operation[] = [
  {
    weight: 2,
    fits: roomForMore,
    does: (world, { process }) => {
      const channel = world.queues.get(paths.mq) ?? newChannel('posix-mq', true);
      world.queues.set(paths.mq, channel);
      const slot = addClosingSlot(world, process, {
        does: 'mq',
        name: paths.mq,
        reads: channel,
        writes: channel,
      });
      say(world, process, 'mq', slot, paths.mq);
    },
  },
  {
    weight: 6,
    fits: (_, { end }) => end.does === 'mq' && (end.writes?.pieces.length ?? 0) < 6,
    does: (world, { process, slot, end }, choose) => {
      const [text, rank] = [newText(world, choose), choose(3)];
      say(world, process, 'mqsend', slot, text, rank);
      end.writes?.pieces.push({ from: process, text, rank });
    },
  },
  {
    weight: 6,
    fits: (_, { end }) => end.does === 'mq' && (end.reads?.pieces.length ?? 0) > 0,
    does: (world, { process, slot, end }) => {
      say(world, process, 'mqreceive', slot);
      const pieces = end.reads?.pieces ?? [];
      const first = pieces.find((piece) => piece.rank === Math.max(...pieces.map((one) => one.rank)));
      if (end.reads && first) takeOut(world, end.reads, { piece: first, to: process });
    },
  },
  {
    weight: 3,
    fits: (world) => (world.systemV[0]?.pieces.length ?? 0) < 6,
    does: (world, { process }, choose) => {
      const [text, rank] = [newText(world, choose), 1 + choose(3)];
      say(world, process, 'msgsnd', 77, text, rank);
      world.systemV[0] ??= newChannel('system-v-mq', true);
      world.systemV[0].pieces.push({ from: process, text, rank });
    },
  },
  {
    weight: 3,
    fits: (world) => (world.systemV[0]?.pieces.length ?? 0) > 0,
    does: (world, { process }, choose) => {
      const channel = world.systemV[0];
      const pieces = channel?.pieces ?? [];
      const any = choose(2) === 1;
      const wanted = any ? pieces[0] : pieces[choose(pieces.length)];
      if (!channel || !wanted) return;
      const first = pieces.find((piece) => any || piece.rank === wanted.rank) ?? wanted;
      say(world, process, 'msgrcv', 77, any ? 0 : wanted.rank);
      takeOut(world, channel, { piece: first, to: process });
    },
  },
];

function takeOut(
  world: World,
  channel: Channel,
  { piece, to }: { readonly piece: Channel['pieces'][number]; readonly to: number },
): void {
  channel.pieces = channel.pieces.filter((one) => one !== piece);
  expectData(world, channel, { from: piece.from, text: piece.text, to });
}

/** Everything besides the basic operations. */
export const objectOperations: readonly Operation[] = [...makers, ...connecting, ...queues];
