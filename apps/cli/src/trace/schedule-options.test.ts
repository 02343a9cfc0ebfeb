import { expect, test } from 'vitest';
import { scheduleSearchOf } from './schedule-options.js';

test('one seed is one run, and a count goes on from it', () => {
  expect(scheduleSearchOf({})).toBeNull();
  expect(scheduleSearchOf({ schedule: '7' })).toEqual({ seeds: [7], steps: 300_000 });
  expect(scheduleSearchOf({ schedules: '3', scheduleSteps: '10' })).toEqual({ seeds: [1, 2, 3], steps: 10 });
  expect(scheduleSearchOf({ schedule: '40', schedules: '2' })?.seeds).toEqual([40, 41]);
});

test.each([
  [{ schedule: 'x' }, '--schedule takes a whole number'],
  [{ schedule: '-1' }, '--schedule takes a whole number'],
  [{ schedule: '1.5' }, '--schedule takes a whole number'],
  [{ schedules: '0' }, '--schedules takes a whole number from 1'],
  [{ schedules: '10001' }, 'to 10000, not "10001"'],
  [{ schedule: '1', scheduleSteps: '5000001' }, '--schedule-steps takes a whole number'],
  [{ schedule: `${Number.MAX_SAFE_INTEGER}`, schedules: '2' }, 'it is too large'],
])('%j is refused with a sentence', (options, sentence) => {
  expect(() => scheduleSearchOf(options)).toThrow(sentence);
});
