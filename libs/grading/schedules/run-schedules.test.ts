import { expect, test } from 'vitest';
import type { RunEnd } from '#libs/sandbox/sandbox';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aRun } from '#libs/testing/a-run';
import { runSchedules } from './run-schedules.js';

/** Plays runs that end so; those whose number is in `wrong` are wrong. */
async function play(seeds: number, ends: readonly RunEnd[], wrong: readonly number[] = []) {
  const played: number[] = [];
  const answer = await runSchedules(
    { seeds, steps: 10 },
    {
      seed: 'seed',
      beside: 1,
      play: async ({ seed }) => {
        played.push(seed);
        return {
          ...aCaseRun(),
          run: aRun({ ended: ends[played.length - 1] ?? 'programs-ended' }),
          schedule: seed,
        };
      },
      isWrong: () => wrong.includes(played.length),
    },
  );
  return { answer, played };
}

test('each number has a seed of its own, the same ones each time', async () => {
  const { played } = await play(5, []);
  expect(new Set(played).size).toBe(5);
  expect((await play(5, [])).played).toEqual(played);
});

test('the first wrong run is the answer, and the last one played', async () => {
  const { answer, played } = await play(9, [], [3, 4]);
  expect(played.length).toBe(3);
  expect(answer.schedule).toBe(played[2]);
});

test('a run that does not end in time is not judged, and three of them end the search', async () => {
  const { answer, played } = await play(9, ['wall-time', 'cpu-time', 'wall-time'], [1, 2, 3]);
  expect(played.length).toBe(3);
  expect(answer.isUndecided).toBe(true);
});

test('a run that said something is kept when later ones say nothing', async () => {
  const { answer, played } = await play(4, ['programs-ended', 'wall-time', 'wall-time', 'wall-time']);
  expect(played.length).toBe(4);
  expect(answer).toMatchObject({ isUndecided: false, schedule: played[0] });
});
