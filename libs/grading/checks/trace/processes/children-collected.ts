import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { nameProcess } from '../../../explain/words/names.js';
import { childrenOf, historyOf, programOf } from '../../../explain/seen-history.js';

/** The program waited for each of its children, at least `atLeast` of them, before it ended itself. */
export const childrenCollected = defineCondition(
  'children-collected',
  { atLeast: z.number().int().min(1) },
  ({ atLeast }, seen) => {
    const history = historyOf(seen);
    const root = programOf(seen);
    const collected = new Set(
      history.reaps.filter((reap) => reap.parent === root.id).map((reap) => reap.child),
    );
    const lost = childrenOf(seen).find((child) => !collected.has(child.id));
    if (lost) {
      const who = nameProcess(history, lost.id);
      return {
        en: `No wait of \`${seen.program}\` ever returned ${who.en} (pid ${lost.pid}): a child that nobody collects stays a zombie.`,
        about: [lost.id],
        zh: `\`${seen.program}\` 的任何一次 wait 都没有返回${who.zh}（pid ${lost.pid}）：没人回收的子进程会一直是僵尸。`,
      };
    }
    if (collected.size >= atLeast) return null;
    return {
      en: `${collected.size} children were waited for; ${atLeast} were wanted.`,
      zh: `回收了 ${collected.size} 个子进程；应为 ${atLeast} 个。`,
    };
  },
);
