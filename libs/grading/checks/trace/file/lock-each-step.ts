import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { changesOf } from '../../../explain/files/file-changes.js';
import { nameByNumber } from '../../../explain/files/file-story.js';
import { capital } from '../../../explain/words/names.js';
import { fillToken } from '../../../runs/seeded-data.js';

/** Each of the `programs` changed the file `path` under at least `steps` locks, got one after the other. */
export const lockEachStep = defineCondition(
  'lock-each-step',
  {
    path: z.string(),
    programs: z.array(z.number().int().min(0)).min(1),
    steps: z.number().int().min(1),
  },
  ({ path, programs, steps }, seen) => {
    const changes = changesOf(seen, fillToken(path, seen.token));
    const counted = programs.map((program) => {
      const own = changes.filter(({ one, value }) => one.program === program && value !== '');
      const locks = new Set(own.flatMap(({ covering }) => covering.slice(0, 1).map(({ since }) => since)));
      return { program, changes: own.length, locks: locks.size };
    });
    const few = counted.find(({ locks }) => locks < steps);
    if (!few) return null;
    const who = nameByNumber(seen, few.program);
    return {
      en: `${capital(who.en)} changed the file ${few.changes} times under ${few.locks} ${few.locks === 1 ? 'lock' : 'locks'}; ${steps} steps want ${steps} of each, so that others get in between.`,
      zh: `${who.zh}改变了文件 ${few.changes} 次，取得锁 ${few.locks} 次；${steps} 步应各有 ${steps} 次，别的进程才有机会插进来。`,
    };
  },
);
