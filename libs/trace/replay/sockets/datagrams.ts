import type { Credentials } from '#libs/contracts/trace';
import { originOf, pushPiece } from '../flows/byte-queue.js';
import { isMulticast, keysOf } from './addresses.js';
import { kindOfSocket } from './connections.js';
import { retell } from '../files/descriptor-table.js';
import { labelOf, type MessageSeen, takeMessage, type TakenMessage } from '../flows/messages.js';
import type { Channel, Piece } from '../flows/channel.js';
import type { Socket } from './sockets.js';
import { headBytesMax, type Life, type OpenFile, type Thing, warn, type World } from '../model.js';
import { makeChannel, makeThing, numberedName } from '../things.js';

export interface Datagram {
  /** Where it is sent to, or where the receiver was told that it came from; null when the call does not say. */
  readonly address: string | null;
  /** Who the sender is, where SCM_CREDENTIALS tell it. */
  readonly credentials: Credentials | null;
}

type Parcel = Omit<Piece, 'offset' | 'used' | 'socket'> & Pick<Datagram, 'address'>;

/** A datagram on its way out. One that is sent to an address where nobody listens is lost, and shown so. See udp(7), unix(7). */
export function sendDatagram(world: World, file: OpenFile, { address, ...piece }: Parcel): void {
  const { socket } = file;
  const to = address ?? socket?.peer ?? null;
  if (!socket || to === null) return;
  const inbox = inboxAt(world, socket.family, to);
  if (file.thing === null) {
    // A socket that only asks belongs in a picture to whom it asks.
    file.thing = inbox.thing;
    retell(world, file);
  }
  pushPiece(inbox, { ...piece, socket, reached: isMulticast(to) ? new Set() : null });
}

interface Received extends Datagram {
  readonly life: Life;
  readonly fd: number | null;
  readonly bytes: number;
  readonly roomBytes: number | null;
  readonly seen: Uint8Array;
  readonly keep: boolean;
}

/** A datagram as it reaches a process. What nobody in the trace sent has no sender. */
export function receiveDatagram(world: World, file: OpenFile, received: Received): void {
  const { socket } = file;
  if (!socket) return;
  const own = socket.inbox ?? ownInbox(world, file, socket);
  const { address, credentials, life, fd, bytes } = received;
  const wanted = {
    ...received,
    label: null,
    fits: (piece: Piece) =>
      piece.reached?.has(socket) !== true &&
      (address === null || !piece.socket?.address || isSamePlace(piece.socket, address)) &&
      (credentials === null || credentials.pid === 0 || piece.from.pid === credentials.pid),
  };
  const { inbox, message } = takeFirst([own, ...groupInboxes(world, socket)], wanted, socket);
  const sender = message?.piece.socket ?? null;
  if (sender && address !== null && sender.address === null)
    learnAddress(world, { socket: sender, address }, inbox.thing);
  if (received.keep) return;
  const isStranger = address !== null && !world.inboxes.has(`${socket.family} ${address}`);
  if (!message && !isStranger)
    warn(world, `A datagram of ${bytes} bytes came out of ${inbox.thing.name} that nobody was seen to send.`);
  world.flows.push({
    kind: 'data',
    from: message?.piece.from.id ?? null,
    to: life.id,
    through: inbox.thing.id,
    fromFd: message?.piece.fd ?? null,
    toFd: fd,
    sentMs: message?.piece.sentMs ?? world.ms,
    receivedMs: world.ms,
    bytes,
    offset: message?.offset ?? inbox.pushedBytes,
    head: message?.head ?? received.seen.slice(0, headBytesMax),
    inferred: message?.isGuess ?? false,
    credentials,
    fromThread: message?.piece.thread ?? null,
  });
}

// What was sent to all stays where it is for the next one.
function takeFirst(
  inboxes: readonly [Channel, ...Channel[]],
  wanted: MessageSeen,
  socket: Socket,
): { inbox: Channel; message: TakenMessage | null } {
  const [own] = inboxes;
  for (const inbox of inboxes) {
    const isForAll = inbox.pieces.some((piece) => piece.reached !== null);
    const message = takeMessage(inbox, { ...wanted, keep: wanted.keep || isForAll });
    if (!message) continue;
    const { piece } = message;
    if (isForAll && !wanted.keep) {
      if (piece.reached === null) inbox.pieces.splice(inbox.pieces.indexOf(piece), 1);
      // Each socket beyond the first gets bytes that were put in once.
      else if (piece.reached.size > 0) inbox.pushedBytes += message.bytes;
      piece.reached?.add(socket);
      forgetOld(inbox);
    }
    return { inbox, message };
  }
  return { inbox: own, message: null };
}

