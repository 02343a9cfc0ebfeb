import { agrees } from '../flows/byte-queue.js';
import { keysOf } from './addresses.js';
import { retell } from '../files/descriptor-table.js';
import type { Call } from '../../strace/trace-event.js';
import type { Channel } from '../flows/channel.js';
import type { Connection, Socket } from './sockets.js';
import type { Life, OpenFile, Thing, World } from '../model.js';
import { makeChannel, makeThing } from '../things.js';

/** What a socket is drawn as. */
export function kindOfSocket(socket: Pick<Socket, 'family' | 'type'>): {
  mechanism: 'socket' | 'unix-domain-socket';
  kind: string;
} {
  return socket.family === 'unix'
    ? { mechanism: 'unix-domain-socket', kind: `unix-${socket.type}` }
    : { mechanism: 'socket', kind: socket.family };
}

interface NewConnection {
  readonly socket: Pick<Socket, 'family' | 'type'>;
  readonly name: string;
  readonly madeBy: Life;
  readonly client: Connection['client'];
  /** The call that made it; null for a socket pair. */
  readonly call: Call | null;
  /** Whether the other end is held by somebody who is not traced. */
  readonly fromOutside: boolean;
}

/** Two channels, one in each direction. */
export function makeConnection(world: World, made: NewConnection): Connection {
  const { socket, name, madeBy, client, call, fromOutside } = made;
  const thing = makeThing(world, { ...kindOfSocket(socket), name, madeBy });
  const keepsMessages = socket.type !== 'stream';
  return {
    thing,
    up: makeChannel(thing, fromOutside, keepsMessages),
    down: makeChannel(thing, fromOutside, keepsMessages),
    client,
    server: null,
    acceptedFrom: null,
    enteredPosition: call?.entered.position ?? world.position,
    leftPosition: call === null ? world.position : (call.left?.position ?? Infinity),
  };
}

/** Who listens at an address, if anybody in the trace does. */
export function listenerAt(world: World, family: Socket['family'], address: string): Socket | null {
  for (const key of keysOf(family, address)) {
    const listener = world.listeners.get(key);
    if (listener) return listener;
  }
  return null;
}

/** `127.0.0.1:4567`, then `127.0.0.1:4567 #2` and so on: each connection is an object of its own. */
export function connectionName(world: World, address: string): string {
  const count = world.things.filter(
    (thing) => thing.name === address || thing.name.startsWith(`${address} #`),
  ).length;
  return count === 0 ? address : `${address} #${count + 1}`;
}

/** Makes a socket one end of a connection, for all who share it. */
export function joinConnection(
  world: World,
  file: OpenFile,
  ends: { thing: Thing; reads: Channel; writes: Channel },
): void {
  file.thing = ends.thing;
  file.reads = ends.reads;
  file.writes = ends.writes;
  for (const life of world.lives)
    for (const entry of life.table.entries.values())
      if (entry.file === file) {
        ends.writes.writers += 1;
        ends.reads.readers += 1;
      }
  retell(world, file);
}

/** Takes back a connection that was begun and then refused: its socket is as it was before. See connect(2), EINPROGRESS. */
export function refuseConnection(world: World, file: OpenFile): void {
  const { thing, link } = file;
  if (!thing || thing.channels.some((channel) => channel.pushedBytes > 0)) return;
  thing.isVoid = true;
  // The next try gets its name.
  thing.name = '';
  if (link)
    link.listener.backlog.splice(0, Infinity, ...link.listener.backlog.filter((one) => one.thing !== thing));
  Object.assign(file, { thing: null, reads: null, writes: null, link: null });
  for (const life of world.lives)
    for (const [fd, entry] of life.table.entries) {
      if (entry.file !== file || !entry.span) continue;
      world.spans.splice(world.spans.indexOf(entry.span), 1);
      life.table.entries.set(fd, { ...entry, span: null });
    }
}

/**
 * The connection that accept(2) returned: the one whose client has the address that the call tells, else the first that waits.
 * Connections that were made at the same time may be queued in either order; then what is read later has to tell them apart.
 */
