import {
  hasReader,
  hasWriter,
  newChannel,
  type Channel,
  type End,
  type Process,
  type World,
} from '../model.js';

/** Answers a number from 0 up to, but not including, `below`. */
export type Choose = (below: number) => number;

/** Where an operation may happen: a process, and one of its slots where it needs one. */
export interface Place {
  readonly process: number;
  readonly slot: number;
  readonly end: End;
}

/** Something a process may do. `at` is null when it needs no slot. */
export interface Operation {
  readonly weight: number;
  readonly fits: (world: World, place: Place) => boolean;
  readonly does: (world: World, place: Place, choose: Choose) => void;
}

const queuedMax = 6;
const textMax = 40;

export function say(world: World, process: number, ...words: readonly (string | number)[]): void {
  world.lines.push(`${process} ${words.join(' ')}`);
}

export function processOf(world: World, index: number): Process {
  const found = world.processes[index];
  if (!found) throw new Error(`There is no process ${index}.`);
  return found;
}

/** No two payloads are alike, so that an arrow drawn to the wrong place is seen. */
export function newText(world: World, choose: Choose): string {
  const head = `m${world.nextMessage++}.`;
  return (
    head + 'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz'.slice(0, choose(textMax - head.length))
  );
}

export function addSlot(world: World, process: number, end: End): number {
  const slot = world.nextSlot++;
  world.ends.add(end);
  processOf(world, process).slots.set(slot, end);
  return slot;
}

/** The line before was a write of another process into this empty channel: a reader may already wait for it. */
function mayBeEarly(world: World, process: number, channel: Channel): boolean {
  const last = world.lines.at(-1) ?? '';
  const [piece] = channel.pieces;
  return (
    channel.pieces.length === 1 &&
    piece !== undefined &&
    last.startsWith(`${piece.from} write `) &&
    last.endsWith(` ${piece.text}`) &&
    piece.from !== process
  );
}

function readStream(world: World, { process, slot, end }: Place, choose: Choose): void {
  const channel = end.reads;
  if (!channel) return;
  const word = mayBeEarly(world, process, channel) && choose(2) === 1 ? 'read!' : 'read';
  const bytes = channel.messages ? 64 : 1 + choose(60);
  const there = channel.pieces.reduce((sum, piece) => sum + piece.text.length, 0);
  const awaited = channel.kind === 'tcp' && word === 'read' ? [Math.min(bytes, there)] : [];
  say(world, process, word, slot, bytes, ...awaited);
  if (channel.pieces.length === 0) tellEnd(world, channel, process);
  let left = channel.messages ? (channel.pieces[0]?.text.length ?? 0) : bytes;
  while (left > 0) {
    const piece = channel.pieces.shift();
    if (!piece) return;
    const taken = piece.text.slice(0, left);
    left -= taken.length;
    expectData(world, channel, { from: piece.from, text: taken, to: process });
    if (taken.length < piece.text.length)
      channel.pieces.unshift({ ...piece, text: piece.text.slice(taken.length) });
  }
}

/** A reader is told of the end once, however often it reads. */
export function tellEnd(world: World, channel: Channel, to: number): void {
  const from = channel.closedBy;
  if (from !== null && !channel.told.has(to))
    world.expected.push({ kind: 'end-of-file', through: channel.kind, from, to, text: '' });
  channel.told.add(to);
}

export function expectData(
  world: World,
  channel: Channel,
  { from, to, text }: { readonly from: number; readonly to: number | null; readonly text: string },
): void {
  world.expected.push({ kind: 'data', through: channel.kind, from, to, text });
}

/** A read comes back at once, and it is known with what. */
function isReadable(world: World, channel: Channel): boolean {
  // Only a Unix stream still gives what it held when it was reset.
  if (channel.isBroken && channel.kind !== 'unix-stream') return false;
  if (channel.pieces.length > 0) return true;
  const endless = channel.kind === 'unix-datagram' || channel.kind === 'fifo';
  return !endless && !channel.isBroken && channel.closedBy !== null && !hasWriter(world, channel);
}

const isStream = (end: End): boolean => end.does === 'stream';

/** What can be done with descriptors that carry bytes or messages, and with processes. */
export const basicOperations: readonly Operation[] = [
  {
    weight: 12,
    fits: (world, { end }) =>
      isStream(end) &&
      end.writes !== null &&
      !end.writes.isBroken &&
      !world.passed.has(end.writes) &&
      end.writes.pieces.length < queuedMax &&
      hasReader(world, end.writes),
    does: (world, { process, slot, end }, choose) => {
      const text = newText(world, choose);
      say(world, process, 'write', slot, text);
      end.writes?.pieces.push({ from: process, text, rank: 0 });
    },
  },
  {
    weight: 12,
    fits: (world, { end }) =>
      isStream(end) && end.reads !== null && !world.passed.has(end.reads) && isReadable(world, end.reads),
    does: readStream,
  },
  {
    weight: 2,
    fits: (world) => world.processes.filter((one) => one.isAlive).length > 1,
    does: (world, { process }, choose) => {
      const others = world.processes.flatMap((one, index) =>
        one.isAlive && index !== process ? [index] : [],
      );
      const to = others[choose(others.length)] ?? 0;
      say(world, process, ['kill', 'tgkill', 'pidfdkill'][choose(3)] ?? 'kill', to);
      world.expected.push({ kind: 'signal', through: 'SIGUSR1', from: process, to, text: '' });
    },
  },
];

/** A pair of channels between two ends. */
export function twoWays(kind: string, messages: boolean): readonly [End, End] {
  const [one, two] = [newChannel(kind, messages), newChannel(kind, messages)];
  const end = { does: 'stream', name: '' } as const;
  return [
    { ...end, reads: one, writes: two },
    { ...end, reads: two, writes: one },
  ];
}
