import { expect, test } from 'vitest';
import { makeRow, median } from './make-row.mjs';

test('the median is the middle one, or between the two middle ones', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 100])).toBe(3);
  expect(median([7])).toBe(7);
});

test('a row is compared with its floor, and says whether the aim was reached', () => {
  const floor = makeRow({ what: 'floor', unit: 'ms', samples: [100, 90, 120] });
  const aim = { of: 'ratio', atMost: 2 };
  const row = makeRow({ what: 'graded', unit: 'ms', samples: [210, 190, 230], to: floor, aim });
  expect(row).toEqual({
    what: 'graded',
    unit: 'ms',
    median: 210,
    min: 190,
    max: 230,
    samples: 3,
    ratio: { to: 'floor', value: 2.1 },
    aim: { of: 'ratio', atMost: 2, reached: false },
  });
  const slow = makeRow({ what: 'rate', unit: '1/s', samples: [6], aim: { of: 'median', atLeast: 5 } });
  expect(slow.aim).toEqual({ of: 'median', atLeast: 5, reached: true });
});

test('a number that was not measured is no result', () => {
  expect(() => makeRow({ what: 'graded', unit: 'ms', samples: [] })).toThrow('"graded" was not measured');
  expect(() => makeRow({ what: 'graded', unit: 'ms', samples: [Number.NaN] })).toThrow('not measured');
});
