import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { childrenOf } from '../../../explain/seen-history.js';

/**
 * The program made exactly `exactly` children; threads do not count. Those that executed another program count only where their number fits: a
 * library may have helpers of its own, and there are libraries that make children in no other way.
 */
export const childrenMade = defineCondition(
  'children-made',
  { exactly: z.number().int().min(0) },
  ({ exactly }, seen) => {
    const all = childrenOf(seen).filter((child) => child.role === 'student');
    const own = all.filter((child) => child.execs.every((exec) => exec.error !== null));
    if (own.length === exactly || all.length === exactly) return null;
    const length = own.length || all.length;
    return {
      en: `\`${seen.program}\` made ${length} ${length === 1 ? 'child' : 'children'} of its own; exactly ${exactly} were wanted.`,
      zh: `\`${seen.program}\` 创建了 ${length} 个自己的子进程；应当恰好 ${exactly} 个。`,
    };
  },
);
