import { z } from 'zod';
import { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';

/** What a waiting step of the case waited for (`await-output`, `await-exit`) had not come when its time was over, as it must not. `says` is the sentence when it had. */
export const stepNotDone = defineCondition(
  'step-not-done',
  { step: z.number().int().min(1), says: Sentence },
  ({ step, says }, seen) => (seen.run.steps[step - 1]?.done === true ? says : null),
);
