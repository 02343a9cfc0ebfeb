import { expect, test } from 'vitest';
import { Case } from './case.js';
import { findFileFault } from './find-file-fault.js';

function fault(some: object, ...conditions: readonly object[]): string | null {
  return findFileFault(Case.parse({ id: 'one', title: { en: 'one', zh: '一' }, ...some }), conditions);
}

const files = [{ path: 'log', text: '' }];
const steps = [{ do: 'look', id: 'calm' }];

test('looks and files that are there can be meant', () => {
  const conditions = [
    { kind: 'file', path: '/dev/mqueue/x', look: 'calm' },
    { kind: 'descriptors-kept', look: 'calm', than: 'calm' },
    { kind: 'stdout', equals: { joined: [{ file: '/box/log' }, { text: '' }] } },
    { kind: 'flow', path: '/etc/passwd' },
  ];
  expect(fault({ files, steps }, ...conditions)).toBeNull();
});

test.each([
  [
    { steps: [{ do: 'await-descriptors', since: 'calm', withinMs: 1 }] },
    {},
    'no step look with the id "calm"',
  ],
  [{ steps }, { kind: 'looked', look: 'clam' }, 'no step look with the id "clam"'],
  [{ steps }, { kind: 'file', path: 'x', sameAs: 'early' }, 'no step look with the id "early"'],
  [{ files: [...files, { path: '/box/log', fifo: true }] }, {}, 'places /box/log twice'],
  [{}, { kind: 'file', path: 'log', equals: { file: 'log' } }, 'the case places no such file'],
  [{}, { kind: 'file', path: '/etc/passwd' }, 'means the file /etc/passwd, which is not below /box/'],
  [{ files: [{ path: '/home/x', text: '' }] }, {}, 'means the file /home/x'],
])('%j with %j is refused with a sentence', (some, condition, sentence) => {
  expect(fault(some, condition)).toContain(sentence);
});
