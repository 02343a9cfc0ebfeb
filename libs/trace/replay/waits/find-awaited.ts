import { decodeDescriptor, decodeField, decodeNumber } from '../../strace/decode.js';
import { scanMembers } from '../../strace/scan-call.js';
import type { Call } from '../../strace/trace-event.js';
import { futexWord, futexWords } from '../calls/futex-calls.js';
import { waitedPid } from '../calls/process-calls.js';
import { holdersOf } from '../files/descriptor-table.js';
import { lockHolders } from '../files/locks.js';
import { harnessId, type Life, type OpenFile, type Thing, type World } from '../model.js';
import { type Awaited, type Holders, nobody } from './awaited.js';
import {
  awaitedClient,
  awaitedListener,
  awaitedOpener,
  awaitedSender,
  awaitedSignal,
} from './awaited-meetings.js';
import type { Word } from '../memory/memory-model.js';
import { awaitedSemaphore, awaitedWord, knowersOf } from './awaited-words.js';

const readers = /^(?:read|readv|preadv2?|recvfrom|recvmsg|recvmmsg|splice|tee|sendfile|mq_timedreceive)$/;
const writers = /^(?:write|writev|pwritev2?|sendto|sendmsg|sendmmsg|vmsplice|mq_timedsend)$/;
const pollers = /^(?:poll|ppoll|select|pselect6|epoll_p?wait2?)$/;
const childWaits = /^(?:wait4|waitid|vfork|clone3?)$/;
const opens = /^(?:open|openat|openat2|creat)$/;
const futexes = /^futex(?:_wait|_waitv)?$/;
const semaphores = /^sem(?:timed)?op$/;
const queues = /^msg(?:rcv|snd)$/;
const signals = /^(?:pause|rt_sigsuspend|rt_sigtimedwait)$/;
const others = /^(?:flock|fcntl|msync|(?:clock_)?nanosleep)$/;

/** What a call that can sleep waits for; null for calls that never do. */
export function findAwaited(world: World, life: Life, call: Call): Awaited | null {
  const { name } = call;
  if (childWaits.test(name)) return { ...nobody, heldBy: awaitedChildren(world, life, call) };
  if (readers.test(name))
    return atDescriptor(world, life, { text: call.args[sourceAt(name)], end: 'writes' });
  if (writers.test(name)) return atDescriptor(world, life, { text: call.args[0], end: 'reads' });
  if (pollers.test(name)) return atPoll(world, life, call);
  if (futexes.test(name)) return awaitedWord(world, life, { call, word: waitedWord(world, life, call) });
  if (semaphores.test(name)) return awaitedSemaphore(world, life, call);
  if (queues.test(name)) return awaitedQueue(world, life, call);
  if (opens.test(name)) return awaitedOpener(world, life, call);
  if (name.startsWith('accept')) return atDescriptor(world, life, { text: call.args[0], end: 'writes' });
  if (name === 'connect') return awaitedListener(world, life, call);
  if (signals.test(name)) return awaitedSignal(world, life, { ms: call.entered.ms, fd: null });
  if (!others.test(name) || comesBackAtOnce(call)) return null;
  return { ...nobody, ...namedFile(life, call), ...lockHolders(world, call) };
}

// Of all that fcntl(2) does only a lock that is asked for with W waits; flock(2) waits unless told not to.
function comesBackAtOnce({ name, args }: Call): boolean {
  if (name === 'fcntl') return args[1]?.endsWith('SETLKW') !== true;
  return name === 'flock' && /LOCK_NB|LOCK_UN/.test(args[1] ?? '');
}

/** Whether what a call waits for is a disk or a file: it comes by itself, however long it takes. */
export function isFileWork({ name }: Call, awaited: Awaited): boolean {
  if (opens.test(name)) return awaited.thing?.kind !== 'fifo';
  return (readers.test(name) || writers.test(name)) && (awaited.thing?.content ?? null) !== null;
}

/** Whether a call comes back by itself after a time that it was given. */
export function isTimed({ name, args }: Call): boolean {
  if (name.includes('nanosleep')) return true;
  // strace prints of a futex call only what its operation has.
  const limit = name === 'futex' && args.length === 3 ? 2 : timeLimits[name];
  const text = limit === undefined ? undefined : args[limit];
  return text !== undefined && !/^(?:NULL|0x0|-1)$/.test(text);
}

/** Where calls have their time limit; strace prints -1 or NULL for none. */
const timeLimits: Readonly<Record<string, number>> = {
  poll: 2,
  ppoll: 2,
  select: 4,
  pselect6: 4,
  epoll_wait: 3,
  epoll_pwait: 3,
  epoll_pwait2: 3,
  futex: 3,
  futex_wait: 4,
  semtimedop: 3,
  mq_timedsend: 4,
  mq_timedreceive: 4,
  rt_sigtimedwait: 2,
  recvmmsg: 4,
};

function sourceAt(name: string): number {
  return name === 'sendfile' ? 1 : 0;
}

interface End {
  readonly text: string | undefined;
  /** The end of the object that somebody else would have to move. */
  readonly end: 'reads' | 'writes';
}

function atDescriptor(world: World, life: Life, { text, end }: End): Awaited {
  const fd = decodeDescriptor(text)?.fd ?? null;
  const file = fd === null ? undefined : life.table.entries.get(fd)?.file;
  return fd === null || !file ? { ...nobody, fd } : awaitedAt(world, life, { file, fd, end });
}

