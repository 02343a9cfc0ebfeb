import { Refusal } from '#libs/contracts/refusal';
import { nextHandIn } from '#libs/courses/may-hand-in';
import { closesFor, dueFor } from '#libs/courses/own-times';
import type { Assignment } from '#libs/database/assignments.store';
import type { OwnWork } from '#libs/database/own-work.store';
import type { Score } from '#libs/database/scores.store';
import type { AssignmentViewerModel, ViewerScoreModel } from './viewer.model.js';

/** Says where somebody stands; `isHiding` while they may not see all checks, whose sum the score would tell. */
export function showViewer(
  assignment: Assignment,
  work: OwnWork,
  { isHiding, now }: { readonly isHiding: boolean; readonly now: Date },
): AssignmentViewerModel {
  const { allowance, score } = work;
  const next = nextHandIn(assignment, work, now);
  const dueAt = dueFor(assignment, allowance);
  const refusal = assignment.groupHandIns && work.groupId === null ? inNoGroup() : next.refusal;
  return {
    score: score === null || isHiding ? null : showScore(score),
    scoreShownAt: isHiding ? dueAt : null,
    attemptsLeft: next.attemptsLeft,
    nextAttemptAt: next.nextAttemptAt,
    dueAt,
    closesAt: closesFor(assignment, allowance),
    canSubmit: refusal === null,
    why: refusal?.message ?? null,
  };
}

/** What somebody is told who is in no group where groups hand in. */
export function inNoGroup(): Refusal {
  return new Refusal(
    'NOT_IN_A_GROUP',
    'This assignment is handed in by groups, and you are in none: ask your instructor.',
  );
}

function showScore(score: Score): ViewerScoreModel {
  const { counts, fraction, adjusted, adjustedReason, attempts, lateAttempts, passedAt } = score;
  return {
    counts,
    fraction,
    isAdjusted: adjusted !== null,
    adjustedReason,
    attempts,
    lateAttempts,
    passedAt,
  };
}
