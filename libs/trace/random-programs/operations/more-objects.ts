import { heldEnds, newChannel, type World } from '../model.js';
import { addSlot, expectData, newText, processOf, say, type Operation } from './streams.js';

const objectsMax = 8;
const roomForMore = (world: World): boolean => new Set(heldEnds(world)).size < objectsMax;

/** Counters: written when they are 0, so that one write is one read. */
const counters: readonly Operation[] = [
  {
    weight: 2,
    fits: roomForMore,
    does: (world, { process }) => {
      const channel = newChannel('eventfd', true);
      say(
        world,
        process,
        'eventfd',
        addSlot(world, process, { does: 'event', name: '', reads: channel, writes: channel }),
      );
    },
  },
  {
    weight: 4,
    fits: (_, { end }) => end.does === 'event' && end.writes?.pieces.length === 0,
    does: (world, { process, slot, end }, choose) => {
      say(world, process, 'ewrite', slot, 1 + choose(9));
      end.writes?.pieces.push({ from: process, text: '', rank: 0 });
    },
  },
  {
    weight: 4,
    fits: (_, { end }) => end.does === 'event' && (end.reads?.pieces.length ?? 0) > 0,
    does: (world, { process, slot, end }) => {
      say(world, process, 'eread', slot);
      const piece = end.reads?.pieces.shift();
      if (piece)
        world.expected.push({ kind: 'wake', through: 'eventfd', from: piece.from, to: process, text: '' });
    },
  },
];

/** Datagrams to a port, whoever sends them; the port keeps its channel as long as somebody holds it. */
const datagrams: readonly Operation[] = [
  {
    weight: 2,
    fits: roomForMore,
    does: (world, { process }) => {
      const name = `${world.nextPort++}`;
      const channel = newChannel('udp', true);
      const slot = addSlot(world, process, { does: 'udp', name, reads: channel, writes: null });
      say(world, process, 'udp', slot, name);
    },
  },
  {
    weight: 6,
    fits: (world, { end }) => end.does === 'udp' && ports(world).length > 0,
    does: (world, { process, slot }, choose) => {
      const all = ports(world);
      const to = all[choose(all.length)];
      if (!to?.reads || to.reads.pieces.length >= 6) return;
      const text = newText(world, choose);
      say(world, process, 'sendto', slot, text, to.name);
      to.reads.pieces.push({ from: process, text, rank: 0 });
    },
  },
  {
    weight: 6,
    fits: (_, { end }) => end.does === 'udp' && (end.reads?.pieces.length ?? 0) > 0,
    does: (world, { process, slot, end }) => {
      const piece = end.reads?.pieces.shift();
      say(world, process, 'read', slot, 64);
      if (end.reads && piece) expectData(world, end.reads, { ...piece, to: process });
    },
  },
];

const ports = (world: World) => [...new Set(heldEnds(world))].filter((end) => end.does === 'udp');

/** Descriptors sent over a Unix stream, with the one byte that has to go along. See unix(7), SCM_RIGHTS. */
const passing: readonly Operation[] = [
  {
    weight: 4,
    fits: (world, { process, end }) =>
      end.writes?.kind === 'unix-stream' &&
      end.does === 'stream' &&
      !end.writes.isBroken &&
      end.writes.pieces.length === 0 &&
      !world.passed.has(end.writes) &&
      [...heldEnds(world)].some((other) => other.reads === end.writes) &&
      processOf(world, process).slots.size > 1,
    does: (world, { process, slot, end }, choose) => {
      // A socket that travels through itself would hold itself open.
      const others = [...processOf(world, process).slots].filter(
        ([, other]) => other.does !== 'stream' || other.reads === null || other.writes === null,
      );
      const picked = others[choose(others.length)];
      if (!picked || !end.writes) return;
      say(world, process, 'passfd', slot, picked[0]);
      world.passed.set(end.writes, { end: picked[1], from: process });
    },
  },
  {
    weight: 10,
    fits: (world, { end }) => end.reads !== null && world.passed.has(end.reads) && !end.reads.isBroken,
    does: (world, { process, slot, end }) => {
      const passed = end.reads ? world.passed.get(end.reads) : undefined;
      if (!end.reads || !passed) return;
      say(world, process, 'takefd', slot, addSlot(world, process, passed.end));
      world.passed.delete(end.reads);
      expectData(world, end.reads, { from: passed.from, text: '@', to: process });
      world.expected.push({
        kind: 'descriptor',
        through: 'unix-stream',
        from: passed.from,
        to: process,
        text: '',
      });
    },
  },
];

/** Counters, datagrams of the internet, and descriptors on the move. */
export const moreOperations: readonly Operation[] = [...counters, ...datagrams, ...passing];
