import { expect, test } from 'vitest';
import { afterFailure, attemptOf } from './after-attempt.js';

const now = new Date('2026-11-23T12:00:00Z');
const failed = attemptOf({ kind: 'answered', status: 500, start: 'oops' });

function turn(parts: { attempts?: number; failingSince?: Date | null; waiting?: number } = {}) {
  const { attempts = 0, failingSince = null, waiting = 1 } = parts;
  const endpoint = {
    id: 'e',
    courseId: 'c',
    url: 'https://a/',
    label: 'x',
    events: [],
    secret: 's',
    formerSecret: null,
    formerUntil: null,
    createdAt: now,
    disabledAt: null,
    disabledReason: null,
    failingSince,
    nextAttemptAt: now,
    lease: 'l',
    leasedUntil: now,
    revision: 0,
  };
  const delivery = {
    id: 'd',
    sequence: 1n,
    endpointId: 'e',
    event: 'test',
    personId: null,
    body: '{}',
    attempts,
    state: 'pending',
    createdAt: now,
    attemptedAt: null,
    deliveredAt: null,
    responseStatus: null,
    responseStart: null,
    failure: null,
  } as const;
  return { endpoint, delivery, waiting };
}

test('waits grow from seconds to hours, and are spread over half of their length', () => {
  const waits = [0, 1, 2, 3].map((attempts) => afterFailure(turn({ attempts }), failed, { now, chance: 0 }));
  expect(waits).toEqual([5_000, 30_000, 120_000, 600_000].map((inMs) => ({ kind: 'retry', inMs })));
  expect(afterFailure(turn(), failed, { now, chance: 1 })).toEqual({ kind: 'retry', inMs: 7_500 });
});

test('after eleven attempts a delivery is given up', () => {
  expect(afterFailure(turn({ attempts: 9 }), failed, { now, chance: 0 }).kind).toBe('retry');
  expect(afterFailure(turn({ attempts: 10 }), failed, { now, chance: 0 })).toEqual({ kind: 'give-up' });
});

test.each([
  [{ failingSince: new Date('2026-11-20T11:00:00Z') }, failed, 'Nothing has arrived for three days.'],
  [{ waiting: 10_001 }, failed, 'More than 10000 deliveries wait.'],
  [{}, attemptOf({ kind: 'answered', status: 410, start: '' }), '410 Gone'],
])('an endpoint with %j is disabled with the reason', (parts, attempt, says) => {
  expect(afterFailure(turn(parts), attempt, { now, chance: 0 })).toEqual({
    kind: 'disable',
    reason: expect.stringContaining(says),
  });
});

test.each([
  [200, null],
  [204, null],
  [302, 'It was answered with status 302. Redirects are not followed: give the last address.'],
  [404, 'It was answered with status 404.'],
])('status %i means %j', (status, failure) => {
  expect(attemptOf({ kind: 'answered', status, start: 'x' })).toEqual({
    responseStatus: status,
    responseStart: 'x',
    failure,
  });
});
