import { z } from 'zod';

/** The one queue that graders work through. */
export const queueName = 'grading';

/** What a job says: which row to work on. Everything else is in the row, so that a job is never out of date. */
export const GradeJob = z.strictObject({
  kind: z.enum(['submission', 'run', 'regrading', 'similarity']),
  id: z.string().min(1),
});
export type GradeJob = z.infer<typeof GradeJob>;

/** Tries of a job whose sandbox or database failed; a student's mistake is no failure. */
export const attempts = 3;

/** The first wait before another try; each further one is twice as long. */
const backOffMs = 1_000;

/** BullMQ's largest number for a priority, the least urgent. */
const maxPriority = 2_097_151;

/** Failed jobs stay readable for whoever looks for a reason; finished ones say nothing that their rows do not. */
const keptFailures = 1_000;

/** How BullMQ treats a job: its id is the row's, so that a row has at most one job; `priority` 1 is the most urgent. */
export function jobOptions(job: GradeJob, priority: number) {
  return {
    jobId: job.id,
    priority: Math.min(Math.max(1, priority), maxPriority),
    attempts,
    backoff: { type: 'exponential', delay: backOffMs },
    removeOnComplete: true,
    removeOnFail: { count: keptFailures },
  };
}
