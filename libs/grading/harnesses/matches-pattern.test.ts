import { expect, test } from 'vitest';
import { matchesPattern } from './matches-pattern.js';

test.each([
  ['ring.c', ['ring.*'], true],
  ['ring.cpp', ['ring.*'], true],
  ['ringxc', ['ring.c'], false],
  ['my/ring.c', ['ring.*', '*.c'], false],
  ['my/ring.c', ['*/ring.c'], true],
  ['a+(b).c', ['a+(b).c'], true],
])('%s is meant by %j: %s', (path, patterns, meant) => {
  expect(matchesPattern(path, patterns)).toBe(meant);
});
