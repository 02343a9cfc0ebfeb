import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { baseName } from '../../../explain/words/names.js';
import { childrenOf } from '../../../explain/seen-history.js';

/** The command `last` was executed before the command `first` had ended. */
export const ranTogether = defineCondition(
  'ran-together',
  { first: z.string(), last: z.string() },
  ({ first, last }, seen) => {
    const find = (command: string) =>
      childrenOf(seen).find((child) =>
        child.execs.some((exec) => exec.error === null && baseName(exec.path) === command),
      );
    const started = find(last)?.execs.find((exec) => exec.error === null)?.atMs;
    const producer = find(first);
    if (producer && started !== undefined && (producer.endMs === null || started < producer.endMs))
      return null;
    return {
      en: `\`${last}\` was started only after \`${first}\` had ended: the commands of a pipeline run at the same time.`,
      zh: `\`${last}\` 在 \`${first}\` 结束之后才启动：流水线中的命令应当同时运行。`,
    };
  },
);
