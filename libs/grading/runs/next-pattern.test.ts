import { expect, test } from 'vitest';
import { nextPattern } from './next-pattern.js';

test('a text means itself, whatever characters it has', () => {
  const pattern = nextPattern('[1] Stopped cat | wc\nmsh> ', 'word');
  expect(pattern.test('[1] Stopped cat | wc\nmsh> ')).toBe(true);
  expect(pattern.test('1 Stopped cat ')).toBe(false);
});

test('numbers and the word of the run are filled in', () => {
  expect(nextPattern('[2] {{number}}\n{{token}}', 'word').exec('[2] 4711\nword')?.[0]).toBe('[2] 4711\nword');
  expect(nextPattern('[2] {{number}}\n', 'word').test('[2] x\n')).toBe(false);
});
