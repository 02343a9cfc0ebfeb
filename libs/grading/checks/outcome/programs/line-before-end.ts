import { z } from 'zod';
import { defineCondition } from '../../../condition.js';

/** What the step `step` waited for came at least `ms` before the program ended, so it was told when it happened and not at the end. */
export const lineBeforeEnd = defineCondition(
  'line-before-end',
  { step: z.number().int().min(1), ms: z.number().int().min(1), line: z.string() },
  ({ step, ms, line }, seen) => {
    const steps = seen.run.steps.slice(0, step);
    const end = seen.run.programs[0]?.wallMs ?? 0;
    const came = steps.reduce((sum, one) => sum + one.ms, 0);
    if (steps.at(-1)?.done !== true) {
      return {
        en: `\`${line}\` did not come within ${Math.round(came)} ms. It is to be printed, and flushed, when it has happened, not when all is over.`,
        zh: `${Math.round(came)} 毫秒内没有出现 \`${line}\`。事情一发生就要输出这一行并清空缓冲区，而不是等到全部结束。`,
      };
    }
    if (end - came >= ms) return null;
    return {
      en: `\`${line}\` came ${Math.max(0, Math.round(end - came))} ms before the program ended; more than ${ms} ms were wanted. It is to be printed, and flushed, when it has happened, not when all is over.`,
      zh: `\`${line}\` 在程序结束前 ${Math.max(0, Math.round(end - came))} 毫秒才出现；应早于 ${ms} 毫秒。事情一发生就要输出这一行并清空缓冲区，而不是等到全部结束。`,
    };
  },
);
