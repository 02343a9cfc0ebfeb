import { afterAll, expect, test } from 'vitest';
import type { Run } from '../sandbox.js';
import { aSandbox, printed } from './a-sandbox.js';

// Real: the sandbox and ipclab's own tracer, which decides who runs when.

const box = await aSandbox();
afterAll(() => box.sandbox.close());

const play = (manner: string, seed: number, steps = 200_000): Promise<Run> =>
  box.attack('turns', [manner], { traced: true, schedule: { seed, steps } });

const seeds = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

async function each<T>(count: number, run: (seed: number) => Promise<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for (const seed of seeds(count)) all.push(await run(seed));
  return all;
}

test('the same seed makes the same run, instruction by instruction, and another seed another one', async () => {
  const turnsOf = async (seed: number) => {
    const { history } = await play('counts', seed);
    return history?.schedule?.turns.map(({ process, step }) => `${process} ${step}`).join();
  };
  const first = await each(4, turnsOf);
  expect(await each(4, turnsOf)).toEqual(first);
  expect(new Set(first).size).toBe(4);
  expect(first.join().split(',').length).toBeGreaterThan(20);
});

test('an update is lost in some order, and none is lost where a lock is held', async () => {
  const lost = await each(12, async (seed) => printed(await play('counts', seed)) !== '20\n');
  expect(lost).toContain(true);
  expect(new Set(await each(6, async (seed) => printed(await play('threads', seed))))).toEqual(
    new Set(['30\n']),
  );
});

test.each(['spins', 'yields', 'both-spin', 'two-locks'])(
  'who only goes round in circles is told so, and not waited for: %s',
  async (manner) => {
    const run = await play(manner, 1);
    expect(run.ended).toBe('livelock');
    expect(run.wallMs).toBeLessThan(5_000);
  },
);

test('a deadlock of threads is told, also where their first one has gone, and with no schedule too', async () => {
  expect(await play('stuck-threads', 1)).toMatchObject({ ended: 'deadlock' });
  const plain = await box.attack('turns', ['stuck-threads']);
  expect(plain.ended).toBe('deadlock');
  expect(plain.wallMs).toBeLessThan(5_000);
});

test.each(['told-spinning', 'told-sleeping'])(
  'whom the harness helps later goes on after all: %s',
  async (manner) => {
    const run = await box.attack('turns', [manner], {
      traced: true,
      schedule: { seed: 1, steps: 200_000 },
      steps: [
        { do: 'idle', ms: 700 },
        { do: 'signal', program: 0, to: 'everybody', signal: 15 },
        { do: 'await-exit', program: 0, withinMs: 5_000 },
      ],
    });
    expect(run).toMatchObject({ ended: 'programs-ended', programs: [{ end: { kind: 'exited', code: 0 } }] });
  },
);

test.each(['computes', 'alarm'])(
  'who has an end is waited for, however long it takes: %s',
  async (manner) => {
    expect(await each(3, async (seed) => (await play(manner, seed)).ended)).toEqual([
      'programs-ended',
      'programs-ended',
      'programs-ended',
    ]);
  },
);

test.each(['sleeps', 'sleeps-until'])('sleeps take no time and keep their order: %s', async (manner) => {
  const runs = await each(4, (seed) => play(manner, seed));
  for (const run of runs) {
    expect({ said: printed(run), ended: run.ended }).toEqual({ said: '0\n1\n', ended: 'programs-ended' });
    expect(run.wallMs).toBeLessThan(9_000);
  }
});

test('when the steps are used up everybody goes on freely', async () => {
  const run = await play('threads', 3, 2_000);
  expect(printed(run)).toBe('30\n');
  expect(run.history?.schedule?.freeAfterSteps).toBeGreaterThanOrEqual(2_000);
});

test('signals, stops and continuations reach whoever takes turns', async () => {
  for (const seed of seeds(4)) {
    const run = await play('signals', seed);
    expect({ said: printed(run), end: run.programs[0]?.end }).toEqual({
      said: '0\n',
      end: { kind: 'exited', code: 0 },
    });
  }
});

test.each([['threads', '20'], ['vforks', '20'], ['murders', '5'], ['stops'], ['executes'], ['edges']])(
  'what makes tracers stumble does not make one stumble that gives turns: %s',
  async (...manner) => {
    const run = await box.attack('tracees', manner, { traced: true, schedule: { seed: 7, steps: 100_000 } });
    expect(printed(run)).toBe('done\n');
  },
);
