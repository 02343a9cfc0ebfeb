import { decodeDescriptor } from '../../strace/decode.js';
import type { Call } from '../../strace/trace-event.js';
import { readAddress } from '../sockets/addresses.js';
import {
  connectionName,
  joinConnection,
  listenerAt,
  makeConnection,
  refuseConnection,
  settleGuess,
  takeConnection,
} from '../sockets/connections.js';
import { joinListeners } from '../sockets/listeners.js';
import { bindDatagrams, learnAddress } from '../sockets/datagrams.js';
import { openDescriptor } from '../files/descriptor-table.js';
import { findFile } from '../files/find-file.js';
import { makeOpenFile, numberedName } from '../things.js';
import type { Socket } from '../sockets/sockets.js';
import { type Handler, type Life, type OpenFile, valueOf, type World } from '../model.js';

const socketCall: Handler = {
  leave(world, life, call) {
    const fd = valueOf(call);
    const kind = kindOf(call);
    if (fd === null || kind === null || call.answer.kind !== 'value') return;
    const target = decodeDescriptor(call.answer.text)?.target ?? null;
    const file = makeOpenFile({ access: 'both', target, socket: makeSocket(kind) });
    openDescriptor(world, life, { fd, file, closeOnExec: closesOnExec(call.args[1]) });
  },
};

const socketpair: Handler = {
  leave(world, life, call) {
    const kind = kindOf(call);
    if (valueOf(call) !== 0 || kind === null) return;
    const [first, second] = (call.args[3] ?? '').slice(1, -1).split(', ').map(decodeDescriptor);
    if (!first || !second) return;
    const name = numberedName(world, 'socket pair');
    const made = { socket: kind, name, madeBy: life, client: null, call: null, fromOutside: false };
    const { thing, up, down } = makeConnection(world, made);
    const closeOnExec = closesOnExec(call.args[1]);
    const near = makeOpenFile({ thing, reads: down, writes: up, access: 'both', target: first.target });
    const far = makeOpenFile({ thing, reads: up, writes: down, access: 'both', target: second.target });
    openDescriptor(world, life, { fd: first.fd, file: near, closeOnExec });
    openDescriptor(world, life, { fd: second.fd, file: far, closeOnExec });
  },
};

const bindCall: Handler = {
  leave(world, life, call) {
    const file = fileOf(world, life, call);
    const address = readAddress(call.args[1], life);
    if (valueOf(call) !== 0 || !file?.socket || address === null) return;
    if (file.socket.type === 'datagram')
      bindDatagrams(world, file, { address, position: call.entered.position });
    else file.socket.address = address;
  },
};

// A port that the kernel chose is known when a program asks for it.
const getsockname: Handler = {
  leave(world, life, call) {
    const file = fileOf(world, life, call);
    const address = readAddress(call.args[1], life);
    if (valueOf(call) !== 0 || !file?.socket || address === null || file.socket.address === address) return;
    if (file.socket.type !== 'datagram') file.socket.address = address;
    else if (file.thing) learnAddress(world, { socket: file.socket, address }, file.thing);
    else bindDatagrams(world, file, { address, position: 0 });
    if (file.socket.isListening) world.listeners.set(`${file.socket.family} ${address}`, file.socket);
  },
};

const listenCall: Handler = {
  enter(world, life, call) {
    const socket = fileOf(world, life, call)?.socket;
    if (valueOf(call) !== 0 || !socket) return;
    socket.isListening = true;
    if (socket.address === null) return;
    joinListeners(world, socket, socket.address);
    world.listeners.set(`${socket.family} ${socket.address}`, socket);
  },
};

/** Nobody listens there. */
const refusals = /^(?:ECONNREFUSED|ENOENT)$/;

// A connection stands on the way in: the other side may be seen to accept it before connect has returned.
const connectCall: Handler = {
  enter(world, life, call) {
    const begun =
      valueOf(call) === 0 || (call.answer.kind === 'error' && call.answer.errno === 'EINPROGRESS');
    const file = fileOf(world, life, call);
    const address = readAddress(call.args[1], life);
    if (!begun || !file?.socket) return;
    const { socket } = file;
    if (socket.type === 'datagram') {
      socket.peer = address;
      return;
    }
    socket.peer = address;
    if (address === null || file.thing !== null) return;
    const listener = listenerAt(world, socket.family, address);
    const connection = makeConnection(world, {
      socket,
      name: connectionName(world, address),
      madeBy: life,
      client: { life, socket },
      call,
      fromOutside: listener === null,
    });
    listener?.backlog.push(connection);
    if (listener) file.link = { listener, connection, side: 'client' };
    joinConnection(world, file, { thing: connection.thing, reads: connection.down, writes: connection.up });
  },
  leave(world, life, call) {
    const address = readAddress(call.args[1], life);
    const family = fileOf(world, life, call)?.socket?.family;
    const isRefused = call.answer.kind === 'error' && refusals.test(call.answer.errno);
    if (isRefused && address !== null && family) life.refused = { family, address };
    else if (valueOf(call) === 0) life.refused = null;
  },
};

