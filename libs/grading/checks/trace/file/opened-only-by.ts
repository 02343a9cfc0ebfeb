import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { baseOf } from '../../../explain/files/file-story.js';
import { partyOf } from '../../../explain/payloads/party.js';
import { historyOf } from '../../../explain/seen-history.js';
import { nameProgram } from '../../../explain/words/name-program.js';
import { capital } from '../../../explain/words/names.js';
import { fillToken } from '../../../runs/seeded-data.js';

/** Of the `programs`, only the program `by` had the file `path` open. */
export const openedOnlyBy = defineCondition(
  'opened-only-by',
  { path: z.string(), by: z.number().int().min(0), programs: z.array(z.number().int().min(0)).min(1) },
  ({ path, by, programs }, seen) => {
    const history = historyOf(seen);
    const whole = fillToken(path, seen.token);
    const files = new Set(history.objects.filter(({ name }) => name === whole).map(({ id }) => id));
    const users = new Set(
      history.descriptors.filter(({ object }) => files.has(object)).map(({ process }) => process),
    );
    const other = programs.find(
      (program) => program !== by && [...partyOf(seen, { program })].some((id) => users.has(id)),
    );
    if (other === undefined) return null;
    const [who, whose] = [nameProgram(seen, other), nameProgram(seen, by)];
    return {
      about: [...files],
      en: `${capital(who.en)} opened \`${baseOf(whole)}\`, which only ${whose.en} may open.`,
      zh: `${who.zh}打开了 \`${baseOf(whole)}\`，而只有${whose.zh}可以打开它。`,
    };
  },
);
