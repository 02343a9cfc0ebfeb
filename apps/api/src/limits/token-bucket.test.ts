import { expect, test } from 'vitest';
import { TokenBucket } from './token-bucket.js';

test('a key goes through as often as a minute allows, then waits, and is let through again in time', () => {
  let nowMs = 0;
  const bucket = new TokenBucket(3, () => nowMs);
  expect([1, 2, 3, 4].map(() => bucket.take('a'))).toEqual([true, true, true, false]);
  nowMs = 20_000;
  expect([bucket.take('a'), bucket.take('a')]).toEqual([true, false]);
});

test('one key does not use up the share of another', () => {
  const bucket = new TokenBucket(1, () => 0);
  expect([bucket.take('a'), bucket.take('b'), bucket.take('a')]).toEqual([true, true, false]);
});

test('a flood of keys does not fill the memory', () => {
  const bucket = new TokenBucket(1, () => 0);
  bucket.take('first');
  for (let key = 0; key < 25_000; key += 1) bucket.take(String(key));
  expect(bucket.take('first')).toBe(true);
  expect(bucket.take('24999')).toBe(false);
});
