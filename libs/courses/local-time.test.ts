import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTime, sayTime } from './local-time.js';

test.each([
  ['in winter', '2027-02-01T18:00 of Europe/Zurich', '2027-02-01T17:00:00.000Z'],
  ['in summer', '2027-07-01 18:00 of Europe/Zurich', '2027-07-01T16:00:00.000Z'],
  [
    'with an offset, which the time zone does not change',
    '2027-07-01T18:00-05:00 of Europe/Zurich',
    '2027-07-01T23:00:00.000Z',
  ],
  ['in UTC', '2027-07-01T18:00:30Z of Asia/Shanghai', '2027-07-01T18:00:30.000Z'],
  ['in half hours', '2027-07-01T18:00 of Asia/Kolkata', '2027-07-01T12:30:00.000Z'],
  [
    'that clocks leave out, by the offset before',
    '2027-03-28T02:30 of Europe/Zurich',
    '2027-03-28T01:30:00.000Z',
  ],
  ['that clocks show twice, the first', '2027-10-31T02:30 of Europe/Zurich', '2027-10-31T00:30:00.000Z'],
  ['right after that', '2027-10-31T03:00 of Europe/Zurich', '2027-10-31T02:00:00.000Z'],
  ['twice, west of Greenwich', '2027-11-07T01:30 of America/New_York', '2027-11-07T05:30:00.000Z'],
  [
    'left out where clocks change by half an hour',
    '2027-10-03T02:15 of Australia/Lord_Howe',
    '2027-10-02T15:45:00.000Z',
  ],
])('a time %s', (_, said, instant) => {
  const [text = '', timeZone = ''] = said.split(' of ');
  expect(readTime('dueAt', text, timeZone).toISOString()).toBe(instant);
});

test.each([
  '',
  'tomorrow',
  '2027-02-30T10:00',
  '2027-13-01T10:00',
  '2027-02-01',
  '2027-02-01T25:00',
  '2027-02-01T10:00 Europe/Zurich',
])('%j is no time, and is refused by its name', (text) => {
  expect(() => readTime('dueAt', text, 'Europe/Zurich')).toThrow(/^dueAt is no time such as/);
});

test('every instant that clocks show once is read back as it was shown', () => {
  const zones = ['Europe/Zurich', 'America/New_York', 'Asia/Shanghai', 'Asia/Kathmandu', 'Pacific/Chatham'];
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2_000_000_000 }),
      fc.constantFrom(...zones),
      (seconds, timeZone) => {
        const at = new Date(seconds * 1000);
        const shown = new Intl.DateTimeFormat('sv-SE', {
          dateStyle: 'short',
          timeStyle: 'medium',
          timeZone,
        }).format(at);
        const read = readTime('dueAt', shown, timeZone);
        // An hour that is shown twice is read as the first.
        expect([0, 3_600_000]).toContain(at.getTime() - read.getTime());
      },
    ),
  );
});

test('a time is said as clocks of the course show it', () => {
  expect(sayTime(new Date('2027-07-01T16:00:00Z'), 'Europe/Zurich')).toBe(
    '1 July 2027, 18:00 (Europe/Zurich)',
  );
  expect(sayTime(new Date('2027-07-01T16:00:07Z'), 'Asia/Shanghai')).toBe(
    '2 July 2027, 00:00:07 (Asia/Shanghai)',
  );
});
