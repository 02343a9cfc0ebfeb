import { afterAll, expect, test } from 'vitest';
import { ordinary, aProgram, aSandbox, aShell, textOf } from './a-sandbox.js';

// Real: a program of the harness's own beside one that may look at everything it may.

const { sandbox, run, program } = await aSandbox();
afterAll(() => sandbox.close());

const listening = { argv: ['sleeper', '1'], sealed: '.sleeper', name: 'sleeper' };

async function besideSleeper(script: string, changes: object = {}) {
  const file = await program('sleeper');
  const programs = [aProgram(listening.argv, listening), aShell(script)];
  return run(programs, { files: [{ ...file, path: '.sleeper', mode: 0o111 }], ...changes });
}

const look =
  'ls -A /box; for part in exe fd mem environ; do cat /proc/$1/$part > /dev/null && echo open $part; done';
// Kernels differ in what they call a program without a name.
const find =
  'until set -- $(grep -lE "^(.sleeper|4)$" /proc/[0-9]*/comm) && [ $# = 1 ]; do sleep 0.01; done; set -- $(basename $(dirname $1)); echo found $1;';

test('a sealed program runs without a name, and nobody can look into it', async () => {
  const { programs, ended } = await besideSleeper(`${find} ${look}`);
  expect(ended).toBe('programs-ended');
  expect(textOf(programs[0]?.stdout)).toBe('awake\n');
  expect(textOf(programs[1]?.stdout)).toMatch(/^found \d+\n$/);
});

test('it is seen by the tracer all the same, and told to be the peer', async () => {
  const { programs, history } = await besideSleeper('echo beside', { traced: true });
  expect(textOf(programs[0]?.stdout)).toBe('awake\n');
  const roots = history?.processes.filter((life) => life.parent === null && life.role !== 'harness');
  expect(roots?.map(({ role, program: index, pid }) => ({ role, index, pid }))).toEqual(
    expect.arrayContaining([
      { role: 'peer', index: 0, pid: programs[0]?.pid },
      { role: 'student', index: 1, pid: programs[1]?.pid },
    ]),
  );
  expect(history?.transfers.some(({ head }) => Buffer.from(head).toString() === 'awake\n')).toBe(true);
});

test('several programs can be one sealed file, and waiting for them works', async () => {
  const file = await program('sleeper');
  const both = [
    aProgram(['sleeper', '300'], listening),
    aProgram(['sleeper', '300'], { ...listening, starts: 'by-step' }),
  ];
  const { steps } = await run(both, {
    files: [{ ...file, path: '.sleeper', mode: 0o111 }],
    limits: { ...ordinary, wallMs: 3_000 },
    steps: [
      { do: 'start', program: 1 },
      { do: 'await-blocked', withinMs: 2_000 },
      { do: 'signal', program: 0, to: 'program', signal: 9 },
      { do: 'signal', program: 1, to: 'program', signal: 9 },
    ],
  });
  expect(steps.map(({ done }) => done)).toEqual([true, true, true, true]);
});
