import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { nameProcess } from '../../../explain/words/names.js';
import { readJobs, readPoolLines } from '../../../explain/messages/pool-jobs.js';
import { jobMessages, type PoolQueue, poolQueueOf } from '../../../explain/messages/pool-queue.js';
import type { Wrong } from '../../../explain/wrong.js';

/**
 * So many processes besides the parent took messages from the POSIX queue called `queue`, and the worker that a line names is always
 * the same one of them: the one that took the job. For numbers that are all different.
 */
export const poolWorkers = defineCondition(
  'pool-workers',
  { queue: z.string(), workers: z.number().int().min(1) },
  ({ queue, workers }, seen) => {
    const pool = poolQueueOf(seen, queue);
    const takers = new Set(pool.taken.map((flow) => flow.to));
    if (takers.size !== workers)
      return {
        en: `${takers.size} processes took messages from the queue ${pool.name}; ${workers} workers were wanted, each a process of its own.`,
        zh: `有 ${takers.size} 个进程从队列 ${pool.name} 取过消息；应有 ${workers} 个工人，每个都是单独的进程。`,
      };
    const jobs = jobMessages(
      pool,
      readJobs(seen).map(({ number }) => number),
    );
    const known = new Map<number, string>();
    for (const line of readPoolLines(seen)) {
      const taker = line.kind === 'answer' ? jobs.get(line.number)?.to : undefined;
      if (line.kind !== 'answer' || taker === undefined || taker === null) continue;
      const before = known.get(line.worker);
      if (before !== undefined && before !== taker) return mixed(pool, line.worker, [before, taker]);
      known.set(line.worker, taker);
    }
    return null;
  },
);

function mixed({ history }: PoolQueue, worker: number, ids: readonly string[]): Wrong {
  const [first, second] = ids.map((id) => nameProcess(history, id));
  return {
    about: ids,
    en: `Worker ${worker} is ${first?.en ?? ''} in one line and ${second?.en ?? ''} in another: the number names the process that had the job.`,
    zh: `第 ${worker} 号工人在一行里是${first?.zh ?? ''}，在另一行里是${second?.zh ?? ''}：编号应指拿到任务的那个进程。`,
  };
}
