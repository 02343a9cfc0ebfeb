import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { historyOf } from '../../../explain/seen-history.js';

/** The program made at most `most` processes for its commands. */
export const childrenAtMost = defineCondition(
  'children-at-most',
  { most: z.number().int().min(0) },
  ({ most }, seen) => {
    const below = historyOf(seen).processes.filter((life) => life.role === 'student').length - 1;
    if (below <= most) return null;
    return {
      en: `${below} processes were made for ${most} commands.`,
      zh: `为 ${most} 个命令创建了 ${below} 个进程。`,
    };
  },
);
