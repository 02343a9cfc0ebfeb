import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MostAlike } from './most-alike.js';

const pair = (similarity: number) => ({ left: 0, right: 1, similarity, overlap: 2 });

test('the most similar are kept, and it is said what the others are not above', () => {
  const alike = new MostAlike(2);
  for (const similarity of [0.2, 0.9, 0.5, 0.7, 0.1]) alike.add(pair(similarity));
  expect(alike.kept.map(({ similarity }) => similarity)).toEqual([0.9, 0.7]);
  expect(alike.leftOut).toEqual({ pairsLeftOut: 3, leftOutBelow: 0.5 });
});

test('where there is room for all, none is left out', () => {
  const alike = new MostAlike(3);
  alike.add(pair(0.4));
  expect(alike.kept).toHaveLength(1);
  expect(alike.leftOut).toEqual({ pairsLeftOut: 0, leftOutBelow: null });
});

test('what is kept is what sorting everything would keep, however many there are', () => {
  fc.assert(
    fc.property(
      fc.array(fc.float({ min: 0, max: 1, noNaN: true })),
      fc.integer({ min: 1, max: 9 }),
      (all, most) => {
        const alike = new MostAlike(most);
        for (const similarity of all) alike.add(pair(similarity));
        const sorted = all.toSorted((one, other) => other - one);
        expect(alike.kept.map(({ similarity }) => similarity)).toEqual(sorted.slice(0, most));
        expect(alike.leftOut).toEqual({
          pairsLeftOut: Math.max(0, all.length - most),
          leftOutBelow: sorted[most] ?? null,
        });
      },
    ),
  );
});
