import type { Sentence } from '#libs/contracts/sentence';
import type { BlockedCall, History } from './history.js';
import { findDeadlocks } from './naming/find-deadlocks.js';
import { nameProcess } from './naming/name-process.js';
import { explainEnds } from './waits/explain-ends.js';
import { explainMeeting } from './waits/explain-meetings.js';
import { explainTurn } from './waits/explain-turns.js';
import { atFd, capital, listedNames } from './waits/listed.js';

/**
 * Says of every call that had not come back who waits in it, on what, and who could have ended the wait; last, of processes that
 * wait for nobody but each other, that this is a deadlock. Empty when nothing waits.
 */
export function explainWaits(history: History): Sentence[] {
  return [
    ...history.blocked.map((call) => explainWait(history, call)),
    ...findDeadlocks(history).map((members) => explainDeadlock(history, members)),
  ];
}

function explainDeadlock(history: History, members: readonly string[]): Sentence {
  const names = members.map((id) => nameProcess(history, id));
  const all = listedNames(names, { en: 'and', zh: '、' });
  if (names.length > 1)
    return { en: `Deadlock: ${all.en} wait for each other.`, zh: `死锁：${all.zh}互相等待。` };
  return {
    en: `Deadlock: only ${all.en} itself could end its wait.`,
    zh: `死锁：只有${all.zh}自己才能结束它的等待。`,
  };
}

/** What is said of one call that had not come back. */
export function explainWait(history: History, call: BlockedCall): Sentence {
  const who = nameProcess(history, call.process);
  const start = { en: `${capital(who.en)} waits in ${call.call}`, zh: `${who.zh}在 ${call.call} 中等待` };
  const object = history.objects.find((one) => one.id === call.object);
  if (call.circumstance)
    return explainMeeting(history, call.circumstance, { call, start, name: object?.name ?? null });
  if (!object || object.kind === 'pidfd') return explainWithoutObject(history, call, start);
  const fd = atFd(call.fd);
  const place = { en: `${start.en} on ${object.name}${fd.en}`, zh: `${start.zh} ${object.name}${fd.zh}` };
  if (object.outside === 'stdin')
    return { en: `${place.en}, which is open and silent.`, zh: `${place.zh}，它开着却没有数据。` };
  if (object.outside !== null)
    return { en: `${place.en}, which nobody reads.`, zh: `${place.zh}，没有人读它。` };
  return (
    explainTurn(history, call, { object, place }) ??
    (call.heldBy.length === 0
      ? { en: `${place.en}.`, zh: `${place.zh}。` }
      : explainHeld(history, call, place))
  );
}

function explainHeld(history: History, call: BlockedCall, place: Sentence): Sentence {
  if (call.call !== 'fcntl' && call.call !== 'flock') return explainEnds(history, call, place);
  const names = listedNames(
    call.heldBy.map((holder) => nameProcess(history, holder.process)),
    { en: 'and', zh: '、' },
  );
  const verb = call.heldBy.length === 1 ? 'holds' : 'hold';
  return { en: `${place.en}: ${names.en} ${verb} the lock.`, zh: `${place.zh}：${names.zh}持有这个锁。` };
}

function explainWithoutObject(history: History, call: BlockedCall, start: Sentence): Sentence {
  if (/nanosleep/.test(call.call))
    return { en: `${start.en} for time to pass.`, zh: `${start.zh}时间过去。` };
  if (call.heldBy.length === 0) return { en: `${start.en}.`, zh: `${start.zh}。` };
  if (call.heldBy.every((holder) => holder.process === call.process))
    return { en: `${start.en} for another thread of its own.`, zh: `${start.zh}自己的另一个线程。` };
  const names = listedNames(
    call.heldBy.map((holder) => nameProcess(history, holder.process)),
    { en: 'or', zh: '或' },
  );
  if (/^vfork$|^clone/.test(call.call))
    return {
      en: `${start.en} for ${names.en} to execute a program or end.`,
      zh: `${start.zh}${names.zh}执行程序或结束。`,
    };
  return { en: `${start.en} for ${names.en} to end.`, zh: `${start.zh}${names.zh}结束。` };
}
