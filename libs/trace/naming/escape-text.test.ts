import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeText } from './escape-text.js';

test.each([
  ['plain text stays', 'hello', 'hello'],
  ['other scripts stay', 'Grüße 你好', 'Grüße 你好'],
  ['a line ends visibly', 'a\nb\t', 'a\\nb\\t'],
  ['a backslash is told from an escape', 'a\\n', 'a\\\\n'],
  ['text that turns a line around is shown by its bytes', '\u202e', '\\xe2\\x80\\xae'],
])('%s', (_fact, text, shown) => {
  expect(escapeText(new TextEncoder().encode(text))).toBe(shown);
});

test('bytes that are no text, and characters cut in two, are shown by their bytes', () => {
  expect(escapeText(Uint8Array.of(0, 255, 0xe4, 0xbd))).toBe('\\x00\\xff\\xe4\\xbd');
});

test('any bytes become one printable line', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(escapeText(bytes)).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    }),
  );
});