function awaitedAt(world: World, life: Life, at: { file: OpenFile; fd: number; end: End['end'] }): Awaited {
  const { file, fd, end } = at;
  const { socket, special, thing } = file;
  if (socket?.isListening === true) return awaitedClient(world, life, { socket, fd });
  if (socket?.type === 'datagram' && end === 'writes') return awaitedSender(world, life, { file, fd });
  if (special?.kind === 'inotify') return { ...nobody, fd, thing };
  if (special?.kind === 'timerfd') return { ...nobody, fd, thing, circumstance: { kind: 'time' } };
  if (special?.kind === 'signalfd') return { ...awaitedSignal(world, life, { ms: world.ms, fd }), thing };
  if (special?.kind === 'pidfd')
    return {
      ...nobody,
      fd,
      thing,
      heldBy: special.of.endMs === null ? [{ process: special.of.id, fd: null }] : [],
    };
  return { ...nobody, fd, thing, heldBy: otherEnds(world, file, end) };
}

// Whatever comes first ends it: the first object is named, the holders of all are.
function atPoll(world: World, life: Life, call: Call): Awaited {
  const isEpoll = call.name.startsWith('epoll');
  const [first, ...rest] = isEpoll
    ? watchedBy(world, life, call)
    : polledEnds(call).map((end) => atDescriptor(world, life, end));
  if (!first) return isEpoll ? { ...nobody, ...namedFile(life, call) } : nobody;
  const known = new Set(first.heldBy.map((holder) => holder.process));
  const more = rest.flatMap((one) => one.heldBy).filter((holder) => !known.has(holder.process));
  return { ...first, heldBy: [...first.heldBy, ...more] };
}

function watchedBy(world: World, life: Life, call: Call): readonly Awaited[] {
  const fd = decodeDescriptor(call.args[0])?.fd ?? -1;
  const special = life.table.entries.get(fd)?.file.special;
  const watched = special?.kind === 'epoll' ? [...special.watched] : [];
  return watched
    .filter(({ thing, socket }) => thing !== null || socket !== null)
    .map((file) => ({ ...awaitedAt(world, life, { file, fd, end: 'writes' }), fd }));
}

function polledEnds(call: Call): readonly End[] {
  if (call.args[0]?.startsWith('[') === true)
    return scanMembers(call.args[0]).map((member) => ({
      text: decodeField(member, 'fd') ?? undefined,
      end: decodeField(member, 'events')?.includes('POLLIN') === false ? 'reads' : 'writes',
    }));
  // select(2): the descriptors of the read set, then of the write set.
  return [1, 2].flatMap((at) => {
    const set = call.args[at];
    return set?.startsWith('[') === true
      ? set
          .slice(1, -1)
          .split(' ')
          .map((text): End => ({ text, end: at === 1 ? 'writes' : 'reads' }))
      : [];
  });
}

function otherEnds(world: World, file: OpenFile, end: 'reads' | 'writes'): Holders {
  if (file.thing && file.thing.outside !== null) return [{ process: harnessId, fd: null }];
  const channel = end === 'writes' ? file.reads : file.writes;
  if (channel) return holdersOf(world, channel, end).map(({ life, fd }) => ({ process: life.id, fd }));
  return file.thing ? holdersOfThing(world, file.thing, end) : [];
}

// A queue or a counter has no two ends: whoever may write to it can end a read, and the other way round.
function holdersOfThing(world: World, thing: Thing, end: 'reads' | 'writes'): Holders {
  const access = end === 'writes' ? 'write' : 'read';
  return world.lives.flatMap((life) => {
    if (life.endMs !== null) return [];
    const fds = [...life.table.entries]
      .filter(([, { file }]) => file.thing === thing && (file.access === 'both' || file.access === access))
      .map(([fd]) => fd);
    return fds.length > 0 ? [{ process: life.id, fd: Math.min(...fds) }] : [];
  });
}

// Of several words the first that others can see is named.
function waitedWord(world: World, life: Life, call: Call): Word | null {
  if (call.name !== 'futex_waitv') return futexWord(world, life, call);
  return futexWords(world, life, call).find((word) => word !== null) ?? null;
}

function awaitedQueue(world: World, life: Life, call: Call): Awaited {
  const thing = world.byTarget.get(`msq:${decodeNumber(call.args[0])}`) ?? null;
  if (!thing) return nobody;
  const knowers = knowersOf(world, world.queueUsers.get(thing) ?? new Map()).filter((one) => one !== life);
  return { ...nobody, thing, heldBy: knowers.map((one) => ({ process: one.id, fd: null })) };
}

function namedFile(life: Life, call: Call): { fd: number | null; thing: Thing | null } {
  const fd = decodeDescriptor(call.args[0])?.fd ?? null;
  return { fd, thing: fd === null ? null : (life.table.entries.get(fd)?.file.thing ?? null) };
}

function awaitedChildren(world: World, life: Life, call: Call): Holders {
  const pid = call.name.startsWith('wait') ? waitedPid(call) : (world.childOfCall.get(call)?.pid ?? -1);
  return world.lives
    .filter((child) => child.parent === life && child.endMs === null && (pid === null || child.pid === pid))
    .map((child) => ({ process: child.id, fd: null }));
}
