import { afterAll, beforeAll, expect, test } from 'vitest';
import { aSandbox, type TestSandbox, textOf } from './a-sandbox.js';
import { aStage, lines, numbers, type Stage, type Wanted } from './a-stage.js';

// To whom a fault does something, at which moment.

let box: TestSandbox;
let perform: Stage['perform'];
beforeAll(async () => {
  box = await aSandbox({ prewarmed: 2 });
  perform = aStage(box).perform;
});
afterAll(() => box.sandbox.close());

test('another program is killed before the second half of a record is written', async () => {
  const run = await perform(
    ['append=x,half append=x,whole size=x', 'spin'],
    [{ calls: ['write'], object: { path: '/box/x' }, from: 2, do: { signal: 'KILL', to: 1 } }],
  );
  expect(run.programs.map(({ end }) => end)).toEqual([
    { kind: 'exited', code: 0 },
    { kind: 'killed', signal: 9 },
  ]);
  expect(numbers(run, 'size')).toEqual([9]);
  const victim = run.history?.processes.find((life) => 'signal' in life.exit);
  const said = run.history?.transfers.filter((flow) => Buffer.from(flow.head).toString() === 'append 5\n');
  expect(said?.[0]?.sentMs).toBeGreaterThan(victim?.endMs ?? Infinity);
});

test('a program is killed right after half a record', async () => {
  const run = await perform(
    ['append=x,half append=x,whole say=alive'],
    [{ calls: ['write'], object: { path: '/box/x' }, when: 'after', do: { signal: 'KILL' } }],
    { collect: ['x'] },
  );
  expect(run.programs[0]?.end).toEqual({ kind: 'killed', signal: 9 });
  expect(textOf(run.files.get('x'))).toBe('half');
});

test('a kill comes so long after input was handed over, as the seed draws it', async () => {
  const afterMs = { from: 0, to: 0.3 };
  const run = await perform(
    ['take spin'],
    [{ calls: ['read'], object: 'stdin', when: 'after', do: { signal: 'KILL', afterMs } }],
    {
      stdin: 'pipe',
      steps: [{ do: 'start-input', program: 0, data: Buffer.from('SET a b\n') }],
      seed: 'seven',
    },
  );
  expect(run.programs[0]?.end).toEqual({ kind: 'killed', signal: 9 });
  expect(run.history?.mishaps).toMatchObject([{ call: 'read', number: 1 }]);
  expect(run.history?.mishaps?.[0]?.waitMs).toBeLessThanOrEqual(0.3);
});

test('who is stopped for a while goes on by itself', async () => {
  const run = await perform(
    ['mark append=x,1 us'],
    [{ calls: ['write'], object: { path: '/box/x' }, do: { signal: 'STOP', forMs: 200 } }],
  );
  expect(lines(run)[0]).toBe('append 1');
  expect(numbers(run, 'us')[0]).toBeGreaterThan(200_000);
});

test('another program is stopped while one writes', async () => {
  const run = await perform(
    ['sleep=100 append=x,1 sleep=100 say=done', 'mark sleep=250 us'],
    [{ calls: ['write'], object: { path: '/box/x' }, do: { signal: 'STOP', to: 1, forMs: 600 } }],
  );
  expect(run).toMatchObject({ ended: 'programs-ended' });
  const [us] = textOf(run.programs[1]?.stdout).match(/\d+/) ?? [];
  expect(Number(us)).toBeGreaterThan(500_000);
});

test('who has not begun yet is killed when it has', async () => {
  const run = await perform(
    ['append=x,1 say=done', 'spin'],
    [{ calls: ['execve'], program: 0, when: 'after', do: { signal: 'KILL', to: 1 } }],
  );
  expect(lines(run)).toEqual(['append 1', 'done 0']);
  expect(run.programs[1]?.end).toEqual({ kind: 'killed', signal: 9 });
});

test('everybody is killed at once', async () => {
  const run = await perform(
    ['append=x,1 say=never', 'spin', 'sleep=9000'],
    [{ calls: ['write'], object: { path: '/box/x' }, do: { signal: 'KILL', to: 'everybody' } }],
  );
  expect(run.programs.map(({ end }) => end)).toEqual(run.programs.map(() => ({ kind: 'killed', signal: 9 })));
});

test('who sleeps until a signal that is yet to come is not called deadlocked', async () => {
  const run = await perform(
    ['append=x,1 take say=never'],
    [{ calls: ['write'], object: { path: '/box/x' }, when: 'after', do: { signal: 'USR1', afterMs: 1800 } }],
    { stdin: 'pipe' },
  );
  expect(run).toMatchObject({ ended: 'programs-ended', programs: [{ end: { kind: 'killed', signal: 10 } }] });
});

test('what was done is said, whether or not the run is traced', async () => {
  const faults = [
    { calls: ['write'], object: { path: '/box/x' }, from: 2, do: { short: 1 } },
    { calls: ['unlink'], do: { signal: 'KILL', to: 1 } },
  ] satisfies Wanted[];
  const says = [
    'On purpose: the 2nd write on /box/x was cut to 1 byte.',
    'On purpose: `program 1` was killed right before the first unlink.',
  ];
  for (const traced of [true, false]) {
    const run = await perform(['append=x,half append=x,whole unlink=x', 'spin'], faults, { traced });
    expect(run.mishaps?.map((mishap) => mishap.says?.en)).toEqual(says);
    expect(run.history === null).toBe(!traced);
  }
});

test('a step waits until something has gone wrong, and what is stopped by then waits for a step', async () => {
  const run = await perform(
    ['append=x,1 say=on'],
    [{ calls: ['write'], object: { path: '/box/x' }, do: { signal: 'STOP' } }],
    {
      steps: [
        { do: 'await-fault', fault: 0, withinMs: 10_000 },
        { do: 'signal', program: 0, to: 'program', signal: 18 },
        { do: 'await-fault', fault: 1, withinMs: 1 },
      ],
    },
  );
  expect(run.steps.map(({ done }) => done)).toEqual([true, true, false]);
  expect(run.programs[0]?.end).toEqual({ kind: 'exited', code: 0 });
});
