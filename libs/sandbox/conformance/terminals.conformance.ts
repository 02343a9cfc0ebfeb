import { constants } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aShell, aSandbox, printed, type TestSandbox } from './a-sandbox.js';

// Programs whose three standard streams are a terminal, on the real sandbox of this host.

let box: TestSandbox;
beforeAll(async () => void (box = await aSandbox()));
afterAll(() => box.sandbox.close());

const text = (data: string) => ({
  do: 'write-input' as const,
  program: 0,
  data: Buffer.from(data),
  chunkBytes: 64,
  pauseMs: 0,
});
const said = (wanted: string) => ({
  do: 'await-line' as const,
  program: 0,
  wanted: { text: wanted },
  withinMs: 5_000,
});

test('a terminal edits lines, echoes nothing and leaves what is printed as it is', async () => {
  const script =
    'test -t 0 && test -t 1 && test -t 2 && echo terminal; read line; echo "got $line"; read last || echo over >&2';
  const run = await box.run([aShell(script, { stdin: 'terminal' })], {
    steps: [said('terminal\n'), text('on\x7fe\n'), said('got oe\n'), text('\x04')],
  });
  expect(printed(run)).toBe('terminal\ngot oe\nover\n');
  expect(run.ended).toBe('programs-ended');
  expect(run.programs[0]?.end).toEqual({ kind: 'exited', code: 0 });
});

test('Ctrl-C is a signal to the group in the foreground, and a look tells who that is', async () => {
  const run = await box.run(
    [
      aShell('trap "echo caught; exit 7" INT; echo ready; while :; do sleep 0.1; done', {
        stdin: 'terminal',
      }),
    ],
    {
      steps: [said('ready\n'), { do: 'look', name: 'calm' }, text('\x03'), said('caught\n')],
    },
  );
  const [first] = run.steps[1]?.sight?.processes ?? [];
  expect(first).toMatchObject({ group: first?.pid, session: first?.pid, foreground: first?.pid });
  expect(run.programs[0]?.end).toEqual({ kind: 'exited', code: 7 });
});

test('a look tells which signals are ignored and blocked, and who has no terminal', async () => {
  const run = await box.run([aShell('trap "" INT; echo ready; read line', { stdin: 'pipe' })], {
    steps: [said('ready\n'), { do: 'look', name: 'calm' }, { do: 'close-input', program: 0 }],
  });
  expect(run.steps[1]?.sight?.processes[0]).toMatchObject({
    foreground: -1,
    ignored: [constants.signals.SIGINT],
    blocked: [],
  });
});