const acceptCall: Handler = {
  leave(world, life, call) {
    const fd = valueOf(call);
    const listener = fileOf(world, life, call)?.socket;
    if (fd === null || !listener || call.answer.kind !== 'value') return;
    const peer = listener.family === 'unix' ? null : readAddress(call.args[1], life);
    const connection =
      takeConnection(listener, peer) ??
      makeConnection(world, {
        socket: listener,
        name: connectionName(world, listener.address ?? 'socket'),
        madeBy: life,
        client: null,
        call,
        fromOutside: true,
      });
    const { thing, up, down } = connection;
    const target = decodeDescriptor(call.answer.text)?.target ?? null;
    const file = makeOpenFile({ thing, reads: up, writes: down, access: 'both', target });
    file.link = { listener, connection, side: 'server' };
    connection.server = file;
    openDescriptor(world, life, { fd, file, closeOnExec: closesOnExec(call.args[3]) });
  },
};

/** So many answers about the peers of one connection are told. */
const peersMax = 16;

const getsockopt: Handler = {
  leave(world, life, call) {
    if (valueOf(call) !== 0) return;
    if (call.args[2] === 'SO_ERROR') learnRefusal(world, life, call);
    if (call.args[2] !== 'SO_PEERCRED') return;
    const file = fileOf(world, life, call);
    const told = /^\{pid=(\d+), uid=(\d+), gid=(\d+)\}/.exec(call.args[3] ?? '');
    if (!file || !told) return;
    const [pid, uid, gid] = [Number(told[1]), Number(told[2]), Number(told[3])];
    if (file.link?.side === 'server' && pid !== 0) settleGuess(world, file.link, { peerPid: pid });
    const peers = file.thing?.peers;
    if (
      peers &&
      peers.length < peersMax &&
      !peers.some((peer) => peer.process === life.id && peer.credentials.pid === pid)
    )
      peers.push({ process: life.id, atMs: world.ms, credentials: { pid, uid, gid } });
  },
};

// What became of a connect that did not wait. See connect(2), EINPROGRESS.
function learnRefusal(world: World, life: Life, call: Call): void {
  const errno = /^\[(E[A-Z]+)\]/.exec(call.args[3] ?? '')?.[1];
  const file = fileOf(world, life, call);
  if (errno === undefined || !file?.socket || file.link?.side === 'server') return;
  const { family, peer } = file.socket;
  refuseConnection(world, file);
  if (refusals.test(errno) && peer !== null) life.refused = { family, address: peer };
}

// Half of a connection ends for all who share the socket, however many descriptors it has.
const shutdownCall: Handler = {
  enter(world, life, call) {
    const file = fileOf(world, life, call);
    if (valueOf(call) !== 0 || !file) return;
    const gone = {
      life,
      fd: decodeDescriptor(call.args[0])?.fd ?? null,
      ms: world.ms,
      by: 'shutdown',
    } as const;
    if (file.writes && call.args[1] !== 'SHUT_RD') {
      file.writes.writers = 0;
      file.writes.lastWriter = gone;
      file.writes = null;
    }
    if (file.reads && call.args[1] !== 'SHUT_WR') {
      file.reads.readers = 0;
      file.reads.lastReader = gone;
      // The reader itself meets end-of-file by its own doing.
      if (file.reads.writers > 0) file.reads.lastWriter = gone;
    }
  },
};

type Kind = Pick<Socket, 'family' | 'type'>;

function kindOf(call: Call): Kind | null {
  const type = typeOf(call.args[1] ?? '');
  if (type === null) return null;
  if (call.args[0] === 'AF_UNIX') return { family: 'unix', type };
  if (call.args[0]?.startsWith('AF_INET') !== true || type === 'seqpacket') return null;
  return { family: type === 'stream' ? 'tcp' : 'udp', type };
}

function typeOf(text: string): Socket['type'] | null {
  if (text.startsWith('SOCK_STREAM')) return 'stream';
  if (text.startsWith('SOCK_DGRAM')) return 'datagram';
  return text.startsWith('SOCK_SEQPACKET') ? 'seqpacket' : null;
}

function makeSocket(kind: Kind): Socket {
  return { ...kind, address: null, peer: null, inbox: null, isListening: false, backlog: [], guesses: [] };
}

function closesOnExec(flags: string | undefined): boolean {
  return flags?.includes('SOCK_CLOEXEC') === true;
}

function fileOf(world: World, life: Life, call: Call): OpenFile | null {
  return findFile(world, life, { text: call.args[0], access: 'both' });
}

/** Calls that make and join sockets. See socket(2), socketpair(2), bind(2), connect(2), accept(2), shutdown(2), socket(7). */
export const socketCalls: Readonly<Record<string, Handler>> = {
  socket: socketCall,
  socketpair,
  bind: bindCall,
  getsockname,
  getsockopt,
  listen: listenCall,
  connect: connectCall,
  accept: acceptCall,
  accept4: acceptCall,
  shutdown: shutdownCall,
};
