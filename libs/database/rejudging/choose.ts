import type { RejudgeChoice } from '#libs/contracts/rejudging';
import type { Prisma } from '../generated/client.js';

/** The submissions of a course that a choice means; those that still wait for their first report, or were cancelled, are none. */
export function chosenSubmissions(courseId: string, choice: RejudgeChoice): Prisma.SubmissionWhereInput {
  const { assignmentIds, personIds, from, to } = choice;
  return {
    state: { in: ['GRADED', 'NOT_GRADED'] },
    // Of somebody who was erased the points stay and the files are gone.
    NOT: { files: { equals: [] } },
    assignment: { courseId, ...(assignmentIds === null ? {} : { id: { in: assignmentIds } }) },
    ...(personIds === null ? {} : { personId: { in: personIds } }),
    ...(from === null && to === null
      ? {}
      : { submittedAt: { ...(from === null ? {} : { gte: from }), ...(to === null ? {} : { lte: to }) } }),
    AND: reportConditions(choice),
  };
}

function reportConditions(choice: RejudgeChoice): Prisma.SubmissionWhereInput[] {
  const { outcomes, passed, failedCheck, exerciseHash } = choice;
  return [
    ...(outcomes === null ? [] : [{ OR: outcomes.flatMap(outcomeIs) }]),
    ...(passed === null ? [] : [{ report: { is: { passed } } }]),
    ...(failedCheck === null ? [] : [{ report: { is: { failedChecks: { has: failedCheck } } } }]),
    ...(exerciseHash === null
      ? []
      : [{ report: { is: { body: { path: ['exerciseHash'], equals: exerciseHash } } } }]),
  ];
}

// What was given up has no report at all.
function outcomeIs(outcome: string): Prisma.SubmissionWhereInput[] {
  const reported = { report: { is: { outcome } } };
  return outcome === 'not-graded' ? [reported, { state: 'NOT_GRADED' as const }] : [reported];
}
