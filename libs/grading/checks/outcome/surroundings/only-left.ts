import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { listRemnants, meaning } from '../../../explain/files/sights.js';

/**
 * When the last program has ended, the run's own namespaces hold no process and no object that the programs made but those that `allow`
 * means, whether these are there or not. A pattern is a path (`/box/log-{{token}}`, `/dev/shm/board`, `/dev/shm/sem.lock`,
 * `/dev/mqueue/jobs`) or `system-v-mq *`, `system-v-shm *`, `system-v-sem *`; `*` is anything but a slash. What the case placed or
 * collects may be left.
 */
export const onlyLeft = defineCondition(
  'only-left',
  { allow: z.array(z.string().min(1)) },
  (wanted, seen) => {
    const isAllowed = meaning(wanted.allow, seen);
    const others = seen.run.remnants.filter((one) => !isAllowed(one));
    if (others.length === 0) return null;
    const list = listRemnants(others);
    return {
      en: `After the programs had ended this was left: ${list.en}. None of it may be left.`,
      zh: `程序结束后仍留有：${list.zh}。这些都不应留下。`,
    };
  },
);
