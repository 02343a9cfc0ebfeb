import { expect, test } from 'vitest';
import { aCaseRun } from '#libs/testing/a-case-run';
import { playUntilWrong } from './play-until-wrong.js';

async function play(times: number, wrong: readonly number[], beside = 1) {
  const played: number[] = [];
  const answer = await playUntilWrong({
    times,
    beside,
    play: async (number) => {
      played.push(number);
      return { ...aCaseRun(), time: { number, of: times } };
    },
    isWrong: ({ time }) => wrong.includes(time?.number ?? 0),
    saysNothing: () => false,
  });
  return { played, answered: answer.time?.number };
}

test('a case is played until it goes wrong, and that run is the answer', async () => {
  expect(await play(9, [3, 5])).toEqual({ played: [1, 2, 3], answered: 3 });
});

test('a case that never goes wrong is played to the end', async () => {
  expect(await play(3, [])).toEqual({ played: [1, 2, 3], answered: 3 });
});

test('how many are played at the same time changes nothing but what is played in vain', async () => {
  expect(await play(9, [3, 4], 2)).toEqual({ played: [1, 2, 3, 4], answered: 3 });
  expect(await play(3, [], 2)).toEqual({ played: [1, 2, 3], answered: 3 });
});
