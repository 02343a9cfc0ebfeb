import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { baseName } from '../../../explain/words/names.js';
import { childrenOf } from '../../../explain/seen-history.js';

/** Each named command was executed by a child of its own, once. The names are all different. */
export const commandsRan = defineCondition(
  'commands-ran',
  { commands: z.array(z.string()).min(1) },
  ({ commands }, seen) => {
    for (const [at, command] of commands.entries()) {
      const matches = childrenOf(seen).filter((child) =>
        child.execs.filter((exec) => exec.error === null).some((exec) => baseName(exec.path) === command),
      );
      if (matches.length === 1) continue;
      const found = childrenOf(seen).length;
      return {
        en: `Command ${at + 1}, \`${command}\`, was executed by ${matches.length} children of \`${seen.program}\`; exactly one was wanted (it made ${found} children in all).`,
        zh: `命令 ${at + 1}（\`${command}\`）由 \`${seen.program}\` 的 ${matches.length} 个子进程执行；应当恰好一个（它共创建了 ${found} 个子进程）。`,
      };
    }
    return null;
  },
);
