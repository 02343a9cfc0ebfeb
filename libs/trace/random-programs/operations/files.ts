import { heldEnds, type World } from '../model.js';
import { addSlot, newText, say, type Operation } from './streams.js';

const objectsMax = 8;
const bytesMax = 120;
const roomForMore = (world: World): boolean => new Set(heldEnds(world)).size < objectsMax;

/** Puts a text into a file and answers where it ends; at Infinity it is appended. */
export function writeFile(
  world: World,
  { name, at, text, from }: { name: string; at: number; text: string; from: number },
): number {
  const bytes = world.files.get(name) ?? [];
  world.files.set(name, bytes);
  const start = Math.min(at, bytes.length);
  bytes.splice(start, text.length, ...Array.from(text, (letter) => ({ from, letter, write: text })));
  return start + text.length;
}

/** Reads from a file what is there, and tells of whom each part came. */
export function readFile(
  world: World,
  { name, at, count, to }: { name: string; at: number; count: number; to: number },
): string {
  const runs: { from: number; write: string; text: string }[] = [];
  for (const { from, letter, write } of (world.files.get(name) ?? []).slice(at, at + count)) {
    const last = runs.at(-1);
    if (last?.write === write) last.text += letter;
    else runs.push({ from, write, text: letter });
  }
  for (const { from, text } of runs) world.expected.push({ kind: 'data', through: 'file', from, to, text });
  return runs.map((run) => run.text).join('');
}

/** Opens one of few files, so that processes meet there. */
export const openFile: Operation = {
  weight: 3,
  fits: roomForMore,
  does: (world, { process }, choose) => {
    const [name, appends] = [`paper${choose(2)}`, choose(4) === 3];
    const cursor = { at: 0, appends };
    const slot = addSlot(world, process, { does: 'file', name, reads: null, writes: null, cursor });
    say(world, process, appends ? 'append' : 'file', slot, name);
  },
};

/** Files: each byte belongs to whoever wrote it last, and what is read comes from them. */
export const fileOperations: readonly Operation[] = [
  openFile,
  {
    weight: 6,
    fits: (_, { end }) => end.does === 'file',
    does: (world, { process, slot, end }, choose) => {
      const text = newText(world, choose);
      const size = world.files.get(end.name)?.length ?? 0;
      const at = world.lent.has(end.name) ? size : Math.min(choose(bytesMax), size);
      say(world, process, 'pwrite', slot, text, at);
      // What is opened for appending is appended to, whatever offset is named: pwrite(2), "BUGS".
      writeFile(world, {
        name: end.name,
        at: end.cursor?.appends === true ? Infinity : at,
        text,
        from: process,
      });
    },
  },
  {
    weight: 6,
    fits: (world, { end }) => end.does === 'file' && (world.files.get(end.name)?.length ?? 0) > 0,
    does: (world, { process, slot, end }, choose) => {
      const at = choose(world.files.get(end.name)?.length ?? 0);
      const count = 1 + choose(60);
      say(world, process, 'pread', slot, count, at);
      readFile(world, { name: end.name, at, count, to: process });
    },
  },
];
