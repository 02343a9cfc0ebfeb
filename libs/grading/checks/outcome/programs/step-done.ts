import { z } from 'zod';
import { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';

const step = z.number().int().min(1);

/**
 * What a waiting step of the case waited for (`await-output`, `await-exit`) came in time; with `to` that of each step of the same kind from
 * there to that one. `says` is the sentence when it did not.
 */
export const stepDone = defineCondition(
  'step-done',
  { step, to: step.optional(), says: Sentence },
  ({ step: from, to = from, says }, seen) => {
    const isAlike = (at: number): boolean => seen.case.steps[at]?.do === seen.case.steps[from - 1]?.do;
    const meant = seen.run.steps.slice(from - 1, to).filter((_, at) => isAlike(from - 1 + at));
    return meant.length > 0 && meant.every(({ done }) => done) ? null : says;
  },
);
