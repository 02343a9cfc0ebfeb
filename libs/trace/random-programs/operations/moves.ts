import { hasReader, type Channel, type End, type World } from '../model.js';
import { openFile, readFile, writeFile } from './files.js';
import { expectData, newText, processOf, say, type Operation, type Place } from './streams.js';

/** A splice copies no bytes, but descriptors of pages: few of them fill a pipe. */
const splicedMax = 2;
const bytesMax = 60;
const fileBytesMax = 400;

const roomFor = (world: World, { writes }: End): boolean =>
  writes !== null &&
  !writes.isBroken &&
  !writes.messages &&
  !world.passed.has(writes) &&
  writes.pieces.length < splicedMax &&
  hasReader(world, writes);

/** Other slots of a process that bytes could be moved to. */
function targets(world: World, { process, slot, end }: Place): readonly (readonly [number, End])[] {
  return [...processOf(world, process).slots].filter(
    ([other, to]) => other !== slot && to.does === 'stream' && to.writes !== end.reads && roomFor(world, to),
  );
}

/** Takes bytes of the first pieces out of a pipe and answers them. */
function takeBytes(world: World, taken: { channel: Channel; bytes: number; to: number }): string {
  const { channel, bytes, to } = taken;
  let text = '';
  while (text.length < bytes) {
    const piece = channel.pieces.shift();
    if (!piece) throw new Error('More is moved than there is.');
    const part = piece.text.slice(0, bytes - text.length);
    text += part;
    expectData(world, channel, { from: piece.from, text: part, to });
    if (part.length < piece.text.length)
      channel.pieces.unshift({ ...piece, text: piece.text.slice(part.length) });
  }
  return text;
}

const isPipe = ({ reads }: End): boolean => reads?.kind === 'pipe' || reads?.kind === 'fifo';

/** Bytes that move inside the kernel. See splice(2), sendfile(2). */
const movers: readonly Operation[] = [
  {
    weight: 8,
    fits: (world, place) =>
      place.end.does === 'stream' &&
      isPipe(place.end) &&
      (place.end.reads?.pieces.length ?? 0) > 0 &&
      targets(world, place).length > 0,
    does: (world, place, choose) => {
      const { process, slot, end } = place;
      const all = targets(world, place);
      const [target, to] = all[choose(all.length)] ?? [0, null];
      if (!end.reads || !to?.writes) return;
      const there = end.reads.pieces.slice(0, splicedMax).reduce((sum, piece) => sum + piece.text.length, 0);
      const bytes = 1 + choose(Math.min(there, bytesMax));
      say(world, process, 'splice', slot, target, bytes);
      const text = takeBytes(world, { channel: end.reads, bytes, to: process });
      to.writes.pieces.push({ from: process, text, rank: 0 });
    },
  },
  {
    weight: 5,
    fits: (world, place) =>
      place.end.does === 'file' &&
      (world.files.get(place.end.name)?.length ?? 0) > 0 &&
      targets(world, place).length > 0,
    does: (world, place, choose) => {
      const { process, slot, end } = place;
      const all = targets(world, place);
      const [target, to] = all[choose(all.length)] ?? [0, null];
      const size = world.files.get(end.name)?.length ?? 0;
      if (!to?.writes) return;
      const at = choose(size);
      const count = 1 + choose(Math.min(size - at, bytesMax));
      world.lent.add(end.name);
      say(world, process, 'sendfile', slot, target, count, at);
      const text = readFile(world, { name: end.name, at, count, to: process });
      to.writes.pieces.push({ from: process, text, rank: 0 });
    },
  },
];

/** Reads and writes at the place where an open file stands, which all who share it move. See lseek(2), open(2), O_APPEND. */
const cursors: readonly Operation[] = [
  {
    weight: 5,
    fits: (world, { end }) => {
      const size = world.files.get(end.name)?.length ?? 0;
      const isOver = end.cursor?.appends === false && end.cursor.at < size;
      return end.cursor !== undefined && size < fileBytesMax && !(isOver && world.lent.has(end.name));
    },
    does: (world, { process, slot, end }, choose) => {
      if (!end.cursor) return;
      const text = newText(world, choose);
      say(world, process, 'fwrite', slot, text);
      const at = end.cursor.appends ? Infinity : end.cursor.at;
      end.cursor.at = writeFile(world, { name: end.name, at, text, from: process });
    },
  },
  {
    weight: 5,
    fits: (world, { end }) =>
      end.cursor !== undefined && end.cursor.at < (world.files.get(end.name)?.length ?? 0),
    does: (world, { process, slot, end }, choose) => {
      if (!end.cursor) return;
      const count = 1 + choose(bytesMax);
      say(world, process, 'fread', slot, count);
      end.cursor.at += readFile(world, { name: end.name, at: end.cursor.at, count, to: process }).length;
    },
  },
];

/** What moves bytes without naming them, and files that know where they stand. */
export const moveOperations: readonly Operation[] = [openFile, ...movers, ...cursors];
