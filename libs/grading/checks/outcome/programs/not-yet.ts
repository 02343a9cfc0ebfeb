import { z } from 'zod';
import { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';
import { fillToken } from '../../../runs/seeded-data.js';

/** When the step `step` was over, none of these texts stood in standard output, at the beginning of a line. `says` is the sentence when one did; `{{line}}` in it is that line. */
export const notYet = defineCondition(
  'not-yet',
  {
    step: z.number().int().min(1),
    texts: z.array(z.string().min(1)).min(1),
    program: z.number().int().min(0).default(0),
    says: Sentence,
  },
  ({ step, texts, program, says }, seen) => {
    const bytes = seen.run.steps[step - 1]?.outputBytes?.[program];
    const text = Buffer.from(seen.run.programs[program]?.stdout ?? []).toString('utf8', 0, bytes);
    const line = text
      .split('\n')
      .find((one) => texts.some((early) => one.startsWith(fillToken(early, seen.token))));
    if (line === undefined) return null;
    return { en: says.en.replaceAll('{{line}}', line), zh: says.zh.replaceAll('{{line}}', line) };
  },
);
