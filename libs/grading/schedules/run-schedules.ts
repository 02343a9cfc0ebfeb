import type { Schedule } from '#libs/contracts/schedule';
import { seededBytes } from '../runs/seeded-data.js';
import type { CaseRun } from '../runs/case-run.js';
import { playUntilWrong } from '../runs/play-until-wrong.js';

/** How a case is played under schedules: with so many seeds at most, each for so many instructions and calls. */
export interface Schedules {
  readonly seeds: number;
  readonly steps: number;
}

/** What a search needs: the seed that all others come from, how to play a schedule, and how to tell that a run is wrong. */
export interface Search {
  readonly seed: string;
  /** So many schedules are played at the same time. */
  readonly beside: number;
  readonly play: (schedule: Schedule) => Promise<CaseRun>;
  readonly isWrong: (run: CaseRun) => boolean;
}

/**
 * Plays a case with one seed after the other and answers the first run that is wrong, or else the last one that says anything.
 * A run that does not end in time while it goes instruction by instruction says nothing. After three such runs the search is over; when no
 * run said anything, the last one is answered as `isUndecided`.
 */
export function runSchedules(
  { seeds, steps }: Schedules,
  { seed, beside, play, isWrong }: Search,
): Promise<CaseRun> {
  return playUntilWrong({
    times: seeds,
    beside,
    play: (number) => play({ seed: seedOf(seed, number), steps }),
    isWrong,
    saysNothing,
  });
}

function saysNothing({ run: { ended } }: CaseRun): boolean {
  return ended === 'wall-time' || ended === 'cpu-time';
}

/** Each number of a search has a seed of its own, and the same one in each grading with the same seed. */
function seedOf(seed: string, number: number): number {
  return Buffer.from(seededBytes(`${seed} schedule ${number}`, 6)).readUIntBE(0, 6);
}
