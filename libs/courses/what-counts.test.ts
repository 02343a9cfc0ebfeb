import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LatePolicy } from '#libs/contracts/assignment';
import { closesFor, type Allowance } from './own-times.js';
import { whatCounts, type Attempt, type CountingRules } from './what-counts.js';

const dueAt = new Date('2027-03-01T17:00:00Z');
const after = (minutes: number): Date => new Date(dueAt.getTime() + minutes * 60_000);
const rules = (parts: Partial<CountingRules> = {}): CountingRules => ({
  dueAt,
  latePolicy: { kind: 'refuse', graceMinutes: 0 },
  counted: 'best',
  ...parts,
});
const attempt = (id: string, minutes: number, points: number): Attempt => ({
  id,
  submittedAt: after(minutes),
  points,
  maxPoints: 100,
  passed: points === 100,
});
const daily: LatePolicy = {
  kind: 'deduct',
  fraction: 0.1,
  per: 'day',
  atMost: 0.5,
  graceMinutes: 15,
  closesAt: after(10 * 1440).toISOString(),
};

test('without an attempt nothing counts', () => {
  expect(whatCounts([], rules({ counted: 'average' }), null)).toEqual({
    fraction: null,
    attempts: 0,
    lateAttempts: 0,
    stalled: 0,
    submissionId: null,
    firstAt: null,
    lastAt: null,
    passedAt: null,
    passedAtAttempt: null,
  });
});

const four = [attempt('a', -50, 40), attempt('b', -40, 100), attempt('c', -30, 60), attempt('d', -20, 80)];

test('the best, the last or the mean of several attempts counts', () => {
  expect(whatCounts(four, rules(), null)).toMatchObject({ fraction: 1, submissionId: 'b' });
  expect(whatCounts(four, rules({ counted: 'last' }), null)).toMatchObject({
    fraction: 0.8,
    submissionId: 'd',
  });
  expect(whatCounts(four, rules({ counted: 'average' }), null)).toMatchObject({
    fraction: 0.7,
    submissionId: 'b',
  });
});

test('first, last and passed attempts are told, and how many brought nothing since the best', () => {
  expect(whatCounts(four, rules(), null)).toMatchObject({
    attempts: 4,
    stalled: 2,
    firstAt: after(-50),
    lastAt: after(-20),
    passedAt: after(-40),
    passedAtAttempt: 2,
  });
  expect(whatCounts([attempt('a', 0, 0), attempt('b', 0, 0)], rules(), null).stalled).toBe(1);
});

test.each([
  ['in time', 0, 1],
  ['within the grace', 15, 1],
  ['a second after it: a day has begun since the due time', 15 + 1 / 60, 0.9],
  ['to the end of the first day', 1440, 0.9],
  ['in the second day', 1441, 0.8],
  ['when the most is reached', 8 * 1440, 0.5],
  ['after the closing time, as it is now', 10 * 1440 + 1, 0],
])('a deduction by day, %s', (_, minutes, fraction) => {
  const counted = whatCounts([attempt('a', minutes, 100)], rules({ latePolicy: daily }), null);
  expect(counted.fraction).toBeCloseTo(fraction, 10);
  expect(counted.lateAttempts).toBe(minutes > 15 ? 1 : 0);
});

test('a deduction is of full marks, and what is left is never below nothing', () => {
  const late = rules({ latePolicy: { ...daily, per: 'hour' } });
  expect(whatCounts([attempt('a', 121, 40)], late, null).fraction).toBeCloseTo(0.1, 10);
  expect(whatCounts([attempt('a', 1000, 40)], late, null).fraction).toBe(0);
});

test('work that is accepted late is worth as much, and is still late', () => {
  const latePolicy: LatePolicy = { kind: 'accept', closesAt: after(60).toISOString() };
  expect(whatCounts([attempt('a', 60, 100)], rules({ latePolicy }), null)).toMatchObject({
    fraction: 1,
    lateAttempts: 1,
  });
});

