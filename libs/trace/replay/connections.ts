import { agrees } from './byte-queue.js';
import { keysOf } from './addresses.js';
import { retell } from './descriptor-table.js';
import type { Call } from '../strace/trace-event.js';
import type { Channel } from './channel.js';
import type { Connection, Socket } from './sockets.js';
import type { Life, OpenFile, Thing, World } from './model.js';
import { makeChannel, makeThing } from './things.js';

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
  if (told < 0) markGuess(taken, backlog);
  if (peer !== null && taken.client) taken.client.socket.address = peer;
  return taken;
}

function markGuess(taken: Connection, backlog: readonly Connection[]): void {
  const rivals = backlog.filter(
    (other) =>
      other.client?.socket.address === null &&
      other.enteredPosition < taken.leftPosition &&
      other.client.life !== taken.client?.life,
  );
  for (const { up, down } of rivals.length > 0 ? [taken, ...rivals] : [])
    [up.isGuess, down.isGuess] = [true, true];
}

/** Ends of a guessed connection that can still be changed for those of another one: nothing has come out of it yet. */
function isFresh({ up, down }: Connection): boolean {
  return [up, down].every((channel) => channel.first === 0 && (channel.pieces[0]?.used ?? 0) === 0);
}

/**
 * Settles which of several connections, made at once, an accepted socket belongs to: by the number of its peer's process
 * (SO_PEERCRED), or by the first bytes that it read. Only connections that are still waiting can be meant.
 */
export function settleGuess(
  world: World,
  accepted: { file: OpenFile; listener: Socket; connection: Connection },
  sign: { peerPid: number } | { seen: Uint8Array },
): Connection {
  const { file, listener, connection } = accepted;
  const fits = (one: Connection): boolean =>
    'peerPid' in sign
      ? one.client?.life.pid === sign.peerPid
      : one.up.pieces[0] !== undefined && agrees(one.up.pieces[0], sign.seen);
  if (!connection.up.isGuess || !isFresh(connection)) return connection;
  const known = 'peerPid' in sign;
  if (fits(connection)) {
    if (known) [connection.up.isGuess, connection.down.isGuess] = [false, false];
    return connection;
  }
  const at = listener.backlog.findIndex((other) => other.up.isGuess && isFresh(other) && fits(other));
  const [meant] = at < 0 ? [] : listener.backlog.splice(at, 1, connection);
  if (!meant) return connection;
  if (known) [meant.up.isGuess, meant.down.isGuess] = [false, false];
  leave(connection, world, file);
  joinConnection(world, file, { thing: meant.thing, reads: meant.up, writes: meant.down });
  return meant;
}

function leave(connection: Connection, world: World, file: OpenFile): void {
  for (const life of world.lives)
    for (const entry of life.table.entries.values())
      if (entry.file === file) {
        connection.down.writers -= 1;
        connection.up.readers -= 1;
      }
}
