import { expect, test } from 'vitest';
import { splitCommand } from './split-command.js';

test('words are split at spaces, and quotes keep theirs', () => {
  expect(splitCommand(`./server  --name 'a b' "c \\"d\\"" e\\ f`)).toEqual([
    './server',
    '--name',
    'a b',
    'c "d"',
    'e f',
  ]);
});

test('an empty word can be given in quotes', () => {
  expect(splitCommand(`printf ''`)).toEqual(['printf', '']);
});

test('a quote that is never closed is refused', () => {
  expect(() => splitCommand(`echo 'a`)).toThrow(/never closed/);
});

test('a command without a word is refused', () => {
  expect(() => splitCommand('  ')).toThrow(/needs a command/);
});
