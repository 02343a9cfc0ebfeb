import { expect, test } from 'vitest';
import type { Mishap } from '#libs/trace/history';
import { sayPurpose } from './purpose.js';

const mishap = (fault: number): Mishap => ({
  fault,
  process: 'p1',
  thread: null,
  call: 'read',
  number: 1,
  waitMs: 0,
  atMs: 1,
  says: { en: `On purpose: ${fault}.`, zh: `有意为之：${fault}。` },
});

test('a run in which nothing went wrong on purpose says nothing', () => {
  expect(sayPurpose([])).toBeNull();
});

test('what was done often is told once, with its number', () => {
  expect(sayPurpose([mishap(0), mishap(1), mishap(0)])).toEqual({
    en: 'On purpose: 0. That was done 2 times in all. On purpose: 1.',
    zh: '有意为之：0。这样一共做了 2 次。有意为之：1。',
  });
});

test('of many kinds the first three are told', () => {
  expect(sayPurpose([0, 1, 2, 3].map(mishap))?.en).toBe(
    'On purpose: 0. On purpose: 1. On purpose: 2. 1 more kind of bad luck came on purpose.',
  );
});
