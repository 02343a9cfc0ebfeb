import { decodeDescriptor, decodeField, decodeQuoted } from '../../strace/decode.js';
import type { Call } from '../../strace/trace-event.js';
import { openDescriptor, retell } from '../descriptor-table.js';
import { findFile } from '../find-file.js';
import { makeChannel, makeOpenFile, makeThing, numberedName } from '../things.js';
import {
  type Channel,
  type Handler,
  type Life,
  type OpenFile,
  type Socket,
  type Thing,
  valueOf,
  type World,
} from '../model.js';

const socketCall: Handler = {
  leave(world, life, call) {
    const fd = valueOf(call);
    const family = familyOf(call);
    if (fd === null || family === null || call.answer.kind !== 'value') return;
    const target = decodeDescriptor(call.answer.text)?.target ?? null;
    const socket: Socket = { family, address: null, backlog: [] };
    const file = makeOpenFile({ access: 'both', target, socket });
    openDescriptor(world, life, { fd, file, closeOnExec: closesOnExec(call.args[1]) });
  },
};

const socketpair: Handler = {
  leave(world, life, call) {
    if (valueOf(call) !== 0) return;
    const [first, second] = (call.args[3] ?? '').slice(1, -1).split(', ').map(decodeDescriptor);
    if (!first || !second) return;
    const { thing, up, down } = connection(world, {
      family: 'unix',
      name: numberedName(world, 'socket pair'),
      madeBy: life,
    });
    const closeOnExec = closesOnExec(call.args[1]);
    const near = makeOpenFile({ thing, reads: down, writes: up, access: 'both', target: first.target });
    const far = makeOpenFile({ thing, reads: up, writes: down, access: 'both', target: second.target });
    openDescriptor(world, life, { fd: first.fd, file: near, closeOnExec });
    openDescriptor(world, life, { fd: second.fd, file: far, closeOnExec });
  },
};

const bindCall: Handler = {
  leave(world, life, call) {
    const socket = socketOf(world, life, call);
    if (valueOf(call) === 0 && socket) socket.address = addressOf(call.args[1]);
  },
};

const listenCall: Handler = {
  enter(world, life, call) {
    const socket = socketOf(world, life, call);
    if (valueOf(call) === 0 && socket?.address) world.listeners.set(socket.address, socket);
  },
};

// A connection stands on the way in: the other side may be seen to accept it before connect has returned.
const connectCall: Handler = {
  enter(world, life, call) {
    const begun =
      valueOf(call) === 0 || (call.answer.kind === 'error' && call.answer.errno === 'EINPROGRESS');
    const file = findFile(world, life, { text: call.args[0], access: 'both' });
    const address = addressOf(call.args[1]);
    const listener = address === null ? undefined : world.listeners.get(address);
    if (!begun || !file?.socket || address === null) return;
    const { thing, up, down } = connection(world, {
      family: file.socket.family,
      name: connectionName(world, address),
      madeBy: life,
    });
    listener?.backlog.push({ thing, up, down });
    join(world, file, { thing, reads: down, writes: up });
  },
};

const acceptCall: Handler = {
  leave(world, life, call) {
    const fd = valueOf(call);
    const listener = socketOf(world, life, call);
    if (fd === null || !listener || call.answer.kind !== 'value') return;
    const waiting =
      listener.backlog.shift() ??
      connection(world, {
        family: listener.family,
        name: connectionName(world, listener.address ?? 'socket'),
        madeBy: life,
      });
    const target = decodeDescriptor(call.answer.text)?.target ?? null;
    const file = makeOpenFile({
      thing: waiting.thing,
      reads: waiting.up,
      writes: waiting.down,
      access: 'both',
      target,
    });
    openDescriptor(world, life, { fd, file, closeOnExec: closesOnExec(call.args[3]) });
  },
};

// Half of a connection ends for all who share the socket, however many descriptors it has.
const shutdownCall: Handler = {
  enter(world, life, call) {
    const file = findFile(world, life, { text: call.args[0], access: 'both' });
    if (valueOf(call) !== 0 || !file?.writes || call.args[1] === 'SHUT_RD') return;
    file.writes.writers = 0;
    file.writes.lastWriter = { life, fd: decodeDescriptor(call.args[0])?.fd ?? null, ms: world.ms };
    file.writes = null;
  },
};

function familyOf(call: Call): Socket['family'] | null {
  if (call.args[1]?.startsWith('SOCK_STREAM') !== true) return null;
  if (call.args[0] === 'AF_UNIX') return 'unix';
  return call.args[0]?.startsWith('AF_INET') === true ? 'tcp' : null;
}

function closesOnExec(flags: string | undefined): boolean {
  return flags?.includes('SOCK_CLOEXEC') === true;
}

function socketOf(world: World, life: Life, call: Call): Socket | null {
  return findFile(world, life, { text: call.args[0], access: 'both' })?.socket ?? null;
}

/** `/tmp/s`, `@name` for an abstract one, or `127.0.0.1:4567`. */
function addressOf(text: string | undefined): string | null {
  const path = decodeField(text, 'sun_path');
  if (path) return `${path.startsWith('@') ? '@' : ''}${decodeQuoted(path) ?? ''}`;
  const port = /sin6?_port=htons\((\d+)\)/.exec(text ?? '')?.[1];
  if (port === undefined) return null;
  const host = /inet_(?:addr|pton)\((?:AF_INET6, )?"([^"]*)"/.exec(text ?? '')?.[1] ?? '';
  // Listening on all addresses answers for each of them.
  return `${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
}

function connectionName(world: World, address: string): string {
  const count = world.things.filter(
    (thing) => thing.name === address || thing.name.startsWith(`${address} #`),
  ).length;
  return count === 0 ? address : `${address} #${count + 1}`;
}

interface Connection {
  readonly thing: Thing;
  readonly up: Channel;
  readonly down: Channel;
}

function connection(
  world: World,
  made: { family: Socket['family']; name: string; madeBy: Life },
): Connection {
  const isUnix = made.family === 'unix';
  const thing = makeThing(world, {
    mechanism: isUnix ? 'unix-domain-socket' : 'socket',
    kind: isUnix ? 'unix-stream' : 'tcp',
    name: made.name,
    madeBy: made.madeBy,
  });
  return { thing, up: makeChannel(thing, false), down: makeChannel(thing, false) };
}

function join(world: World, file: OpenFile, ends: { thing: Thing; reads: Channel; writes: Channel }): void {
  file.thing = ends.thing;
  file.reads = ends.reads;
  file.writes = ends.writes;
  for (const life of world.lives)
    for (const entry of life.table.entries.values()) if (entry.file === file) ends.writes.writers += 1;
  retell(world, file);
}

/** Calls that make and join stream sockets. See socket(2), socketpair(2), connect(2), accept(2), shutdown(2), unix(7). */
export const socketCalls: Readonly<Record<string, Handler>> = {
  socket: socketCall,
  socketpair,
  bind: bindCall,
  listen: listenCall,
  connect: connectCall,
  accept: acceptCall,
  accept4: acceptCall,
  shutdown: shutdownCall,
};
