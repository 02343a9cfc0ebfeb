import {
  decodeDescriptor,
  decodeField,
  decodeNumber,
  decodeQuoted,
  decodeString,
} from '../../strace/decode.js';
import type { Call } from '../../strace/trace-event.js';
import { pushPiece } from '../flows/byte-queue.js';
import { openDescriptor } from '../files/descriptor-table.js';
import { findFile } from '../files/find-file.js';
import { labelOf, takeMessage } from '../flows/messages.js';
import type { Channel } from '../flows/channel.js';
import { type Handler, headBytesMax, type Life, type Thing, valueOf, warn, type World } from '../model.js';
import { makeChannel, makeOpenFile, makeThing } from '../things.js';
import { noteUser } from './semaphore-calls.js';
import { isRemoval, systemVName } from './segment-calls.js';

const mqOpen: Handler = {
  leave(world, life, call) {
    const fd = valueOf(call);
    const name = decodeQuoted(call.args[0]);
    if (fd === null || name === null || call.answer.kind !== 'value') return;
    const flags = call.args[1] ?? '';
    const channel = posixQueue(world, name, flags.includes('O_CREAT') ? life : null);
    const access = flags.includes('O_RDWR') ? 'both' : flags.includes('O_WRONLY') ? 'write' : 'read';
    const { target } = decodeDescriptor(call.answer.text) ?? { target: null };
    const file = makeOpenFile({ thing: channel.thing, access, target });
    openDescriptor(world, life, { fd, file, closeOnExec: flags.includes('O_CLOEXEC') });
  },
};

// The C library takes the slash off before it asks the kernel: mq_open(3).
function posixQueue(world: World, name: string, madeBy: Life | null): Channel {
  const key = `mqueue:${name}`;
  const known = world.byTarget.get(key)?.channels[0];
  if (known) return known;
  const thing = makeThing(world, {
    mechanism: 'message-queue',
    kind: 'posix-mq',
    name: `/${name}`,
    madeBy,
  });
  world.byTarget.set(key, thing);
  return makeChannel(thing, madeBy === null, true);
}

const mqUnlink: Handler = {
  leave(world, _life, call) {
    const name = decodeQuoted(call.args[0]);
    if (valueOf(call) === 0 && name !== null) world.byTarget.delete(`mqueue:${name}`);
  },
};

const mqSend: Handler = {
  enter(world, life, call) {
    const channel = findFile(world, life, { text: call.args[0], access: 'write' })?.thing?.channels[0];
    const isUnderWay = call.answer.kind === 'never';
    if (!channel || (valueOf(call) !== 0 && !isUnderWay)) return;
    put(world, channel, {
      from: life,
      call,
      fd: decodeDescriptor(call.args[0])?.fd ?? null,
      bytes: decodeNumber(call.args[2]) ?? 0,
      head: decodeString(call.args[1]),
      label: decodeNumber(call.args[3]) ?? 0,
    });
  },
};

const mqReceive: Handler = {
  leave(world, life, call) {
    const bytes = valueOf(call);
    const channel = findFile(world, life, { text: call.args[0], access: 'read' })?.thing?.channels[0];
    if (!channel || bytes === null) return;
    // Printed as `[9]`; the caller may not have asked for it.
    const priority = call.args[3]?.startsWith('[') === true ? decodeNumber(call.args[3].slice(1)) : null;
    take(world, channel, {
      life,
      fd: decodeDescriptor(call.args[0])?.fd ?? null,
      bytes,
      roomBytes: null,
      seen: decodeString(call.args[1]),
      keep: false,
      label: priority,
    });
  },
};

const msgGet: Handler = {
  leave(world, life, call) {
    const id = valueOf(call);
    if (id === null) return;
    const key = call.args[0] ?? '';
    const madeBy = call.args[1]?.includes('IPC_CREAT') === true ? life : null;
    noteQueueUser(world, life, systemVQueue(world, id, { key, madeBy }));
  },
};

function systemVQueue(world: World, id: number, made: { key: string | null; madeBy: Life | null }): Channel {
  const target = `msq:${id}`;
  const known = world.byTarget.get(target)?.channels[0];
  if (known) return known;
  const { key, madeBy } = made;
  const count = world.things.filter((thing) => thing.kind === 'system-v-mq').length;
  const name = systemVName('message queue', key ?? undefined, count + 1);
  const thing = makeThing(world, { mechanism: 'message-queue', kind: 'system-v-mq', name, madeBy });
  world.byTarget.set(target, thing);
  return makeChannel(thing, madeBy === null, true);
}

