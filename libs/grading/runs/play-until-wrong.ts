import type { CaseRun } from './case-run.js';

/** After so many runs that say nothing no other is likely to. */
const undecidedMax = 3;

/** A case that is played several times: how often at most, how it is played for the n-th time, and what to think of a run. */
export interface Plays {
  readonly times: number;
  /** So many are played at the same time. */
  readonly beside: number;
  /** Counted from 1. */
  readonly play: (number: number) => Promise<CaseRun>;
  readonly isWrong: (run: CaseRun) => boolean;
  readonly saysNothing: (run: CaseRun) => boolean;
}

/**
 * Plays a case again and again and answers the first run that is wrong, or else the last one that says anything. After three runs that
 * say nothing it is over; when no run said anything, the last one is answered as `isUndecided`. The answer does not depend on `beside`:
 * runs are judged in the order of their numbers, and what was played beyond the answer is forgotten.
 */
export async function playUntilWrong(plays: Plays): Promise<CaseRun> {
  const { isWrong, saysNothing } = plays;
  let last: CaseRun | null = null;
  let undecided = 0;
  for await (const run of inOrder(plays)) {
    const isUndecided = saysNothing(run);
    if (last === null || last.isUndecided === true || !isUndecided) last = { ...run, isUndecided };
    if (isUndecided) undecided += 1;
    else if (isWrong(run)) break;
    if (undecided === undecidedMax) break;
  }
  if (last === null) throw new Error('A case is to be played not even once.');
  return last;
}

async function* inOrder({ times, beside, play }: Plays): AsyncGenerator<CaseRun> {
  for (let first = 1; first <= times; first += beside) {
    const numbers = Array.from({ length: Math.min(beside, times - first + 1) }, (_, index) => first + index);
    yield* await Promise.all(numbers.map(play));
  }
}
