import type { Schedule } from '#libs/contracts/schedule';
import { seededBytes } from '../runs/seeded-data.js';
import type { CaseRun } from '../runs/case-run.js';

/** How a case is played under schedules: with so many seeds at most, each for so many instructions and calls. */
export interface Schedules {
  readonly seeds: number;
  readonly steps: number;
}

/** After so many runs that say nothing no other is likely to. */
const undecidedMax = 3;

/** What a search needs: the seed that all others come from, how to play a schedule, and how to tell that a run is wrong. */
export interface Search {
  readonly seed: string;
  readonly play: (schedule: Schedule) => Promise<CaseRun>;
  readonly isWrong: (run: CaseRun) => boolean;
}

/**
 * Plays a case with one seed after the other and answers the first run that is wrong, or else the last one that says anything.
 * A run that does not end in time while it goes instruction by instruction says nothing. After three such runs the search is over; when no
 * run said anything, the last one is answered as `isUndecided`.
 */
export async function runSchedules({ seeds, steps }: Schedules, search: Search): Promise<CaseRun> {
  let last: CaseRun | null = null;
  let undecided = 0;
  for (let number = 1; number <= seeds; number += 1) {
    const run = await search.play({ seed: seedOf(search.seed, number), steps });
    const isUndecided = saysNothing(run);
    if (last === null || last.isUndecided === true || !isUndecided) last = { ...run, isUndecided };
    if (isUndecided) undecided += 1;
    else if (search.isWrong(run)) break;
    if (undecided === undecidedMax) break;
  }
  if (last === null) throw new Error('A case is to be played with no seed at all.');
  return last;
}

function saysNothing({ run: { ended } }: CaseRun): boolean {
  return ended === 'wall-time' || ended === 'cpu-time';
}

/** Each number of a search has a seed of its own, and the same one in each grading with the same seed. */
function seedOf(seed: string, number: number): number {
  return Buffer.from(seededBytes(`${seed} schedule ${number}`, 6)).readUIntBE(0, 6);
}
