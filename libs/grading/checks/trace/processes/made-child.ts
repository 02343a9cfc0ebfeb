import { defineCondition } from '../../../condition.js';
import { childrenOf } from '../../../explain/seen-history.js';

/** The program made at least one child process; threads do not count. */
export const madeChild = defineCondition('made-child', {}, (_, seen) =>
  childrenOf(seen).length > 0
    ? null
    : {
        en: `\`${seen.program}\` made no child process: everything was done by one.`,
        zh: `\`${seen.program}\` 没有创建子进程：所有事情都由一个进程完成。`,
      },
);
