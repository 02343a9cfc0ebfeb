import type { OwedScore } from '#libs/database/lti-scores.store';
import { fullMarks } from '../choose/deep-links.js';

/** A score as platforms take it, see AGS 2.0, "3.4 Score publish service". */
export interface Score {
  readonly userId: string;
  readonly timestamp: string;
  readonly activityProgress: 'Completed' | 'Initialized';
  readonly gradingProgress: 'FullyGraded' | 'NotReady';
  readonly scoreGiven?: number;
  readonly scoreMaximum?: number;
}

/** Writes what somebody is owed: never above full marks, and never as old as what was sent before. Without points it takes back. */
export function scoreOf(
  owed: Pick<OwedScore, 'subject' | 'fraction' | 'stampedAt'>,
  now: Date,
): { score: Score; stampedAt: Date } {
  const after = owed.stampedAt === null ? 0 : owed.stampedAt.getTime() + 1;
  const stampedAt = new Date(Math.max(now.getTime(), after));
  const head = { userId: owed.subject, timestamp: stampedAt.toISOString() };
  if (owed.fraction === null)
    return { score: { ...head, activityProgress: 'Initialized', gradingProgress: 'NotReady' }, stampedAt };
  const fraction = Math.min(1, Math.max(0, owed.fraction));
  // Two digits are more than any gradebook shows.
  const scoreGiven = Math.round(fraction * fullMarks * 100) / 100;
  return {
    score: {
      ...head,
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
      scoreGiven,
      scoreMaximum: fullMarks,
    },
    stampedAt,
  };
}

/** Where the scores of a line item go: `/scores` belongs to the path, and some platforms' addresses have a query behind it. */
export function scoresUrlOf(lineItemUrl: string): string {
  const url = new URL(lineItemUrl);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/scores`;
  return url.href;
}

/** Tries after which only a person tries again. */
export const triesMax = 12;

/** How long to wait after the n-th failure, in milliseconds: doubling from five seconds to an hour, with up to a fifth of chance. */
export function waitAfter(failures: number, chance: number): number {
  const doubled = 5000 * 2 ** Math.min(failures - 1, 20);
  return Math.round(Math.min(doubled, 60 * 60_000) * (1 + chance / 5));
}
