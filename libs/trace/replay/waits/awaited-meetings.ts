import { decodeDescriptor } from '../../strace/decode.js';
import type { Call } from '../../strace/trace-event.js';
import { signalLabel } from '../../naming/signal-label.js';
import { openingOf } from '../files/fifos.js';
import { makePathThing } from '../files/open-path.js';
import { keysOf, readAddress } from '../sockets/addresses.js';
import { kindOfSocket, listenerAt } from '../sockets/connections.js';
import type { Socket } from '../sockets/sockets.js';
import { makeThing } from '../things.js';
import type { Life, OpenFile, Thing, World } from '../model.js';
import { type Awaited, type Holders, nobody } from './awaited.js';

interface AtSocket {
  readonly socket: Socket;
  readonly fd: number | null;
}

/** What accept(2) waits for: anybody may connect; those are named who were refused, or who have a socket to connect with. */
export function awaitedClient(world: World, life: Life, { socket, fd }: AtSocket): Awaited {
  const { address, family, type } = socket;
  const others = world.lives.filter((one) => one !== life && one.endMs === null);
  const tried = others.flatMap((one) =>
    one.refused?.family === family ? [{ process: one.id, address: one.refused.address }] : [],
  );
  const isIdle = ({ socket: own, thing }: OpenFile): boolean =>
    own !== null && own.family === family && own.type === type && thing === null && !own.isListening;
  const idle = others.flatMap((one) => ownersFd(one, isIdle));
  const known = new Set(idle.map((holder) => holder.process));
  const heldBy = [
    ...idle,
    ...tried.filter(({ process }) => !known.has(process)).map(({ process }) => ({ process, fd: null })),
  ];
  return {
    ...nobody,
    fd,
    heldBy,
    isOpen: true,
    listener: socket,
    circumstance: { kind: 'accept', address, tried },
  };
}

/** What connect(2) waits for: a place among the connections that wait to be accepted, which who listens can make. */
export function awaitedListener(world: World, life: Life, call: Call): Awaited {
  const fd = decodeDescriptor(call.args[0])?.fd ?? null;
  const file = fd === null ? undefined : life.table.entries.get(fd)?.file;
  const family = file?.socket?.family ?? 'unix';
  const address = readAddress(call.args[1], life);
  const listener = address === null ? null : listenerAt(world, family, address);
  const isListener = ({ socket }: OpenFile): boolean =>
    socket?.isListening === true && socket.backlog === listener?.backlog;
  const heldBy = world.lives
    .filter((one) => one.endMs === null)
    .flatMap((one) => (listener ? ownersFd(one, isListener) : []));
  const waiting = listener?.backlog.length ?? 0;
  // A TCP connection that nobody answers fails by itself after some minutes: tcp(7).
  const isOpen = family !== 'unix' || !listener;
  const circumstance = { kind: 'connect', address, waiting } as const;
  return { ...nobody, fd, thing: file?.thing ?? null, heldBy, isOpen, listener, circumstance };
}

/** What a socket without connections waits for: a datagram from anybody; those are named who have sent to it before. */
export function awaitedSender(
  world: World,
  life: Life,
  { file, fd }: { file: OpenFile; fd: number },
): Awaited {
  const own = file.socket;
  const sends = ({ socket, thing }: OpenFile): boolean =>
    socket !== null &&
    socket !== own &&
    socket.type === 'datagram' &&
    isTo(socket, { own, thing, inbox: file.thing });
  const heldBy = world.lives
    .filter((one) => one !== life && one.endMs === null)
    .flatMap((one) => ownersFd(one, sends));
  return { ...nobody, fd, thing: file.thing, heldBy, isOpen: true, circumstance: { kind: 'datagram' } };
}

function isTo(socket: Socket, to: { own: Socket | null; thing: Thing | null; inbox: Thing | null }): boolean {
  if (to.inbox !== null && to.thing === to.inbox) return true;
  const address = to.own?.address ?? null;
  if (address === null || socket.peer === null) return false;
  return keysOf(socket.family, socket.peer).includes(`${socket.family} ${address}`);
}

