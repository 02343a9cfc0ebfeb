import { expect, test } from 'vitest';
import { keyringOf } from './keyring.js';

const [one, two] = [
  'the first secret of thirty-two characters',
  'the second secret of thirty-two characters',
];

test('what an older secret closed is opened, and closed anew with the newest', () => {
  const old = keyringOf([one], 'tests').close('whsec_a');
  const ring = keyringOf([two, one], 'tests');
  expect(ring.open(old)).toBe('whsec_a');
  expect(old.startsWith(ring.current)).toBe(false);
  const anew = ring.close('whsec_a');
  expect(anew.startsWith(ring.current)).toBe(true);
  expect(keyringOf([two], 'tests').open(anew)).toBe('whsec_a');
});

test('what no secret of the ring closed, and what was changed or never closed, is not opened', () => {
  const ring = keyringOf([two], 'tests');
  const sealed = ring.close('whsec_a');
  expect(sealed).not.toContain('whsec');
  for (const text of [
    keyringOf([one], 'tests').close('whsec_a'),
    `${sealed.slice(0, -2)}${sealed.endsWith('A') ? 'BB' : 'AA'}`,
    sealed.slice(0, ring.current.length),
    'whsec_a',
    '',
  ])
    expect(ring.open(text)).toBeNull();
});
