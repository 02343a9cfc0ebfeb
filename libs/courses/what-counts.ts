import type { CountedAttempt } from '#libs/contracts/assignment';
import { closesFor, dueFor, graceEnd, type Allowance, type Deadlines } from './own-times.js';

/** A graded hand-in: what was not graded or was cancelled is none. */
export interface Attempt {
  readonly id: string;
  readonly submittedAt: Date;
  readonly points: number;
  readonly maxPoints: number;
  readonly passed: boolean;
}

/** What an assignment says about attempts. */
export interface CountingRules extends Deadlines {
  readonly counted: CountedAttempt;
}

/** What somebody's attempts come to; the columns of `Score`. */
export interface Standing {
  /** Of full marks, 0 to 1; null without an attempt. */
  readonly fraction: number | null;
  readonly attempts: number;
  readonly lateAttempts: number;
  /** Attempts since the best points last rose. */
  readonly stalled: number;
  /** The one that counts; with `average` the best. */
  readonly submissionId: string | null;
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
  readonly passedAt: Date | null;
  /** From 1. */
  readonly passedAtAttempt: number | null;
}

const unitMs = { hour: 3_600_000, day: 86_400_000 } as const;

/**
 * Says what counts of somebody's attempts, in whatever order their reports came. An attempt that was taken and now lies after the
 * closing time, because somebody moved it, is worth nothing and is still an attempt. No extension makes anything worth less.
 */
export function whatCounts(
  attempts: readonly Attempt[],
  rules: CountingRules,
  allowance: Allowance | null,
): Standing {
  const inOrder = attempts.toSorted(
    (a, b) => a.submittedAt.getTime() - b.submittedAt.getTime() || (a.id < b.id ? -1 : 1),
  );
  const worth = inOrder.map((attempt) => worthOf(attempt, rules, allowance));
  const best = worth.indexOf(Math.max(...worth));
  const chosen = rules.counted === 'last' ? inOrder.length - 1 : best;
  const onTime = graceEnd(rules, allowance);
  const passed = inOrder.findIndex((attempt) => attempt.passed);
  return {
    fraction: rules.counted === 'average' ? mean(worth) : (worth[chosen] ?? null),
    attempts: inOrder.length,
    lateAttempts: inOrder.filter(({ submittedAt }) => submittedAt > onTime).length,
    stalled: stalledIn(inOrder.map(earned)),
    submissionId: inOrder[chosen]?.id ?? null,
    firstAt: inOrder.at(0)?.submittedAt ?? null,
    lastAt: inOrder.at(-1)?.submittedAt ?? null,
    passedAt: inOrder[passed]?.submittedAt ?? null,
    passedAtAttempt: passed === -1 ? null : passed + 1,
  };
}

/** What an attempt is worth of full marks, after what its lateness costs. */
function worthOf(attempt: Attempt, rules: CountingRules, allowance: Allowance | null): number {
  const closes = closesFor(rules, allowance);
  if (closes !== null && attempt.submittedAt > closes) return 0;
  return Math.max(0, earned(attempt) - lossOf(attempt.submittedAt, rules, allowance));
}

function lossOf(submittedAt: Date, rules: CountingRules, allowance: Allowance | null): number {
  const { latePolicy } = rules;
  if (latePolicy.kind !== 'deduct' || submittedAt <= graceEnd(rules, allowance)) return 0;
  const lateMs = submittedAt.getTime() - dueFor(rules, allowance).getTime();
  return Math.min(latePolicy.atMost, latePolicy.fraction * Math.ceil(lateMs / unitMs[latePolicy.per]));
}

/** Before lateness, 0 to 1. */
function earned({ points, maxPoints }: Attempt): number {
  return maxPoints > 0 ? Math.min(1, Math.max(0, points / maxPoints)) : 0;
}

function mean(worth: readonly number[]): number | null {
  if (worth.length === 0) return null;
  // A sum of parts may round above the largest of them.
  return Math.min(1, worth.reduce((sum, one) => sum + one, 0) / worth.length);
}

function stalledIn(earnings: readonly number[]): number {
  if (earnings.length === 0) return 0;
  return earnings.length - 1 - earnings.indexOf(Math.max(...earnings));
}