/** What opening a FIFO waits for: that somebody opens it the other way. See fifo(7). */
export function awaitedOpener(world: World, life: Life, call: Call): Awaited {
  const opening = openingOf(life, call);
  if (!opening) return nobody;
  const { path } = opening;
  const known = world.byTarget.get(path) ?? null;
  const isFifo = world.fifoPaths.has(path);
  const thing = known ?? (isFifo ? makePathThing(world, life, { path, access: 'both', flags: '' }) : null);
  if (thing?.kind !== 'fifo') return { ...nobody, thing };
  const access = opening.access === 'read' ? 'write' : 'read';
  const others = [...world.openCalls].flatMap(([task, other]) => {
    const owner = world.lifeOfTask[task.index];
    const own = owner && owner !== life && owner.endMs === null ? openingOf(owner, other) : null;
    return owner && own ? [{ process: owner.id, path: own.path, access: own.access }] : [];
  });
  const alike = others.filter((one) => one.path === path && one.access === opening.access);
  const elsewhere = others.filter((one) => one.path !== path && world.fifoPaths.has(one.path));
  const users = new Set(
    world.spans
      .filter((span) => span.object === thing.id && span.access === access)
      .map((span) => span.process),
  );
  const before = world.lives.filter((one) => one !== life && one.endMs === null && users.has(one.id));
  const able = new Set([...before.map((one) => one.id), ...elsewhere.map((one) => one.process)]);
  return {
    ...nobody,
    thing,
    heldBy: [...able].map((process) => ({ process, fd: null })),
    isOpen: true,
    circumstance: {
      kind: 'open',
      access,
      alike: alike.map((one) => one.process),
      elsewhere: elsewhere.map((one) => ({ process: one.process, path: one.path })),
      before: before.map((one) => one.id),
    },
  };
}

/** What pause(2) and the like wait for: a signal from anybody; those are named who have sent this process one. */
export function awaitedSignal(world: World, life: Life, since: { ms: number; fd: number | null }): Awaited {
  const sent = world.sentSignals.direct().filter((one) => one.to === life);
  const missed = life.signals.findLast((one) => one.atMs <= since.ms);
  const senders = new Set([...life.signals.map((one) => one.from), ...sent.map((one) => one.from.id)]);
  const heldBy = world.lives
    .filter((one) => one !== life && one.endMs === null && senders.has(one.id))
    .map((one) => ({ process: one.id, fd: null }));
  return {
    ...nobody,
    fd: since.fd,
    heldBy,
    isOpen: true,
    circumstance: {
      kind: 'signal',
      missed: missed ? { name: missed.name, from: missed.from } : null,
      pending: sent.map(({ signal, from }) => ({ name: signalLabel(signal), from: from.id })),
    },
  };
}

/** The object that a picture shows for a socket that listens; made only where somebody waits there to the end. */
export function listenerThing(world: World, socket: Socket): Thing {
  const name = `${socket.address ?? 'socket'} (listening)`;
  const known = world.things.find((thing) => thing.kind === 'listener' && thing.name === name);
  const { mechanism } = kindOfSocket(socket);
  const thing = known ?? makeThing(world, { mechanism, kind: 'listener', name, madeBy: null });
  for (const life of world.lives)
    if (ownersFd(life, (file) => file.socket === socket).length > 0) thing.touchedBy.add(life.id);
  return thing;
}

/** A process that has a file of this kind open, with the lowest number of it. */
function ownersFd(life: Life, isMeant: (file: OpenFile) => boolean): Holders {
  const fds = [...life.table.entries].filter(([, { file }]) => isMeant(file)).map(([fd]) => fd);
  return fds.length > 0 ? [{ process: life.id, fd: Math.min(...fds) }] : [];
}
