import { z } from 'zod';
import { placeOfRemnant } from '#libs/sandbox/remnant';
import { defineCondition } from '../../../condition.js';
import { baseOf } from '../../../explain/files/file-story.js';
import { fillToken } from '../../../runs/seeded-data.js';

/** The lock file `path` that the program `owner` left when it was killed stopped nobody: no other program hangs while it is there. */
export const deadOwner = defineCondition(
  'dead-owner',
  { path: z.string(), owner: z.number().int().min(0) },
  ({ path, owner }, seen) => {
    const whole = fillToken(path, seen.token);
    const { programs, ended, everything = [] } = seen.run;
    const dead = programs[owner];
    const isKilled = dead?.end.kind === 'killed';
    const isThere = everything.some((one) => placeOfRemnant(one) === whole);
    if (!isKilled || !isThere || ended === 'programs-ended') return null;
    const name = baseOf(whole);
    return {
      en: `\`${name}\` belongs to process ${dead.pid}, which no longer lives, and everybody waits for it.`,
      zh: `\`${name}\` 属于进程 ${dead.pid}，它已经不在了，而大家都还在等它。`,
    };
  },
);
