import { z } from 'zod';
import { LanguageId } from '#libs/contracts/language';
import { SubmissionState } from '#libs/contracts/progress';
import { Report } from '#libs/contracts/report';
import type { Picture } from '#libs/database/pictures.store';
import type { Submission } from '#libs/database/submissions.store';

/** A submission as REST shows it; pictures are fetched by their own addresses. */
export const SubmissionView = z.object({
  id: z.string(),
  state: SubmissionState,
  exercise: z.string(),
  language: LanguageId,
  /** Null for practice. */
  assignmentId: z.string().nullable(),
  submittedAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  report: Report.nullable(),
  pictures: z.array(z.object({ run: z.string(), name: z.string(), url: z.string(), text: z.string() })),
});
export type SubmissionView = z.infer<typeof SubmissionView>;

/** Writes a row and what was found beside it as REST shows them. */
export function viewSubmission(
  row: Submission,
  report: Report | null,
  pictures: readonly Picture[],
): SubmissionView {
  const { id, state, exercise, language, assignmentId } = row;
  return {
    id,
    state,
    exercise,
    language,
    assignmentId,
    submittedAt: row.submittedAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    report,
    pictures: pictures.map(({ run, name, text }) => ({
      run,
      name,
      url: `/api/v1/submissions/${id}/pictures/${name}`,
      text,
    })),
  };
}
