import { expect, test } from 'vitest';
import type { Run } from '#libs/sandbox/sandbox';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import { searchSchedules } from './search-schedules.js';

const fine = aRun({ programs: [aProgramResult({ end: { kind: 'exited', code: 0 } })] });
const late = aRun({ ended: 'wall-time' });

/** Plays these runs, and tells with which seeds. */
async function search(...runs: readonly Run[]) {
  const played: number[] = [];
  const seeds = runs.map((_, index) => index + 5);
  const { run, says } = await searchSchedules({ seeds, steps: 10 }, async ({ seed }) => {
    played.push(seed);
    return runs[seed - 5] ?? fine;
  });
  return { run, says, played };
}

test.each([
  [aRun({ ended: 'deadlock' }), 'a deadlock'],
  [aRun({ ended: 'livelock' }), 'round in circles'],
  [
    aRun({ programs: [aProgramResult({ name: 'a', end: { kind: 'exited', code: 3 } })] }),
    'a ended with status 3',
  ],
  [
    aRun({ programs: [aProgramResult({ name: 'a', end: { kind: 'killed', signal: 11 } })] }),
    'killed by signal 11',
  ],
])('the first run that goes wrong ends the search, and is told with its seed', async (wrong, why) => {
  const { run, says, played } = await search(fine, wrong, fine);
  expect(played).toEqual([5, 6]);
  expect(run).toBe(wrong);
  expect(says).toContain(why);
  expect(says).toContain('seed 6, number 2 of 3');
  expect(says).toMatch(/--schedule 6$/);
});

test('runs that do not end in time are counted and accuse nobody', async () => {
  const { run, says, played } = await search(late, fine);
  expect(played).toEqual([5, 6]);
  expect(run).toBe(fine);
  expect(says).toBe(
    'Nothing went wrong with 1 of 2 seeds. With 1 the programs were stopped before they ended, which says nothing.',
  );
});

test('Ctrl-C ends the search', async () => {
  const { played, says } = await search(fine, aRun({ ended: 'interrupted' }), fine);
  expect(played).toEqual([5, 6]);
  expect(says).toBe('Nothing went wrong with 1 of 3 seeds.');
});
