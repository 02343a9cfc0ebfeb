import { constants } from 'node:os';
import { afterAll, expect, test } from 'vitest';
import { aSandbox, aShell, textOf } from './a-sandbox.js';

// Real: the sandbox, with programs that start one after the other.

const box = await aSandbox();
afterAll(() => box.sandbox.close());

const { SIGUSR1 } = constants.signals;

test('a program that starts by a step waits for it, and signals reach the program that is meant', async () => {
  const first = aShell('echo first; read line; echo $line', { stdin: 'pipe' });
  const late = aShell('trap "echo told; exit 5" USR1; echo late; while :; do sleep 0.05; done', {
    starts: 'by-step',
  });
  const other = aShell('sleep 0.4; echo other');
  const run = await box.run([first, late, other], {
    steps: [
      { do: 'await-output', program: 0, bytes: 6, withinMs: 5_000 },
      { do: 'await-exit', program: 2, withinMs: 5_000 },
      { do: 'start', program: 1 },
      { do: 'await-output', program: 1, bytes: 5, withinMs: 5_000 },
      { do: 'signal', program: 1, to: 'program', signal: SIGUSR1 },
      { do: 'await-exit', program: 1, withinMs: 5_000 },
      { do: 'start-input', program: 0, data: Buffer.from('end\n') },
    ],
  });
  expect(run.steps.map((step) => step.done)).not.toContain(false);
  expect(run.programs.map(({ stdout, end }) => [textOf(stdout), end])).toEqual([
    ['first\nend\n', { kind: 'exited', code: 0 }],
    ['late\ntold\n', { kind: 'exited', code: 5 }],
    ['other\n', { kind: 'exited', code: 0 }],
  ]);
  // Its own time, and not that of the run.
  expect(run.programs[1]?.wallMs).toBeLessThan(run.wallMs - 300);
});

test('a late program is traced like the others', async () => {
  const programs = [aShell('read line', { stdin: 'pipe' }), aShell('echo late', { starts: 'by-step' })];
  const run = await box.run(programs, {
    traced: true,
    steps: [
      { do: 'idle', ms: 100 },
      { do: 'start', program: 1 },
      { do: 'await-exit', program: 1, withinMs: 5_000 },
      { do: 'start-input', program: 0, data: Buffer.from('x\n') },
    ],
  });
  const students = run.history?.processes.filter((one) => one.role === 'student') ?? [];
  expect(students.map((one) => one.exit)).toEqual([{ code: 0 }, { code: 0 }]);
  expect(run.history?.warnings).toEqual([]);
});
