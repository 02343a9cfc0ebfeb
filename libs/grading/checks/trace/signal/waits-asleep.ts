import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { historyOf } from '../../../explain/seen-history.js';

/** Fewer than `fewerThan` wait calls of all processes came back with nobody (0, or ECHILD): whoever waits sleeps, see wait(2). */
export const waitsAsleep = defineCondition(
  'waits-asleep',
  { fewerThan: z.number().int().min(1) },
  ({ fewerThan }, seen) => {
    const counts = [...(historyOf(seen).vainWaits ?? new Map<string, number>()).values()];
    const calls = counts.reduce((sum, count) => sum + count, 0);
    if (calls < fewerThan) return null;
    return {
      en: `${calls} wait calls came back with nobody; fewer than ${fewerThan} were wanted. With WNOHANG in a loop your program asks all the time instead of sleeping until there is something to collect.`,
      zh: `有 ${calls} 次 wait 调用什么也没等到就返回；应少于 ${fewerThan} 次。在循环里使用 WNOHANG，程序就是在不停地询问，而不是睡到有子进程可回收为止。`,
    };
  },
);
