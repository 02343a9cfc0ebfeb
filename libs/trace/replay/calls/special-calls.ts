import { decodeDescriptor, decodeNumber, decodeString } from '../../strace/decode.js';
import type { Call } from '../../strace/trace-event.js';
import { openDescriptor } from '../files/descriptor-table.js';
import { findFile } from '../files/find-file.js';
import { type Handler, type Life, type OpenFile, valueOf, warn, type World } from '../model.js';
import type { CounterPiece } from '../sockets/sockets.js';
import { makeOpenFile, makeThing, numberedName } from '../things.js';

const eventfdCall: Handler = {
  leave(world, life, call) {
    const first = decodeNumber(call.args[0]) ?? 0;
    const counter: CounterPiece[] = [];
    const thing = openSpecial(world, life, { call, kind: 'eventfd', special: { kind: 'eventfd', counter } });
    if (thing && first > 0)
      counter.push({
        from: null,
        thread: null,
        fd: null,
        sentMs: world.ms,
        leftPosition: world.position,
        left: first,
      });
  },
};

const timerfdCall: Handler = {
  leave: (world, life, call) =>
    void openSpecial(world, life, { call, kind: 'timerfd', special: { kind: 'timerfd' } }),
};

const epollCall: Handler = {
  leave(world, life, call) {
    const fd = valueOf(call);
    if (fd === null || call.answer.kind !== 'value') return;
    const { target } = decodeDescriptor(call.answer.text) ?? { target: null };
    const file = makeOpenFile({ access: 'both', target, special: { kind: 'epoll', watched: new Set() } });
    openDescriptor(world, life, { fd, file, closeOnExec: call.args[0]?.includes('CLOEXEC') === true });
  },
};

const epollControl: Handler = {
  leave(world, life, call) {
    const special = findFile(world, life, { text: call.args[0], access: 'both' })?.special;
    const file = findFile(world, life, { text: call.args[2], access: 'both' });
    if (valueOf(call) !== 0 || special?.kind !== 'epoll' || !file) return;
    if (call.args[1] === 'EPOLL_CTL_DEL') special.watched.delete(file);
    else special.watched.add(file);
  },
};

interface Opening {
  readonly call: Call;
  readonly kind: 'eventfd' | 'timerfd';
  readonly special: NonNullable<OpenFile['special']>;
}

function openSpecial(world: World, life: Life, { call, kind, special }: Opening): OpenFile | null {
  const fd = valueOf(call);
  if (fd === null || call.answer.kind !== 'value') return null;
  const { target } = decodeDescriptor(call.answer.text) ?? { target: null };
  const thing = makeThing(world, {
    mechanism: 'synchronisation',
    kind,
    name: numberedName(world, kind),
    madeBy: life,
  });
  const file = makeOpenFile({ thing, access: 'both', target, special });
  const closeOnExec = call.args.some((arg) => arg.includes('CLOEXEC'));
  openDescriptor(world, life, { fd, file, closeOnExec });
  return file;
}

/** write(2) to an eventfd: eight bytes that are added to its counter. See eventfd(2). */
export function addToCounter(world: World, life: Life, write: { file: OpenFile; call: Call }): void {
  const { file, call } = write;
  const left = numberIn(call);
  if (file.special?.kind !== 'eventfd' || valueOf(call) !== 8 || left === null) return;
  file.special.counter.push({
    from: life,
    thread: world.thread,
    fd: decodeDescriptor(call.args[0])?.fd ?? null,
    sentMs: world.ms,
    leftPosition: call.left?.position ?? Infinity,
    left,
  });
}

/** read(2) of an eventfd or timerfd: a number, and who added it. */
export function takeFromCounter(world: World, life: Life, read: { file: OpenFile; call: Call }): void {
  const { file, call } = read;
  const value = numberIn(call);
  if (valueOf(call) !== 8 || value === null || !file.thing) return;
  const { thing } = file;
  const tell = (piece: CounterPiece | null, part: number): void => {
    world.flows.push({
      kind: 'wake',
      from: piece?.from?.id ?? null,
      to: life.id,
      through: thing.id,
      fromFd: piece?.fd ?? null,
      toFd: decodeDescriptor(call.args[0])?.fd ?? null,
      sentMs: piece?.sentMs ?? world.ms,
      receivedMs: world.ms,
      bytes: 0,
      offset: 0,
      head: new Uint8Array(),
      value: part,
      fromThread: piece?.thread ?? null,
    });
  };
  if (file.special?.kind !== 'eventfd') {
    tell(null, value);
    return;
  }
  takeParts(file.special.counter, value, tell);
}

function takeParts(
  counter: CounterPiece[],
  value: number,
  tell: (piece: CounterPiece | null, part: number) => void,
): void {
  let missing = value;
  // What was added by a write that has not returned may not be in it yet: those are taken last.
  const settled = counter.filter((piece) => piece.leftPosition !== Infinity);
  for (const piece of [...settled, ...counter.filter((one) => !settled.includes(one))]) {
    const part = Math.min(piece.left, missing);
    if (part <= 0) continue;
    piece.left -= part;
    missing -= part;
    tell(piece, part);
  }
  const left = counter.filter((piece) => piece.left > 0);
  counter.splice(0, counter.length, ...left);
  if (missing > 0) tell(null, missing);
}

/** The eight bytes of a counter as a number; of what is larger than a double holds, the nearest one. */
function numberIn(call: Call): number | null {
  const bytes = decodeString(call.args[1]);
  if (bytes.length < 8) return null;
  return Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true));
}

/** Tells that something was done that no call shows. */
function unseen(sentence: string): Handler {
  return {
    leave(world, _life, call) {
      if (valueOf(call) !== null) warn(world, sentence);
    },
  };
}

/** Calls on descriptors that stand for no file, and calls past which data moves unseen. See eventfd(2), timerfd_create(2), epoll(7). */
export const specialCalls: Readonly<Record<string, Handler>> = {
  eventfd: eventfdCall,
  eventfd2: eventfdCall,
  timerfd_create: timerfdCall,
  epoll_create: epollCall,
  epoll_create1: epollCall,
  epoll_ctl: epollControl,
  io_uring_setup: unseen('A program used io_uring: what it moved that way was not seen.'),
  process_vm_readv: unseen('A process read the memory of another one: what it took was not seen.'),
  process_vm_writev: unseen(
    'A process wrote into the memory of another one: what it put there was not seen.',
  ),
};
