import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { childrenOf } from '../../../explain/seen-history.js';

/** The program made exactly `exactly` children that ended without executing another program; threads do not count. */
export const childrenMade = defineCondition(
  'children-made',
  { exactly: z.number().int().min(0) },
  ({ exactly }, seen) => {
    const children = childrenOf(seen).filter(
      (child) => child.role === 'student' && child.execs.every((exec) => exec.error !== null),
    );
    if (children.length === exactly) return null;
    const { length } = children;
    return {
      en: `\`${seen.program}\` made ${length} ${length === 1 ? 'child' : 'children'} of its own; exactly ${exactly} were wanted.`,
      zh: `\`${seen.program}\` 创建了 ${length} 个自己的子进程；应当恰好 ${exactly} 个。`,
    };
  },
);
