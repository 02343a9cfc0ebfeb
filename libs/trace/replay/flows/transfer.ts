import type { Flow } from '#libs/trace/history';
import type { Credentials, TracedCause } from '#libs/contracts/trace';
import { decodeDescriptor } from '../../strace/decode.js';
import type { Call } from '../../strace/trace-event.js';
import { pushPiece, takeBytes } from './byte-queue.js';
import { settleGuess } from '../sockets/connections.js';
import { receiveDatagram, sendDatagram } from '../sockets/datagrams.js';
import { endDyingWriters } from '../tree/end-life.js';
import { readFile, writeFile } from '../files/file-transfer.js';
import { findFile } from '../files/find-file.js';
import { ownerOfProcessFile, processFileKind } from '../files/process-files.js';
import { takeMessage } from './messages.js';
import type { Channel, Gone } from './channel.js';
import { harnessId, headBytesMax, type Life, type Mutable, type Thing, warn, type World } from '../model.js';

export interface Sending {
  readonly call: Call;
  readonly fdText: string | undefined;
  readonly bytes: number;
  readonly head: Uint8Array;
  /** File offset where the call names one, else null: the open file's own. */
  readonly at: number | null;
  /** The call never returned: `bytes` is what it wanted to send. */
  readonly openEnded: boolean;
  /** Where a datagram is sent to, when the call says so. */
  readonly address?: string | null;
  /** Who the sender says it is. */
  readonly credentials?: Credentials | null;
}

export interface Receiving {
  readonly fdText: string | undefined;
  readonly bytes: number;
  readonly seen: Uint8Array;
  readonly at: number | null;
  /** Nothing moves, the process only looks: MSG_PEEK. */
  readonly keep: boolean;
  /** Size of the buffer; a longer message is cut to it. */
  readonly roomBytes?: number;
  /** Where a datagram came from, and who its sender is, when the call says so. */
  readonly address?: string | null;
  readonly credentials?: Credentials | null;
}

/** What a call sent; its first bytes may become known later. */
export interface Sent {
  head: Uint8Array;
}

/** Bytes on their way out of a process. */
export function send(world: World, life: Life, sending: Sending): Sent | null {
  const file = findFile(world, life, { text: sending.fdText, access: 'write' });
  const fd = decodeDescriptor(sending.fdText)?.fd ?? null;
  const { bytes, head, openEnded, call } = sending;
  const piece = {
    from: life,
    thread: world.thread,
    fd,
    sentMs: world.ms,
    enteredPosition: call.entered.position,
    leftPosition: call.left?.position ?? Infinity,
    bytes,
    head,
    openEnded,
    label: null,
    socket: null,
    copied: null,
    reached: null,
    credentials: sending.credentials ?? null,
  };
  if (file?.socket?.type === 'datagram') {
    sendDatagram(world, file, { ...piece, address: sending.address ?? null });
    return null;
  }
  if (!file?.thing || (bytes === 0 && file.writes?.keepsMessages !== true)) return null;
  if (file.writes) return pushPiece(file.writes, piece);
  if (openEnded) return null;
  return file.thing.content && file.thing.outside === null
    ? writeFile(world, file, { life, fd, sending })
    : sendOut(world, file.thing, { life, fd, sending });
}

/** Bytes, or the end of them, as they reach a process. */
export function receive(world: World, life: Life, receiving: Receiving): void {
  const file = findFile(world, life, { text: receiving.fdText, access: 'read' });
  const reader = { life, fd: decodeDescriptor(receiving.fdText)?.fd ?? null };
  if (file?.socket?.type === 'datagram') {
    const { address, credentials, roomBytes, ...rest } = receiving;
    const told = {
      address: address ?? null,
      credentials: credentials ?? null,
      roomBytes: roomBytes ?? null,
    };
    receiveDatagram(world, file, { ...rest, ...told, ...reader });
    return;
  }
  if (!file?.thing) return;
  if (file.link && receiving.bytes > 0) settleGuess(world, file.link, receiving);
  if (file.reads) receiveStream(world, file.reads, { ...reader, receiving });
  else if (file.thing.kind === processFileKind) lookInto(world, file.thing, { ...reader, receiving });
  else if (file.thing.outside !== null) receiveOutside(world, file.thing, { ...reader, receiving });
  else if (file.thing.content) readFile(world, file, { ...reader, receiving });
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

/** What another process has in its memory, that does nothing for it. */
function lookInto(world: World, thing: Thing, { life, fd, receiving }: Reader): void {
  const owner = ownerOfProcessFile(world, thing.name);
  if (owner === null || owner === life || receiving.bytes === 0) return;
  world.flows.push({
    kind: 'data',
    from: owner.id,
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

/** Who has the bytes that are written where no content is kept: the harness, nobody behind a device, or the process whose memory it is. */
function takerOf(world: World, thing: Thing): string | null {
  if (thing.kind === processFileKind) return ownerOfProcessFile(world, thing.name)?.id ?? null;
  return thing.kind === 'device' ? null : harnessId;
}

function sendOut(world: World, thing: Thing, { life, fd, sending }: Writer): Sent | null {
  const taker = takerOf(world, thing);
  if (taker === life.id) return null;
  const flow: Mutable<Flow> = {
    kind: 'data',
    from: life.id,
    to: taker,
    through: thing.id,
    fromFd: fd,
    toFd: null,
    sentMs: world.ms,
    receivedMs: taker === null ? null : (sending.call.left?.ms ?? world.ms),
    bytes: sending.bytes,
    offset: thing.carriedBytes,
    head: sending.head.slice(0, headBytesMax),
  };
  world.flows.push(flow);
  thing.carriedBytes += sending.bytes;
  return flow;
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

function receiveStream(world: World, channel: Channel, reader: Reader): void {
  const { life, fd, receiving } = reader;
  const message = channel.keepsMessages
    ? takeMessage(channel, { ...receiving, roomBytes: receiving.roomBytes ?? null, label: null })
    : null;
  if (receiving.bytes === 0 && !message) {
    tellEnd(world, channel, reader);
    return;
  }
  const taken = message ? [message] : takeBytes(world, channel, receiving);
  if (receiving.keep) return;
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
      inferred: message?.isGuess ?? channel.isGuess,
      copied: piece?.copied ?? null,
      credentials: receiving.credentials ?? null,
      fromThread: piece?.thread ?? null,
    });
}

// A read of 0 bytes is told once to each process: a program that asks again and again learns nothing new.
function tellEnd(world: World, channel: Channel, { life, fd }: Reader): void {
  if (channel.told.has(life.id)) return;
  channel.told.add(life.id);
  if (channel.writers > 0) endDyingWriters(world, channel);
  if (channel.writers > 0 && !channel.fromOutside)
    warn(world, `${channel.thing.name} gave end-of-file while somebody could still write to it.`);
  // Where somebody unseen may have had an end, nobody can say who let go of the last one.
  const isUnderWay = world.inFlight.some((passed) => passed.file.writes === channel);
  const last = channel.fromOutside || isUnderWay ? null : channel.lastWriter;
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
    cause: last && causeOf(last),
  });
}

/** Whose doing it was, as the Trace says it. */
export function causeOf({ life, fd, ms, by }: Gone): TracedCause {
  return { process: life.id, fd, by, atMs: ms };
}
