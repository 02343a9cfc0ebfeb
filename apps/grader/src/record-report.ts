import type { Submission, SubmissionsStore } from '#libs/database/submissions.store';
import type { Graded } from '#libs/grading/task';

/**
 * Writes the report of a grading, with the time that the hand-in waited, if the hand-in has no end yet. False means that it
 * had: another delivery of the same job was faster, or a student cancelled, and nothing was changed.
 */
export function recordReport(
  submissions: SubmissionsStore,
  submission: Submission,
  graded: Graded,
): Promise<boolean> {
  const queueMs = Math.max(0, (submission.startedAt?.getTime() ?? 0) - submission.submittedAt.getTime());
  const { timing } = graded.report;
  const report = { ...graded.report, timing: { ...timing, queueMs, totalMs: timing.totalMs + queueMs } };
  return submissions.record(submission.id, { report, pictures: graded.pictures });
}
