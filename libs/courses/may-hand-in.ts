import { Refusal } from '#libs/contracts/refusal';
import { sayTime } from './local-time.js';
import { closesFor, type Allowance, type Deadlines } from './own-times.js';

/** What an assignment says about who may hand in when. */
export interface HandInRules extends Deadlines {
  readonly attemptsMax: number | null;
  readonly cooldownSeconds: number;
  readonly archivedAt: Date | null;
  readonly courseArchivedAt: Date | null;
  /** Of the course, for sentences. */
  readonly timeZone: string;
}

/** Hand-ins that cost an attempt: graded ones, and those that wait to be. */
export interface AttemptsSoFar {
  readonly attempts: number;
  readonly lastAt: Date | null;
}

/** How somebody stands towards their next hand-in. */
export interface NextHandIn {
  /** Null without a limit. */
  readonly attemptsLeft: number | null;
  /** The end of the pause after the last one; null when there is none under way. */
  readonly nextAttemptAt: Date | null;
  /** Why nothing can be handed in now; null when something can. */
  readonly refusal: Refusal | null;
}

/** Says whether somebody may hand in `now`, and what is left to them. */
export function nextHandIn(
  rules: HandInRules,
  own: { readonly allowance: Allowance | null; readonly soFar: AttemptsSoFar },
  now: Date,
): NextHandIn {
  const { attemptsMax, cooldownSeconds, timeZone } = rules;
  const { allowance, soFar } = own;
  const allowed = attemptsMax === null ? null : attemptsMax + (allowance?.extraAttempts ?? 0);
  const attemptsLeft = allowed === null ? null : Math.max(0, allowed - soFar.attempts);
  // Of hand-ins at once the later one may be taken first; where no pause is asked for, that is none of the other's business.
  const pauses = soFar.lastAt !== null && cooldownSeconds > 0;
  const pauseEnd = pauses ? new Date(soFar.lastAt.getTime() + cooldownSeconds * 1000) : now;
  const nextAttemptAt = pauseEnd > now ? pauseEnd : null;
  const closes = closesFor(rules, allowance);
  const refuse = (code: Refusal['code'], says: string): NextHandIn => ({
    attemptsLeft,
    nextAttemptAt,
    refusal: new Refusal(code, says),
  });
  if (rules.archivedAt !== null || rules.courseArchivedAt !== null)
    return refuse('ASSIGNMENT_CLOSED', 'This assignment is archived; nothing can be handed in any more.');
  if (closes !== null && now > closes)
    return refuse('ASSIGNMENT_CLOSED', `This assignment closed on ${sayTime(closes, timeZone)}.`);
  if (attemptsLeft === 0)
    return refuse('NO_ATTEMPTS_LEFT', `All ${allowed} attempts at this assignment are used up.`);
  if (nextAttemptAt !== null)
    return refuse('TOO_SOON', `Wait before the next attempt: until ${sayTime(nextAttemptAt, timeZone)}.`);
  return { attemptsLeft, nextAttemptAt, refusal: null };
}
