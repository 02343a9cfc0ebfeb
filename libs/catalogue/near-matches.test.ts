import { expect, test } from 'vitest';
import { nearMatches } from './near-matches.js';

test.each([
  ['pyton3', ['perl', 'python', 'python3'], ['python3', 'python']],
  ['grpe', ['grep', 'gzip'], ['grep']],
  ['coprocess', ['pipe/03-coprocess', 'pipe/02-pipeline'], ['pipe/03-coprocess']],
  ['ls', ['la', 'ps'], []],
  ['something', ['else'], []],
  ['', ['else'], []],
])('%j among %j may have meant %j', (typed, known, near) => {
  expect(nearMatches(typed, known)).toEqual(near);
});