function queueOf(world: World, life: Life, call: Call): Channel | null {
  const id = decodeNumber(call.args[0]);
  const queue = id === null ? null : systemVQueue(world, id, { key: null, madeBy: null });
  if (queue) noteQueueUser(world, life, queue);
  return queue;
}

function noteQueueUser(world: World, life: Life, { thing }: Channel): void {
  const users = world.queueUsers.get(thing) ?? new Map<Life, number>();
  world.queueUsers.set(thing, users);
  noteUser(world, users, life);
  thing.touchedBy.add(life.id);
}

const msgSend: Handler = {
  enter(world, life, call) {
    const isUnderWay = call.answer.kind === 'never';
    const channel = valueOf(call) === 0 || isUnderWay ? queueOf(world, life, call) : null;
    if (!channel) return;
    put(world, channel, {
      from: life,
      call,
      fd: null,
      bytes: decodeNumber(call.args[2]) ?? 0,
      head: decodeString(decodeField(call.args[1], 'mtext') ?? undefined),
      label: decodeNumber(decodeField(call.args[1], 'mtype') ?? undefined) ?? 0,
    });
  },
};

const msgReceive: Handler = {
  leave(world, life, call) {
    const bytes = valueOf(call);
    const channel = bytes === null ? null : queueOf(world, life, call);
    if (!channel || bytes === null) return;
    const flags = call.args[4] ?? '';
    // strace prints the whole buffer: behind the message lies whatever was there before.
    const seen = decodeString(decodeField(call.args[1], 'mtext') ?? undefined).subarray(0, bytes);
    take(world, channel, {
      life,
      fd: null,
      bytes,
      roomBytes: flags.includes('MSG_NOERROR') ? (decodeNumber(call.args[2]) ?? null) : null,
      seen,
      keep: flags.includes('MSG_COPY'),
      label: decodeNumber(decodeField(call.args[1], 'mtype') ?? undefined),
    });
  },
};

const msgControl: Handler = {
  leave(world, _life, call) {
    if (valueOf(call) === 0 && isRemoval(call))
      world.byTarget.delete(`msq:${decodeNumber(call.args[0]) ?? ''}`);
  },
};

interface Put {
  readonly from: Life;
  readonly call: Call;
  readonly fd: number | null;
  readonly bytes: number;
  readonly head: Uint8Array;
  readonly label: number;
}

function put(world: World, channel: Channel, { call, ...message }: Put): void {
  pushPiece(channel, {
    ...message,
    sentMs: world.ms,
    enteredPosition: call.entered.position,
    leftPosition: call.left?.position ?? Infinity,
    openEnded: call.answer.kind === 'never',
    socket: null,
    copied: null,
    reached: null,
    credentials: null,
    thread: world.thread,
  });
}

interface Take {
  readonly life: Life;
  readonly fd: number | null;
  readonly bytes: number;
  readonly roomBytes: number | null;
  readonly seen: Uint8Array;
  readonly keep: boolean;
  readonly label: number | null;
}

function take(world: World, channel: Channel, wanted: Take): void {
  const message = takeMessage(channel, wanted);
  if (wanted.keep) return;
  const { thing }: { thing: Thing } = channel;
  if (!message && !channel.fromOutside)
    warn(world, `A message of ${wanted.bytes} bytes came out of ${thing.name} that nobody was seen to send.`);
  world.flows.push({
    kind: 'data',
    from: message?.piece.from.id ?? null,
    to: wanted.life.id,
    through: thing.id,
    fromFd: message?.piece.fd ?? null,
    toFd: wanted.fd,
    sentMs: message?.piece.sentMs ?? world.ms,
    receivedMs: world.ms,
    bytes: wanted.bytes,
    offset: message?.offset ?? channel.pushedBytes,
    head: message?.head ?? wanted.seen.slice(0, headBytesMax),
    inferred: message?.isGuess ?? false,
    fromThread: message?.piece.thread ?? null,
    ...labelOf(thing, message?.piece ?? null),
  });
}

/** Calls on message queues. See mq_overview(7), mq_open(2), mq_receive(2), msgget(2), msgop(2), msgctl(2). */
export const messageQueueCalls: Readonly<Record<string, Handler>> = {
  mq_open: mqOpen,
  mq_unlink: mqUnlink,
  mq_timedsend: mqSend,
  mq_timedreceive: mqReceive,
  msgget: msgGet,
  msgsnd: msgSend,
  msgrcv: msgReceive,
  msgctl: msgControl,
};
