import { expect, test } from 'vitest';
import { printable } from './printable.js';

test('an escape sequence in what a program printed does not reach the terminal', () => {
  expect(printable('\u001b[2Jpassed\u0007\r')).toBe('\\x1b[2Jpassed\\x07\\x0d');
});

test('text, newlines and tabs stay as they are', () => {
  expect(printable('a\tb\n管道 é')).toBe('a\tb\n管道 é');
});
