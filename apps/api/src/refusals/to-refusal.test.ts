import { NotFoundException } from '@nestjs/common';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { Refusal, refusalCodes } from '#libs/contracts/refusal';
import { httpStatus } from './http-status.js';
import { toRefusal } from './to-refusal.js';

test('a failure of ours is said without anything of the inside', () => {
  expect(toRefusal(new Error('connect /run/secret'))).toMatchObject({
    code: 'INTERNAL',
    message: 'Something went wrong on our side; it has been written down.',
  });
  expect(toRefusal('thrown text').code).toBe('INTERNAL');
});

test('a broken exercise is said without the path that its author reads', () => {
  const refusal = toRefusal(new Refusal('BAD_EXERCISE', '/srv/mechanisms/pipe/exercise.yaml:1:1: wrong'));
  expect(refusal.code).toBe('BAD_EXERCISE');
  expect(refusal.message).not.toContain('/srv');
});

test('what libraries throw about a request is the caller’s mistake', () => {
  expect(toRefusal(new NotFoundException()).code).toBe('NOT_FOUND');
  expect(toRefusal(Object.assign(new Error('too big'), { statusCode: 413 })).code).toBe('UPLOAD_TOO_LARGE');
  expect(toRefusal(Object.assign(new Error('slow down'), { statusCode: 429 })).code).toBe(
    'TOO_MANY_REQUESTS',
  );
  const { error } = z.object({ a: z.number() }).safeParse({ a: 'x' });
  expect(toRefusal(error)).toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringMatching(/^a: .*number.*\.$/),
  });
});

test('every code has a status of a refusal', () => {
  for (const code of refusalCodes) expect(httpStatus[code]).toBeGreaterThanOrEqual(400);
});
