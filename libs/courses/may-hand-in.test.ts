import { expect, test } from 'vitest';
import { nextHandIn, type HandInRules } from './may-hand-in.js';

const rules: HandInRules = {
  dueAt: new Date('2027-03-01T17:00:00Z'),
  latePolicy: { kind: 'refuse', graceMinutes: 10 },
  attemptsMax: 3,
  cooldownSeconds: 600,
  archivedAt: null,
  courseArchivedAt: null,
  timeZone: 'Europe/Zurich',
};
const before = new Date('2027-03-01T16:00:00Z');
const none = { allowance: null, soFar: { attempts: 0, lastAt: null } };

test('before anything is handed in, everything can be', () => {
  expect(nextHandIn(rules, none, before)).toEqual({ attemptsLeft: 3, nextAttemptAt: null, refusal: null });
  expect(nextHandIn({ ...rules, attemptsMax: null }, none, before).attemptsLeft).toBeNull();
});

test('it closes after the grace, and an extension opens it again', () => {
  const late = new Date('2027-03-01T17:10:00.001Z');
  expect(nextHandIn(rules, none, new Date('2027-03-01T17:10:00Z')).refusal).toBeNull();
  expect(nextHandIn(rules, none, late).refusal?.message).toBe(
    'This assignment closed on 1 March 2027, 18:10 (Europe/Zurich).',
  );
  const allowance = { dueAt: new Date('2027-03-02T17:00:00Z'), extraAttempts: 0 };
  expect(nextHandIn(rules, { ...none, allowance }, late).refusal).toBeNull();
});

test('attempts are used up, and further ones are granted', () => {
  const soFar = { attempts: 3, lastAt: new Date('2027-03-01T10:00:00Z') };
  expect(nextHandIn(rules, { allowance: null, soFar }, before)).toMatchObject({
    attemptsLeft: 0,
    refusal: { code: 'NO_ATTEMPTS_LEFT', message: 'All 3 attempts at this assignment are used up.' },
  });
  const allowance = { dueAt: null, extraAttempts: 2 };
  expect(nextHandIn(rules, { allowance, soFar }, before)).toMatchObject({ attemptsLeft: 2, refusal: null });
});

test('the pause after an attempt is told to its end', () => {
  const soFar = { attempts: 1, lastAt: new Date('2027-03-01T15:55:00Z') };
  expect(nextHandIn(rules, { allowance: null, soFar }, before)).toMatchObject({
    attemptsLeft: 2,
    nextAttemptAt: new Date('2027-03-01T16:05:00Z'),
    refusal: {
      code: 'TOO_SOON',
      message: 'Wait before the next attempt: until 1 March 2027, 17:05 (Europe/Zurich).',
    },
  });
});

test('without a pause nobody is too soon, not even after a hand-in at once that came a moment later and was taken first', () => {
  const soFar = { attempts: 1, lastAt: new Date(before.getTime() + 3) };
  const next = nextHandIn({ ...rules, cooldownSeconds: 0 }, { allowance: null, soFar }, before);
  expect(next).toEqual({ attemptsLeft: 2, nextAttemptAt: null, refusal: null });
});

test('an archived assignment, and one of an archived course, takes nothing', () => {
  expect(nextHandIn({ ...rules, archivedAt: before }, none, before).refusal?.code).toBe('ASSIGNMENT_CLOSED');
  expect(nextHandIn({ ...rules, courseArchivedAt: before }, none, before).refusal?.code).toBe(
    'ASSIGNMENT_CLOSED',
  );
});