export function takeConnection(listener: Socket, peer: string | null): Connection | null {
  const { backlog } = listener;
  const told = peer === null ? -1 : backlog.findIndex(({ client }) => client?.socket.address === peer);
  const open = backlog.findIndex(({ client }) => peer === null || client?.socket.address === null);
  const at = told >= 0 ? told : open;
  const [taken] = at < 0 ? [] : backlog.splice(at, 1);
  if (!taken) return null;
  if (told < 0) markGuess(listener, taken);
  taken.acceptedFrom = peer;
  return taken;
}

/** So many connections that cannot be told apart are remembered for each listener. */
const guessesMax = 256;

function markGuess(listener: Socket, taken: Connection): void {
  const rivals = listener.backlog.filter(
    (other) => other.enteredPosition < taken.leftPosition && other.client?.life !== taken.client?.life,
  );
  for (const one of rivals.length > 0 ? [taken, ...rivals] : []) {
    [one.up.isGuess, one.down.isGuess] = [true, true];
    if (!listener.guesses.includes(one) && listener.guesses.length < guessesMax) listener.guesses.push(one);
  }
}

/**
 * Settles which of several connections, made at once, a socket belongs to: by the number of its peer's process (SO_PEERCRED), or
 * by the first bytes that are read from it. Bytes that only one of them can have carried leave no doubt.
 */
export function settleGuess(
  world: World,
  link: NonNullable<OpenFile['link']>,
  sign: { readonly peerPid: number } | { readonly seen: Uint8Array },
): void {
  const own = link.connection;
  if (!own.up.isGuess || !isFresh(own)) return;
  const fits = (one: Connection): boolean => {
    if ('peerPid' in sign) return one.client?.life.pid === sign.peerPid;
    const [piece] = (link.side === 'server' ? one.up : one.down).pieces;
    return piece !== undefined && agrees(piece, sign.seen);
  };
  const candidates = link.listener.guesses.filter((one) => isFresh(one) && fits(one));
  const [meant] = candidates.includes(own) ? [own] : candidates;
  if (!meant) return;
  if (meant !== own) exchange(world, link.listener, { one: own, other: meant });
  // What a client reads came over its own connection, whose server's end has just been put right.
  const settled = link.side === 'server' ? meant : own;
  if (candidates.length > 1) return;
  [settled.up.isGuess, settled.down.isGuess] = [false, false];
  link.listener.guesses.splice(link.listener.guesses.indexOf(settled), 1);
}

/** Nothing has come out of it yet. */
function isFresh({ up, down }: Connection): boolean {
  return [up, down].every((channel) => channel.first === 0 && (channel.pieces[0]?.used ?? 0) === 0);
}

/** Gives two connections the server's ends of each other, with all that was put in there. */
function exchange(
  world: World,
  listener: Socket,
  { one, other }: { one: Connection; other: Connection },
): void {
  const [mine, theirs] = [serverSide(one), serverSide(other)];
  restore(one, theirs);
  restore(other, mine);
  const at = listener.backlog.indexOf(other);
  if (at >= 0) listener.backlog.splice(at, 1, one);
  for (const connection of [one, other]) {
    const { server } = connection;
    if (!server?.link) continue;
    server.link.connection = connection;
    server.thing = connection.thing;
    server.reads = connection.up;
    if (server.writes !== null) server.writes = connection.down;
    retell(world, server);
  }
}

interface ServerSide {
  readonly server: OpenFile | null;
  readonly acceptedFrom: string | null;
  readonly down: Pick<Channel, 'pieces' | 'first' | 'pushedBytes' | 'writers' | 'lastWriter'>;
  readonly up: Pick<Channel, 'readers' | 'lastReader'>;
}

function serverSide({ server, acceptedFrom, up, down }: Connection): ServerSide {
  return {
    server,
    acceptedFrom,
    down: {
      pieces: [...down.pieces],
      first: down.first,
      pushedBytes: down.pushedBytes,
      writers: down.writers,
      lastWriter: down.lastWriter,
    },
    up: { readers: up.readers, lastReader: up.lastReader },
  };
}

function restore(connection: Connection, { server, acceptedFrom, up, down }: ServerSide): void {
  connection.server = server;
  connection.acceptedFrom = acceptedFrom;
  const { pieces, ...rest } = down;
  connection.down.pieces.splice(0, connection.down.pieces.length, ...pieces);
  Object.assign(connection.down, rest);
  Object.assign(connection.up, up);
}
