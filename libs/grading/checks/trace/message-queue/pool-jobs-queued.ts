import { z } from 'zod';
import type { Flow } from '#libs/trace/history';
import { defineCondition } from '../../../condition.js';
import { capital, nameObject, nameProcess } from '../../../explain/words/names.js';
import { readJobs } from '../../../explain/messages/pool-jobs.js';
import { holdsNumber, type PoolQueue, poolQueueOf } from '../../../explain/messages/pool-queue.js';
import type { Wrong } from '../../../explain/wrong.js';

/**
 * Each job that the program was given entered the POSIX queue called `queue` in the parent and left it in another process; no other
 * pipe, socket or queue took its number from the parent to a child. For numbers that mean nothing else, such as large ones.
 */
export const poolJobsQueued = defineCondition(
  'pool-jobs-queued',
  { queue: z.string() },
  ({ queue }, seen) => {
    const pool = poolQueueOf(seen, queue);
    const numbers = readJobs(seen).map(({ number }) => number);
    const around = numbers.map((number) => detour(pool, number)).find((wrong) => wrong !== null);
    if (around) return around;
    const missed = numbers.filter(
      (number) => !pool.taken.some((flow) => flow.from === pool.parent && holdsNumber(flow.head, number)),
    );
    if (missed.length === 0) return null;
    return {
      en: `${missed.length} of ${numbers.length} jobs did not go through the queue ${pool.name} from the parent to a worker, ${missed[0] ?? ''} first.`,
      zh: `${numbers.length} 个任务中有 ${missed.length} 个没有通过队列 ${pool.name} 从父进程到达工人，第一个是 ${missed[0] ?? ''}。`,
    };
  },
);

// Another way on which the number reached a child.
function detour({ history, parent, taken }: PoolQueue, number: number): Wrong | null {
  const queued = new Set(taken.map((flow) => flow.through));
  const inner = new Set(history.objects.filter((one) => one.outside === null).map((one) => one.id));
  const other = history.transfers.find(
    (flow: Flow) =>
      flow.kind === 'data' &&
      flow.from === parent &&
      flow.to !== null &&
      flow.to !== parent &&
      inner.has(flow.through) &&
      !queued.has(flow.through) &&
      holdsNumber(flow.head, number),
  );
  if (!other) return null;
  const to = nameProcess(history, other.to ?? '');
  const name = nameObject(history, other.through);
  return {
    about: [other.through],
    en: `${capital(to.en)} got the job ${number} through ${name}, not through the queue.`,
    zh: `${to.zh}是通过 ${name} 得到任务 ${number} 的，而不是通过队列。`,
  };
}
