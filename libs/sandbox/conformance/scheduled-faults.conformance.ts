import { afterAll, beforeAll, expect, test } from 'vitest';
import { aSandbox, type TestSandbox } from './a-sandbox.js';
import { aStage, lines, numbers, type Stage } from './a-stage.js';

// Faults in a run whose tasks go on by turns.

let box: TestSandbox;
let perform: Stage['perform'];
beforeAll(async () => {
  box = await aSandbox({ prewarmed: 2 });
  perform = aStage(box).perform;
});
afterAll(() => box.sandbox.close());

const schedule = { seed: 7, steps: 20_000 };

test('a call is held while others have their turns', async () => {
  const hold = { until: 'printed', atMostMs: 8_000 } as const;
  const run = await perform(
    ['append=x,1 rename=x,y', 'sleep=300 size=x say=done'],
    [{ calls: ['rename'], program: 0, do: { hold } }],
    { schedule },
  );
  expect(lines(run, 1)).toEqual(['size 1', 'done 0']);
  expect(lines(run)).toEqual(['append 1', 'rename 0']);
});

test('a delay takes its time', async () => {
  const faults = [{ calls: ['write' as const], object: { path: '/box/x' }, do: { delayMs: 100 } }];
  const run = await perform(['mark append=x,1 us', 'append=z,1'], faults, { schedule });
  expect(numbers(run, 'us')[0]).toBeGreaterThan(100_000);
});

test('who computes alone is killed when it is due', async () => {
  const run = await perform(
    ['append=x,1 spin'],
    [{ calls: ['write'], object: { path: '/box/x' }, when: 'after', do: { signal: 'KILL', afterMs: 3 } }],
    { schedule },
  );
  expect(run).toMatchObject({ ended: 'programs-ended', programs: [{ end: { kind: 'killed', signal: 9 } }] });
});

test('another one is killed or stopped, and a call fails, as without a schedule', async () => {
  const run = await perform(
    ['append=x,1 append=x,2 child', 'map=q spin', 'sleep=50 say=late'],
    [
      { calls: ['write'], object: { path: '/box/x' }, do: { signal: 'STOP', to: 2, forMs: 100 } },
      { calls: ['write'], object: { path: '/box/x' }, from: 2, do: { signal: 'KILL', to: 1 } },
      { calls: ['wait4'], do: { error: 'EINTR' } },
    ],
    { schedule },
  );
  expect(lines(run)).toEqual(['append 1', 'append 1', 'child 1']);
  expect(lines(run, 2)).toEqual(['late 0']);
  expect(run.programs[1]?.end).toEqual({ kind: 'killed', signal: 9 });
});
