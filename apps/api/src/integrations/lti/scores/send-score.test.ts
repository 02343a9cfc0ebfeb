import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { scoreOf, scoresUrlOf, waitAfter } from './send-score.js';

const now = new Date('2026-11-23T12:00:00.000Z');
const owed = { subject: 'u', fraction: 0.5, stampedAt: null };

test('no score is below nothing or above full marks, whatever counts here', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: -10, max: 10 }), (fraction) => {
      const { scoreGiven = -1, scoreMaximum = -1 } = scoreOf({ ...owed, fraction }, now).score;
      expect(scoreGiven).toBeGreaterThanOrEqual(0);
      expect(scoreGiven).toBeLessThanOrEqual(scoreMaximum);
    }),
  );
});

test('a score is later than the one before it, also when the clock was set back', () => {
  const before = new Date('2026-11-23T12:00:05.000Z');
  expect(scoreOf({ ...owed, stampedAt: before }, now).score.timestamp).toBe('2026-11-23T12:00:05.001Z');
  expect(scoreOf(owed, now).score.timestamp).toBe('2026-11-23T12:00:00.000Z');
});

test('scores go below the path of a line item, and its query stays behind', () => {
  expect(scoresUrlOf('https://p.example/mod/lti/1/lineitem?type_id=2')).toBe(
    'https://p.example/mod/lti/1/lineitem/scores?type_id=2',
  );
  expect(scoresUrlOf('https://p.example/line_items/7')).toBe('https://p.example/line_items/7/scores');
});

test('the waits double from five seconds to an hour', () => {
  expect([1, 2, 3, 9, 10, 11, 100].map((failures) => waitAfter(failures, 0))).toEqual([
    5000, 10_000, 20_000, 1_280_000, 2_560_000, 3_600_000, 3_600_000,
  ]);
  expect(waitAfter(1, 1)).toBe(6000);
});