/** So many datagrams for a group are kept for sockets that have not received them yet. */
const keptMax = 1024;

function forgetOld({ pieces }: Channel): void {
  const at = pieces.length > keptMax ? pieces.findIndex((piece) => (piece.reached?.size ?? 0) > 0) : -1;
  if (at >= 0) pieces.splice(at, 1);
}

/** Where datagrams for a group lie that a socket gets which is bound to the port alone. */
function groupInboxes(world: World, { family, address }: Socket): readonly Channel[] {
  const port = address === null ? undefined : /^(?:0\.0\.0\.0|\[::\])(:\d+)$/.exec(address)?.[1];
  if (port === undefined) return [];
  return [...world.inboxes].flatMap(([key, inbox]) => {
    const to = key.slice(family.length + 1);
    return key.startsWith(`${family} `) && to.endsWith(port) && isMulticast(to) ? [inbox] : [];
  });
}

// A socket that is bound to all addresses sends from one of them.
function isSamePlace(socket: Socket, address: string): boolean {
  return (
    socket.address !== null && keysOf(socket.family, address).includes(`${socket.family} ${socket.address}`)
  );
}

/** bind(2) of a datagram socket: from now on what is sent to its address lies here; what was sent before is lost. */
export function bindDatagrams(
  world: World,
  file: OpenFile,
  bound: { address: string; position: number },
): void {
  const { socket } = file;
  if (!socket) return;
  const key = `${socket.family} ${bound.address}`;
  const inbox = world.inboxes.get(key) ?? newInbox(world, socket.family, bound.address);
  lose(world, inbox, (piece) => piece.leftPosition < bound.position);
  world.inboxes.set(key, inbox);
  socket.address = bound.address;
  socket.inbox = inbox;
  if (file.thing === inbox.thing) return;
  file.thing = inbox.thing;
  retell(world, file);
}

/** The kernel chose an address, and a call tells it: getsockname(2), or the receiver of what was sent from there. */
export function learnAddress(world: World, own: { socket: Socket; address: string }, shown: Thing): void {
  const { socket, address } = own;
  const key = `${socket.family} ${address}`;
  socket.address = address;
  socket.inbox ??= world.inboxes.get(key) ?? makeChannel(shown, false, true);
  world.inboxes.set(key, socket.inbox);
}

/** Where a message lies that was sent to, or is read from, a socket: its own or its peer's end of a pair, or an inbox. */
export function channelOf(
  world: World,
  file: OpenFile,
  end: { side: 'send' | 'receive'; address: string | null },
): Channel | null {
  if (file.socket?.type !== 'datagram') return end.side === 'send' ? file.writes : file.reads;
  if (end.side === 'receive') return file.socket.inbox;
  const to = end.address ?? file.socket.peer;
  return to === null ? null : inboxAt(world, file.socket.family, to);
}

function inboxAt(world: World, family: Socket['family'], address: string): Channel {
  const known = keysOf(family, address).find((key) => world.inboxes.has(key));
  const inbox =
    (known === undefined ? undefined : world.inboxes.get(known)) ?? newInbox(world, family, address);
  world.inboxes.set(known ?? `${family} ${address}`, inbox);
  return inbox;
}

function newInbox(world: World, family: Socket['family'], address: string): Channel {
  const thing = makeThing(world, {
    ...kindOfSocket({ family, type: 'datagram' }),
    name: address,
    madeBy: null,
  });
  return makeChannel(thing, false, true);
}

function ownInbox(world: World, file: OpenFile, socket: Socket): Channel {
  const thing =
    file.thing ??
    makeThing(world, {
      ...kindOfSocket(socket),
      name: numberedName(world, 'datagram socket'),
      madeBy: null,
    });
  socket.inbox = makeChannel(thing, false, true);
  if (file.thing === null) {
    file.thing = thing;
    retell(world, file);
  }
  return socket.inbox;
}

/** Tells of messages that nobody will ever receive, and forgets them. */
function lose(world: World, inbox: Channel, isLost: (piece: Piece) => boolean): void {
  for (const piece of inbox.pieces.filter(isLost))
    world.flows.push({
      kind: 'data',
      from: piece.from.id,
      to: null,
      through: inbox.thing.id,
      fromFd: piece.fd,
      toFd: null,
      sentMs: piece.sentMs,
      receivedMs: null,
      bytes: piece.bytes,
      offset: piece.offset,
      head: piece.head,
      ...labelOf(inbox.thing, piece),
      ...originOf(piece),
    });
  inbox.pieces.splice(0, inbox.pieces.length, ...inbox.pieces.filter((piece) => !isLost(piece)));
}
