import { z } from 'zod';

/** Bounds of one set of regradings. */
export const rejudgeLimits = Object.freeze({ submissions: 5_000, repeats: 5, reasonLength: 1_000 });

/**
 * Which submissions of a course are graded again; every part that is set narrows the choice. `version` says with what: the version that
 * the assignment has now, or the one that the catalogue offers now. Times are ISO 8601 and bound when something was handed in.
 */
export const RejudgeChoice = z.strictObject({
  assignmentIds: z.array(z.uuid()).min(1).max(300).nullable(),
  /** Of the exercise that it was graded with. */
  exerciseHash: z.string().max(100).nullable(),
  outcomes: z
    .array(z.enum(['graded', 'did-not-compile', 'not-graded']))
    .min(1)
    .nullable(),
  passed: z.boolean().nullable(),
  failedCheck: z.string().max(300).nullable(),
  personIds: z.array(z.uuid()).min(1).max(1_000).nullable(),
  from: z.iso.datetime({ offset: true }).nullable(),
  to: z.iso.datetime({ offset: true }).nullable(),
  version: z.enum(['pinned', 'offered']),
});
export type RejudgeChoice = z.infer<typeof RejudgeChoice>;
