import { decodeDescriptor } from '../strace/decode.js';
import type { Call } from '../strace/trace-event.js';
import { pushPiece, takeBytes, type Taken } from './byte-queue.js';
import { endDyingWriters } from './end-life.js';
import { readContent, writeContent } from './file-content.js';
import { findFile } from './find-file.js';
import {
  type Channel,
  harnessId,
  headBytesMax,
  type Life,
  type OpenFile,
  type Piece,
  type Thing,
  warn,
  type World,
} from './model.js';

export interface Sending {
  readonly call: Call;
  readonly fdText: string | undefined;
  readonly bytes: number;
  readonly head: Uint8Array;
  /** File offset where the call names one, else null: the open file's own. */
  readonly at: number | null;
  /** The call never returned: `bytes` is what it wanted to send. */
  readonly openEnded: boolean;
}

export interface Receiving {
  readonly fdText: string | undefined;
  readonly bytes: number;
  readonly seen: Uint8Array;
  readonly at: number | null;
  /** The bytes stay where they are: tee(2), MSG_PEEK. */
  readonly keep: boolean;
}

/** Bytes on their way out of a process. Returns what it put into a stream, so that a splice can say later what they were. */
export function send(world: World, life: Life, sending: Sending): Piece | null {
  const file = findFile(world, life, { text: sending.fdText, access: 'write' });
  if (!file?.thing) return null;
  const fd = decodeDescriptor(sending.fdText)?.fd ?? null;
  const { bytes, head, openEnded, call } = sending;
  if (file.writes) {
    const [enteredPosition, leftPosition] = [call.entered.position, call.left?.position ?? Infinity];
    return pushPiece(file.writes, {
      from: life,
      fd,
      sentMs: world.ms,
      enteredPosition,
      leftPosition,
      bytes,
      head,
      openEnded,
    });
  }
  if (openEnded) return null;
  if (file.thing.content && file.thing.outside === null) writeFile(world, file, { life, fd, sending });
  else sendOut(world, file.thing, { life, fd, sending });
  return null;
}

/** Bytes, or the end of them, as they reach a process. */
export function receive(world: World, life: Life, receiving: Receiving): readonly Taken[] {
  const file = findFile(world, life, { text: receiving.fdText, access: 'read' });
  if (!file?.thing) return [];
  const reader = { life, fd: decodeDescriptor(receiving.fdText)?.fd ?? null };
  if (file.reads) return receiveStream(world, file.reads, { ...reader, receiving });
  if (file.thing.outside !== null) receiveOutside(world, file.thing, { ...reader, receiving });
  else if (file.thing.content) readFile(world, file, { ...reader, receiving });
  return [];
}

interface Reader {
  readonly life: Life;
  readonly fd: number | null;
  readonly receiving: Receiving;
}

interface Writer {
  readonly life: Life;
  readonly fd: number | null;
  readonly sending: Sending;
}

// Nobody in the trace sees what becomes of these bytes: the harness takes them, or a device swallows them.
function sendOut(world: World, thing: Thing, { life, fd, sending }: Writer): void {
  world.flows.push({
    kind: 'data',
    from: life.id,
    to: thing.kind === 'device' ? null : harnessId,
    through: thing.id,
    fromFd: fd,
    toFd: null,
    sentMs: world.ms,
    receivedMs: thing.kind === 'device' ? null : (sending.call.left?.ms ?? world.ms),
    bytes: sending.bytes,
    offset: thing.carriedBytes,
    head: sending.head.slice(0, headBytesMax),
  });
  thing.carriedBytes += sending.bytes;
}

function receiveOutside(world: World, thing: Thing, { life, fd, receiving }: Reader): void {
  const isEnd = receiving.bytes === 0;
  if (isEnd && thing.told.has(life.id)) return;
  if (isEnd) thing.told.add(life.id);
  world.flows.push({
    kind: isEnd ? 'end-of-file' : 'data',
    from: thing.kind === 'device' ? null : harnessId,
    to: life.id,
    through: thing.id,
    fromFd: null,
    toFd: fd,
    sentMs: world.ms,
    receivedMs: world.ms,
    bytes: receiving.bytes,
    offset: thing.carriedBytes,
    head: receiving.seen.slice(0, headBytesMax),
  });
  thing.carriedBytes += receiving.bytes;
}

function receiveStream(world: World, channel: Channel, reader: Reader): readonly Taken[] {
  const { life, fd, receiving } = reader;
  if (receiving.bytes === 0) {
    tellEnd(world, channel, reader);
    return [];
  }
  const taken = takeBytes(world, channel, receiving);
  for (const { piece, bytes, offset, head } of taken)
    world.flows.push({
      kind: 'data',
      from: piece?.from.id ?? null,
      to: life.id,
      through: channel.thing.id,
      fromFd: piece?.fd ?? null,
      toFd: fd,
      sentMs: piece?.sentMs ?? world.ms,
      receivedMs: world.ms,
      bytes,
      offset,
      head,
    });
  return taken;
}

// A read of 0 bytes is told once to each process: a program that asks again and again learns nothing new.
function tellEnd(world: World, channel: Channel, { life, fd }: Reader): void {
  if (channel.told.has(life.id)) return;
  channel.told.add(life.id);
  if (channel.writers > 0) endDyingWriters(world, channel);
  if (channel.writers > 0 && !channel.fromOutside)
    warn(world, `${channel.thing.name} gave end-of-file while somebody could still write to it.`);
  const last = channel.lastWriter;
  world.flows.push({
    kind: 'end-of-file',
    from: last?.life.id ?? null,
    to: life.id,
    through: channel.thing.id,
    fromFd: last?.fd ?? null,
    toFd: fd,
    sentMs: last?.ms ?? world.ms,
    receivedMs: world.ms,
    bytes: 0,
    offset: channel.pushedBytes,
    head: new Uint8Array(),
  });
}

function writeFile(world: World, file: OpenFile, { life, fd, sending }: Writer): void {
  const content = file.thing?.content;
  if (!content) return;
  const start = sending.at ?? (file.append ? content.sizeBytes : file.offset);
  writeContent(content, {
    start,
    bytes: sending.bytes,
    from: life,
    fd,
    sentMs: world.ms,
    head: sending.head,
  });
  if (sending.at === null) file.offset = start + sending.bytes;
}

function readFile(world: World, file: OpenFile, { life, fd, receiving }: Reader): void {
  const { thing } = file;
  if (!thing?.content || receiving.bytes === 0) return;
  const start = receiving.at ?? file.offset;
  if (receiving.at === null) file.offset = start + receiving.bytes;
  for (const part of readContent(thing.content, { start, bytes: receiving.bytes, seen: receiving.seen })) {
    const { extent } = part;
    // What a process reads back of its own writing went to nobody.
    if (extent?.from === life) continue;
    world.flows.push({
      kind: 'data',
      from: extent?.from.id ?? null,
      to: life.id,
      through: thing.id,
      fromFd: extent?.fd ?? null,
      toFd: fd,
      sentMs: extent?.sentMs ?? world.ms,
      receivedMs: world.ms,
      bytes: part.bytes,
      offset: part.start,
      head: part.head,
    });
  }
}
