import { z } from 'zod';
import { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';

/** What a waiting step of the case waited for (`await-output`, `await-exit`) came in time. `says` is the sentence when it did not. */
export const stepDone = defineCondition(
  'step-done',
  { step: z.number().int().min(1), says: Sentence },
  ({ step, says }, seen) => (seen.run.steps[step - 1]?.done === true ? null : says),
);
