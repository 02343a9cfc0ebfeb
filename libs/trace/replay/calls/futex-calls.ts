import { decodeField, decodeNumber } from '../../strace/decode.js';
import { scanMembers } from '../../strace/scan-call.js';
import type { Call } from '../../strace/trace-event.js';
import { addSleeper, wake, wordAt } from '../memory/word.js';
import type { Word } from '../memory/memory-model.js';
import { type Handler, type Life, valueOf, type World } from '../model.js';

/** Names of the operations that wait, and of those that end waits. See futex(2). */
const waits = /^FUTEX_(?:WAIT|WAIT_BITSET|LOCK_PI|LOCK_PI2|WAIT_REQUEUE_PI)(?![A-Z_])/;
const wakes = /^FUTEX_(?:WAKE|WAKE_BITSET|WAKE_OP)(?![A-Z_])/;
const requeues = /^FUTEX_(?:CMP_)?REQUEUE(?:_PI)?(?![A-Z])/;
const takes = /^FUTEX_(?:LOCK_PI2?|TRYLOCK_PI|WAIT_REQUEUE_PI)(?![A-Z_])/;

const futexCall: Handler = {
  enter(world, life, call) {
    if (waits.test(call.args[1] ?? '')) beginWait(world, life, call);
  },
  leave(world, life, call) {
    const operation = call.args[1] ?? '';
    const count = valueOf(call);
    if (count === null) return;
    if (operation.startsWith('FUTEX_UNLOCK_PI')) endWaits(world, life, { call, count: 1 });
    else if (wakes.test(operation)) endWaits(world, life, { call, count });
    else if (requeues.test(operation)) requeue(world, life, call);
    else if (takes.test(operation)) takeLock(world, life, call);
  },
};

/** The word that a futex call is about, where it lies in shared memory. */
export function futexWord(world: World, life: Life, call: Call): Word | null {
  const isPrivate = /_PRIVATE\b|FUTEX2_PRIVATE/.test(`${call.args[1] ?? ''} ${call.args[3] ?? ''}`);
  return isPrivate ? null : wordAt(world, life, decodeNumber(call.args[0]));
}

function beginWait(world: World, life: Life, call: Call): void {
  if (call.answer.kind === 'error' && call.answer.errno === 'EAGAIN') return;
  const word = futexWord(world, life, call);
  if (word && valueOf(call) === 0) addSleeper(word, { life, thread: world.thread, call });
}

function endWaits(world: World, life: Life, ended: { call: Call; count: number }): void {
  if (ended.count <= 0) return;
  const word = futexWord(world, life, ended.call);
  if (!word) return;
  if (word.lastTaker === life) word.lastTaker = null;
  wake(world, word, { life, ...ended });
}

// The answer counts who was woken and who was moved on to wait for another word.
function requeue(world: World, life: Life, call: Call): void {
  const isLock = /REQUEUE_PI/.test(call.args[1] ?? '');
  const answer = valueOf(call) ?? 0;
  // Of those that are moved on to a lock even the first may have to wait for it.
  const limit = isLock ? 0 : (decodeNumber(call.args[2]) ?? 0);
  endWaits(world, life, { call, count: Math.min(answer, limit) });
  const [from, to] = [futexWord(world, life, call), wordAt(world, life, decodeNumber(call.args[4]))];
  if (!from || !to || answer <= limit) return;
  const movedBy = { life, thread: world.thread, ms: call.entered.ms };
  const moved = from.sleepers.filter((one) => one.left.position > call.entered.position);
  for (const sleeper of moved.slice(0, answer - limit)) {
    from.sleepers.splice(from.sleepers.indexOf(sleeper), 1);
    to.sleepers.push(isLock ? { ...sleeper, movedBy } : sleeper);
  }
}

// The lock's owner stands in the word itself, which no call shows; who has taken it by a call likely has it.
function takeLock(world: World, life: Life, call: Call): void {
  const isMoved = /WAIT_REQUEUE_PI/.test(call.args[1] ?? '');
  const word = isMoved ? wordAt(world, life, decodeNumber(call.args[4])) : futexWord(world, life, call);
  if (word && valueOf(call) === 0) word.lastTaker = life;
}

/** The words of a futex_waitv(2) that lie in shared memory, each at its place in the call. */
export function futexWords(world: World, life: Life, call: Call): readonly (Word | null)[] {
  const printed = call.args[0]?.startsWith('[') === true ? scanMembers(call.args[0]) : [];
  return printed.map((text) => {
    const isPrivate = decodeField(text, 'flags')?.includes('PRIVATE') === true;
    return isPrivate ? null : wordAt(world, life, decodeNumber(decodeField(text, 'uaddr') ?? undefined));
  });
}

// The answer is which of the words it was woken at.
const waitMany: Handler = {
  enter(world, life, call) {
    const word = futexWords(world, life, call)[valueOf(call) ?? -1];
    if (word) addSleeper(word, { life, thread: world.thread, call });
  },
};

// The newer calls, one for each operation; Linux 6.7.
const newWait: Handler = { enter: beginWait };
const newWake: Handler = {
  leave: (world, life, call) => endWaits(world, life, { call, count: valueOf(call) ?? 0 }),
};

/** Calls that wait for a word of memory and end such waits. See futex(2). */
export const futexCalls: Readonly<Record<string, Handler>> = {
  futex: futexCall,
  futex_wait: newWait,
  futex_wake: newWake,
  futex_waitv: waitMany,
};
