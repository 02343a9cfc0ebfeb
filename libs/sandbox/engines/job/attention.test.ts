import { afterEach, expect, test } from 'vitest';
import { Attention } from './attention.js';

const begun: Attention[] = [];

function anAttention(): Attention {
  const attention = new Attention();
  begun.push(attention);
  return attention;
}

afterEach(() => {
  for (const attention of begun.splice(0)) attention.end();
});

/** Computes without a pause, as the reading of a large trace does. */
function compute(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('time in which nobody looked up is no time on the clock', async () => {
  const attention = anAttention();
  await wait(10);
  const before = attention.now();
  compute(600);
  expect(attention.now() - before).toBeLessThanOrEqual(100);
  expect(attention.longestAwayMs()).toBeGreaterThanOrEqual(500);
});

test('a limit that ran out while nobody looked up is granted what was missed', async () => {
  const attention = anAttention();
  const real = performance.now();
  const ended = new Promise<number>((resolve) => attention.after(300, () => resolve(performance.now())));
  await wait(10);
  compute(600);
  expect((await ended) - real).toBeGreaterThanOrEqual(750);
});

test('what arrived is read before a limit of the same moment', async () => {
  const attention = anAttention();
  const order: string[] = [];
  const over = new Promise<void>((resolve) =>
    attention.after(20, () => {
      order.push('limit');
      resolve();
    }),
  );
  // Due in the same turn, and a turn later than a timer.
  setTimeout(() => setImmediate(() => order.push('arrival')), 15);
  compute(40);
  await over;
  expect(order).toEqual(['arrival', 'limit']);
});

test('a limit that is taken back never comes', async () => {
  const attention = anAttention();
  let came = false;
  attention.after(10, () => (came = true))();
  await wait(60);
  expect(came).toBe(false);
});

test('looks that came too late to tell anything count as time away, and stop no clock', async () => {
  const attention = anAttention();
  const before = attention.now();
  attention.missed(1_500);
  attention.missed(200);
  await wait(20);
  expect(attention.longestAwayMs()).toBe(1_500);
  expect(attention.now() - before).toBeGreaterThanOrEqual(15);
});
