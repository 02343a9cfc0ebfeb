import { z } from 'zod';
import type { Flow } from '#libs/trace/history';
import { defineCondition } from '../../../condition.js';
import { capital, nameProcess } from '../../../explain/words/names.js';
import { readJobs } from '../../../explain/messages/pool-jobs.js';
import { jobMessages, type PoolQueue, poolQueueOf } from '../../../explain/messages/pool-queue.js';
import type { Wrong } from '../../../explain/wrong.js';

/**
 * Each process that took messages from the POSIX queue called `queue` took one more after its last job, and ended by itself with
 * status 0.
 */
export const poolPills = defineCondition('pool-pills', { queue: z.string() }, ({ queue }, seen) => {
  const pool = poolQueueOf(seen, queue);
  const numbers = readJobs(seen).map(({ number }) => number);
  const jobs = new Set(jobMessages(pool, numbers).values());
  const takers = [...new Set(pool.taken.map((flow) => flow.to ?? ''))];
  if (takers.length === 0)
    return {
      en: `Nobody took anything from the queue ${pool.name}.`,
      zh: `没有人从队列 ${pool.name} 取过任何东西。`,
    };
  return takers.map((taker) => endOf(pool, taker, jobs)).find((wrong) => wrong !== null) ?? null;
});

function endOf({ history, name, taken }: PoolQueue, taker: string, jobs: ReadonlySet<Flow>): Wrong | null {
  const who = nameProcess(history, taker);
  const last = taken.findLast((flow) => flow.to === taker);
  if (last && jobs.has(last))
    return {
      about: [taker],
      en: `The last message that ${who.en} took from ${name} was a job: no pill told it to end.`,
      zh: `${who.zh}从 ${name} 取的最后一条消息是任务：没有毒丸告诉它结束。`,
    };
  const exit = history.processes.find((life) => life.id === taker)?.exit ?? { running: true };
  if ('code' in exit && exit.code === 0) return null;
  const how =
    'code' in exit
      ? { en: `with status ${exit.code}`, zh: `以状态 ${exit.code} 结束` }
      : 'signal' in exit
        ? { en: `by ${exit.signal}`, zh: `因 ${exit.signal} 而结束` }
        : { en: 'not at all', zh: '没有结束' };
  return {
    about: [taker],
    en: `${capital(who.en)} ended ${how.en}; a worker ends by itself with status 0 after its pill.`,
    zh: `${who.zh}${how.zh}；工人吃下毒丸后应自己以状态 0 结束。`,
  };
}
