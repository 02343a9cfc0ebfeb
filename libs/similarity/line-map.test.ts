import { expect, test } from 'vitest';
import { LineMap } from './line-map.js';

const map = new LineMap([
  { path: 'a.c', content: 'one\ntwo\nthree' },
  { path: 'b.c', content: 'four\n' },
  { path: 'c.c', content: 'six' },
]);

test('rows of a whole program are lines of its files', () => {
  expect(map.linesOf({ startRow: 0, endRow: 2 })).toEqual({ path: 'a.c', fromLine: 1, toLine: 3 });
  expect(map.linesOf({ startRow: 3, endRow: 3 })).toEqual({ path: 'b.c', fromLine: 1, toLine: 1 });
  expect(map.linesOf({ startRow: 5, endRow: 5 })).toEqual({ path: 'c.c', fromLine: 1, toLine: 1 });
  expect([0, 1, 2].map((place) => map.firstRowOf(place))).toEqual([0, 3, 5]);
});

test('of rows that go beyond the end of a file the part within it is told', () => {
  expect(map.linesOf({ startRow: 1, endRow: 4 })).toEqual({ path: 'a.c', fromLine: 2, toLine: 3 });
});
