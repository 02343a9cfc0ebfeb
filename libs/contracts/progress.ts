import { z } from 'zod';

export const SubmissionState = z.enum([
  'QUEUED',
  'COMPILING',
  'RUNNING',
  'JUDGING',
  'GRADED',
  'NOT_GRADED',
  'CANCELLED',
]);
export type SubmissionState = z.infer<typeof SubmissionState>;

/** The states that no event follows. */
export const endStates: readonly SubmissionState[] = ['GRADED', 'NOT_GRADED', 'CANCELLED'];

/** One step of a grading as `grade` tells it; `done` of `total` steps are behind it. */
export const Stage = z.object({
  state: z.enum(['COMPILING', 'RUNNING', 'JUDGING']),
  stage: z.string(),
  done: z.number().int().min(0),
  total: z.number().int().min(0),
});
export type Stage = z.infer<typeof Stage>;

/** What a watcher of a submission receives; `queuePosition` counts from 1 while it waits. */
export const SubmissionProgress = z.object({
  submissionId: z.string(),
  state: SubmissionState,
  stage: z.string(),
  done: z.number().int().min(0),
  total: z.number().int().min(0),
  queuePosition: z.number().int().min(1).nullable(),
  says: z.string().nullable(),
});
export type SubmissionProgress = z.infer<typeof SubmissionProgress>;
