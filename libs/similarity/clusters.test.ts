import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusters, type Link } from './clusters.js';

const link = (leftId: string, rightId: string, similarity = 0.8): Link => ({ leftId, rightId, similarity });

test('who is connected through others is in one cluster, the largest first', () => {
  const found = clusters([link('a', 'b', 0.9), link('x', 'y', 1), link('c', 'b', 0.75)]);
  expect(found).toEqual([
    { memberIds: ['a', 'b', 'c'], links: 2, leastSimilarity: 0.75, mostSimilarity: 0.9 },
    { memberIds: ['x', 'y'], links: 1, leastSimilarity: 1, mostSimilarity: 1 },
  ]);
});

test('two clusters that a later link connects become one', () => {
  const [only, ...others] = clusters([link('a', 'b'), link('c', 'd'), link('d', 'e'), link('a', 'e')]);
  expect(others).toEqual([]);
  expect(only?.memberIds.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(only?.links).toBe(4);
});

test('without links there is no cluster', () => {
  expect(clusters([])).toEqual([]);
});

const anyLink = fc
  .tuple(fc.nat(20), fc.nat(20))
  .filter(([left, right]) => left !== right)
  .map(([left, right]) => link(`p${left}`, `p${right}`));

test('everybody with a link is in exactly one cluster, and every link within it', () => {
  fc.assert(
    fc.property(fc.array(anyLink), (links) => {
      const found = clusters(links);
      const members = found.flatMap(({ memberIds }) => memberIds);
      expect(new Set(members).size).toBe(members.length);
      expect(new Set(members)).toEqual(new Set(links.flatMap(({ leftId, rightId }) => [leftId, rightId])));
      expect(found.reduce((sum, cluster) => sum + cluster.links, 0)).toBe(links.length);
      for (const { leftId, rightId } of links)
        expect(found.some(({ memberIds }) => memberIds.includes(leftId) && memberIds.includes(rightId))).toBe(
          true,
        );
    }),
  );
});
