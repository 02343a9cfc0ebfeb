import { z } from 'zod';
import { defineCondition } from '../../../condition.js';

/**
 * While nothing happens, all tasks together use less than `belowMs` of processor time and run-queue wait
 * (`/proc/PID/task/TID/schedstat`), so that a loaded machine can neither hide nor fake a loop.
 */
export const idleCpu = defineCondition(
  'idle-cpu',
  { belowMs: z.number().positive() },
  ({ belowMs }, seen) => {
    const idle = seen.run.steps.find((_, at) => seen.case.steps[at]?.do === 'idle');
    if (idle === undefined || !idle.done) {
      return {
        en: `\`${seen.program}\` had already ended when its idle time was to be measured.`,
        zh: `在测量空闲时间之前，\`${seen.program}\` 已经结束。`,
      };
    }
    // On a loaded machine a window may be longer than it was to be: then it holds more, too.
    const asked = seen.case.steps.find((step) => step.do === 'idle')?.ms ?? idle.ms;
    if (idle.busyMs < belowMs * Math.max(1, idle.ms / asked)) return null;
    return {
      en: `With nothing to do for ${Math.round(idle.ms)} ms the processes still used ${Math.round(idle.busyMs)} ms of processor time: somewhere a loop asks again and again instead of waiting.`,
      zh: `在无事可做的 ${Math.round(idle.ms)} 毫秒里，各进程仍用去 ${Math.round(idle.busyMs)} 毫秒处理器时间：某处在不断轮询，而不是等待。`,
    };
  },
);
