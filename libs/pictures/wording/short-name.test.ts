import { expect, test } from 'vitest';
import { shortName } from './short-name.js';

const fit = { maxPx: 80, sizePx: 13, face: 'sans' } as const;
const plain = { outside: null };

test.each([
  ['pipe 1', 'pipe 1'],
  ['/var/lib/somewhere/far/data', 'data'],
  ['127.0.0.1:7391', '…:7391'],
  ['[::ffff:10.0.0.1]:80 #2', '…:80 #2'],
])('%s is %s where there is little room', (name, shown) => {
  expect(shortName(name, plain, fit)).toBe(shown);
});

test('what the harness gave is called by its short name', () => {
  expect(shortName('standard output of ./collect', { outside: 'stdout' }, fit)).toBe('stdout');
});
