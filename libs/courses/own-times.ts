import type { LatePolicy } from '#libs/contracts/assignment';

/** The times of an assignment as everybody has them. */
export interface Deadlines {
  readonly dueAt: Date;
  readonly latePolicy: LatePolicy;
}

/** What somebody was granted beyond that; a due time before the assignment's own changes nothing. */
export interface Allowance {
  readonly dueAt: Date | null;
  readonly extraAttempts: number;
}

/** When it is due for somebody: an extension never takes time away. */
export function dueFor(
  deadlines: Pick<Deadlines, 'dueAt'>,
  allowance: Pick<Allowance, 'dueAt'> | null,
): Date {
  const { dueAt } = deadlines;
  const own = allowance?.dueAt ?? dueAt;
  return own > dueAt ? own : dueAt;
}

/** The last instant at which somebody's hand-in is taken; null when it never closes. */
export function closesFor(deadlines: Deadlines, allowance: Allowance | null): Date | null {
  const { latePolicy } = deadlines;
  const soonest = graceEnd(deadlines, allowance);
  if (latePolicy.kind === 'refuse') return soonest;
  if (latePolicy.closesAt === null) return null;
  const closes = new Date(latePolicy.closesAt);
  return closes > soonest ? closes : soonest;
}

/** Until when a hand-in of somebody's is not late. */
export function graceEnd(deadlines: Deadlines, allowance: Allowance | null): Date {
  const { latePolicy } = deadlines;
  const graceMinutes = latePolicy.kind === 'accept' ? 0 : latePolicy.graceMinutes;
  return new Date(dueFor(deadlines, allowance).getTime() + graceMinutes * 60_000);
}
