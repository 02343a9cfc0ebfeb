import type { History } from '#libs/trace/history';
import { nameObject } from '../words/names.js';
import type { Wrong } from '../wrong.js';

const receiveCalls = new Set(['mq_timedreceive', 'msgrcv']);

/**
 * Children that wait for a message for ever, while others of the same parent that took from the same queue have ended by themselves: the
 * end was announced to some of them only. Null when that is not what is seen.
 */
export function hungryReaders(history: History): Wrong | null {
  for (const { object } of history.blocked.filter(({ call }) => receiveCalls.has(call))) {
    const waiting = history.blocked.filter((call) => receiveCalls.has(call.call) && call.object === object);
    const parents = new Set(waiting.map(({ process }) => parentOf(history, process)));
    const [parent] = parents;
    if (object === null || parents.size !== 1 || parent === undefined || parent === null) continue;
    const ended = history.processes.filter(
      (life) =>
        life.parent === parent &&
        'code' in life.exit &&
        life.exit.code === 0 &&
        history.transfers.some((flow) => flow.to === life.id && flow.through === object),
    );
    if (ended.length > 0)
      return say(history, object, { waiting: waiting.map(({ process }) => process), ended: ended.length });
  }
  return null;
}

function say(history: History, object: string, seen: { waiting: readonly string[]; ended: number }): Wrong {
  const [name, left] = [nameObject(history, object), seen.waiting.length];
  return {
    about: [object, ...seen.waiting],
    en: `${seen.ended} ${seen.ended === 1 ? 'process' : 'processes'} took the end from ${name}; ${left} still ${left === 1 ? 'waits' : 'wait'} there for a message that nobody sends. A message has one receiver: one pill ends one reader.`,
    zh: `有 ${seen.ended} 个进程从 ${name} 得知了结束，另有 ${left} 个仍在那里等一条没有人会发送的消息。一条消息只有一个接收者：一颗毒丸只能结束一个读者。`,
  };
}

function parentOf(history: History, id: string): string | null {
  return history.processes.find((life) => life.id === id)?.parent ?? null;
}
