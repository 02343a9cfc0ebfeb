import { expect, test } from 'vitest';
import { storable } from './storable.js';

test('NUL and half surrogate pairs are made visible wherever they are, and nothing else changes', () => {
  const before = { says: 'a\0b', runs: [{ out: '\ud800x\udc00' }], points: 85.5, none: null, pair: '😀' };
  expect(storable(before)).toEqual({
    says: 'a␀b',
    runs: [{ out: '\ufffdx\ufffd' }],
    points: 85.5,
    none: null,
    pair: '😀',
  });
});
