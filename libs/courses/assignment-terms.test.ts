import { expect, test } from 'vitest';
import { readTerms, type SaidTerms } from './assignment-terms.js';

const said: SaidTerms = {
  title: ' Pipes ',
  weight: 2,
  releaseAt: '2027-03-01T08:00',
  dueAt: '2027-03-08T18:00',
  latePolicy: { kind: 'accept', closesAt: '2027-03-10T18:00' },
  attemptsMax: null,
  cooldownSeconds: 0,
  counted: 'best',
  hiddenGroups: ['hygiene', 'evidence', 'hygiene'],
  groupHandIns: false,
};

test('times without an offset are those of the course, also the closing time', () => {
  expect(readTerms(said, 'Asia/Shanghai')).toMatchObject({
    title: 'Pipes',
    releaseAt: new Date('2027-03-01T00:00:00Z'),
    dueAt: new Date('2027-03-08T10:00:00Z'),
    latePolicy: { kind: 'accept', closesAt: '2027-03-10T10:00:00.000Z' },
    hiddenGroups: ['evidence', 'hygiene'],
  });
});

test.each<[string, Partial<SaidTerms>, RegExp]>([
  [
    'due before its release',
    { dueAt: '2027-02-01T18:00' },
    /^It would be due on 1 February 2027, 18:00 \(Europe\/Zurich\), before its release on 1 March 2027, 08:00/,
  ],
  [
    'closing before it is due',
    { latePolicy: { kind: 'accept', closesAt: '2027-03-05T18:00' } },
    /^It would close on 5 March 2027, 18:00/,
  ],
  ['a negative weight', { weight: -1 }, /a weight is not negative/],
  ['a weight that is no number', { weight: Number.NaN }, /weight/],
  ['no attempt', { attemptsMax: 0 }, /at least one attempt is needed/],
  ['half an attempt', { attemptsMax: 1.5 }, /attemptsMax/],
  ['a negative pause', { cooldownSeconds: -5 }, /a pause is not negative/],
  ['no title', { title: '  ' }, /an assignment needs a title/],
  ['a title of two lines', { title: 'a\nb' }, /a title is one line/],
  [
    'a deduction of more than everything',
    { latePolicy: { kind: 'deduct', fraction: 1.5, per: 'day', atMost: 1, graceMinutes: 0, closesAt: null } },
    /fraction/,
  ],
  ['a negative grace', { latePolicy: { kind: 'refuse', graceMinutes: -1 } }, /graceMinutes/],
  ['a policy that there is not', { latePolicy: { kind: 'forgive' } }, /kind/],
  [
    'a closing time that is none',
    { latePolicy: { kind: 'accept', closesAt: 'never' } },
    /^closesAt is no time/,
  ],
])('%s is refused in words', (_, parts, says) => {
  expect(() => readTerms({ ...said, ...parts }, 'Europe/Zurich')).toThrow(says);
});
