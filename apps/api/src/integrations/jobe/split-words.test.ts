import { expect, test } from 'vitest';
import { splitWords } from './split-words.js';

test.each([
  ['-x c', ['-x', 'c']],
  ['  -Wall   -Werror ', ['-Wall', '-Werror']],
  ['-c "print(\\"Blah\\")"', ['-c', 'print("Blah")']],
  [`-DNAME='"a b"'`, ['-DNAME="a b"']],
  ['a\\ b', ['a b']],
  ['', []],
  ['""', ['']],
])('%j is cut where a shell would', (text, words) => {
  expect(splitWords(text)).toEqual(words);
});

test.each(['1; id', '$(id)', '`id`', '| cat', '> /tmp/x', '$HOME', '*'])(
  '%j is letters and no command',
  (text) => {
    expect(splitWords(text).join(' ')).toBe(text);
  },
);

test.each(["'open", '"open', 'open\\'])('%j is refused', (text) => {
  expect(() => splitWords(text)).toThrow('stays open');
});
