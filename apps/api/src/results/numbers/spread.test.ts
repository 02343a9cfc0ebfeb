import { array, assert, integer, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import { spreadOf, tenthsOf } from './spread.js';

test('the quartiles of a class of four lie between its people', () => {
  const class4 = [0, 0.5, 0.5, 1].map((value) => ({ value, count: 1 }));
  expect(spreadOf(class4)).toEqual({
    people: 4,
    mean: 0.5,
    lowerQuartile: 0.375,
    median: 0.5,
    upperQuartile: 0.625,
  });
});

test('nobody has no median', () => {
  expect(spreadOf([])).toEqual({
    people: 0,
    mean: null,
    lowerQuartile: null,
    median: null,
    upperQuartile: null,
  });
});

test('counting people by value, in any order, describes the same as listing them', () => {
  const counted = array(record({ value: integer({ min: 0, max: 20 }), count: integer({ min: 1, max: 5 }) }));
  assert(
    property(counted, (values) => {
      const listed = values.flatMap(({ value, count }) =>
        Array.from({ length: count }, () => ({ value, count: 1 })),
      );
      expect(spreadOf(values)).toEqual(spreadOf(listed));
    }),
  );
});

test('full marks are in the last tenth, and nobody is in none', () => {
  const values = [
    { value: 0, count: 2 },
    { value: 0.3, count: 3 },
    { value: 0.99, count: 1 },
    { value: 1, count: 4 },
  ];
  expect(tenthsOf(values)).toEqual([2, 0, 0, 3, 0, 0, 0, 0, 0, 5]);
});
