import { expect, test } from 'vitest';
import { Turnstile } from './turnstile.js';

const patient = new AbortController().signal;

test('whoever comes too late waits for a place, in order', async () => {
  const turnstile = new Turnstile(1);
  const served: number[] = [];
  await turnstile.enter(patient);
  const others = [1, 2, 3].map(async (number) => {
    await turnstile.enter(patient);
    served.push(number);
    turnstile.leave();
  });
  expect(served).toEqual([]);
  turnstile.leave();
  await Promise.all(others);
  expect(served).toEqual([1, 2, 3]);
});

test('whoever gives up keeps no place', async () => {
  const turnstile = new Turnstile(1);
  const hasty = new AbortController();
  await turnstile.enter(patient);
  const given = turnstile.enter(hasty.signal);
  hasty.abort(new Error('no time'));
  await expect(given).rejects.toThrow('no time');
  turnstile.leave();
  await expect(turnstile.enter(patient)).resolves.toBeUndefined();
});
