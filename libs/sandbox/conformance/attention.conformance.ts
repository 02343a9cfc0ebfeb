import { afterAll, beforeAll, expect, test } from 'vitest';
import { aSandbox, aShell, ordinary, printed, type TestSandbox } from './a-sandbox.js';

let box: TestSandbox;

beforeAll(async () => {
  box = await aSandbox();
});

afterAll(() => box.sandbox.close());

test('a program that ended in time has ended in time, also where the grader itself was busy for longer than the limit', async () => {
  const limits = { ...ordinary, wallMs: 1_500 };
  const steps = [{ do: 'await-line' as const, program: 0, wanted: { text: 'here\n' }, withinMs: 1_000 }];
  const running = box.run([aShell('sleep 0.3; echo here; sleep 0.3; echo done')], { limits, steps });
  // Until the run is under way; then this process hears nothing for twice the limit.
  await new Promise((resolve) => setTimeout(resolve, 200));
  const until = performance.now() + 3_000;
  while (performance.now() < until);
  const run = await running;
  expect(run).toMatchObject({ ended: 'programs-ended', steps: [{ done: true }] });
  expect(printed(run)).toBe('here\ndone\n');
  expect(run.wallMs).toBeLessThan(1_500);
});

test('a program that does not end is stopped at its limit all the same', async () => {
  const run = await box.run([aShell('while :; do sleep 0.1; done')], {
    limits: { ...ordinary, wallMs: 500 },
  });
  expect(run.ended).toBe('wall-time');
});