test('a closing time before an own due time moves to it', () => {
  const latePolicy: LatePolicy = { kind: 'accept', closesAt: after(60).toISOString() };
  const allowance = { dueAt: after(600), extraAttempts: 0 };
  expect(closesFor({ dueAt, latePolicy }, allowance)).toEqual(after(600));
  expect(closesFor({ dueAt, latePolicy: { ...daily, closesAt: null } }, allowance)).toBeNull();
});

const minutes = fc.integer({ min: -2000, max: 20_000 });
const part = fc.double({ min: 0, max: 1, noNaN: true });
const grace = fc.integer({ min: 0, max: 120 });
const closing = fc.integer({ min: 0, max: 10_000 }).map((at) => after(at).toISOString());
const policy: fc.Arbitrary<LatePolicy> = fc.oneof(
  fc.record({ kind: fc.constant('refuse' as const), graceMinutes: grace }),
  fc.record({ kind: fc.constant('accept' as const), closesAt: closing }),
  fc.record({
    kind: fc.constant('deduct' as const),
    fraction: part,
    per: fc.constantFrom('day' as const, 'hour' as const),
    atMost: part,
    graceMinutes: grace,
    closesAt: fc.option(closing),
  }),
);
const anyRules = fc.record({
  dueAt: fc.constant(dueAt),
  latePolicy: policy,
  counted: fc.constantFrom('best' as const, 'last' as const, 'average' as const),
});
const attempts: fc.Arbitrary<readonly Attempt[]> = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    submittedAt: minutes.map(after),
    points: fc.double({ min: 0, max: 130, noNaN: true }),
    maxPoints: fc.constantFrom(0, 100),
    passed: fc.boolean(),
  }),
  { selector: (one) => one.id, maxLength: 12 },
);
const allowances: fc.Arbitrary<Allowance | null> = fc.option(
  fc.record({ dueAt: fc.option(minutes.map(after)), extraAttempts: fc.nat(5) }),
);

test('nobody gets more than full marks or less than none', () => {
  fc.assert(
    fc.property(attempts, anyRules, allowances, (made, said, allowance) => {
      const { fraction } = whatCounts(made, said, allowance);
      expect(fraction === null).toBe(made.length === 0);
      expect(fraction ?? 0).toBeGreaterThanOrEqual(0);
      expect(fraction ?? 0).toBeLessThanOrEqual(1);
    }),
  );
});

test('an extension never lowers anything', () => {
  fc.assert(
    fc.property(attempts, anyRules, allowances, (made, said, allowance) => {
      const [without, granted] = [whatCounts(made, said, null), whatCounts(made, said, allowance)];
      expect(granted.fraction ?? 0).toBeGreaterThanOrEqual((without.fraction ?? 0) - 1e-12);
      expect(granted.lateAttempts).toBeLessThanOrEqual(without.lateAttempts);
    }),
  );
});

test('the order in which reports arrive does not matter', () => {
  const shuffled = attempts.chain((made) =>
    fc.tuple(fc.constant(made), fc.shuffledSubarray([...made], { minLength: made.length })),
  );
  fc.assert(
    fc.property(shuffled, anyRules, allowances, ([made, other], said, allowance) => {
      expect(whatCounts(other, said, allowance)).toEqual(whatCounts(made, said, allowance));
    }),
  );
});

test('with the best counting, one more attempt never lowers what counts', () => {
  fc.assert(
    fc.property(attempts, anyRules, allowances, (made, said, allowance) => {
      const best = { ...said, counted: 'best' as const };
      const before = whatCounts(made.slice(1), best, allowance).fraction ?? 0;
      expect(whatCounts(made, best, allowance).fraction ?? 0).toBeGreaterThanOrEqual(before);
    }),
  );
});

test('what somebody has to count is one of their attempts', () => {
  fc.assert(
    fc.property(attempts, anyRules, allowances, (made, said, allowance) => {
      const { submissionId, attempts: count, stalled } = whatCounts(made, said, allowance);
      expect(made.length === 0 ? submissionId : made.some((one) => one.id === submissionId)).toBe(
        made.length === 0 ? null : true,
      );
      expect(count).toBe(made.length);
      expect(stalled).toBeLessThan(Math.max(1, made.length));
    }),
  );
});
