import { constants } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aProgram, aSandbox, aShell, ordinary, printed, textOf, type TestSandbox } from './a-sandbox.js';

// What the harness can do to running programs, on the real sandbox of this host.

let box: TestSandbox;
beforeAll(async () => void (box = await aSandbox()));
afterAll(() => box.sandbox.close());

const pipe = (capacityBytes: number) => ({ kind: 'pipe', capacityBytes }) as const;
const python = (...lines: readonly string[]) => ['/usr/bin/python3', '-c', lines.join('\n')];
const { SIGKILL, SIGUSR1, SIGPIPE } = constants.signals;

test('input in single bytes arrives in single reads', async () => {
  const counter = python('import os', 'n = 0', 'while os.read(0, 100): n += 1', 'print(n)');
  const data = Buffer.from('0123456789');
  const run = await box.run([aProgram(counter, { stdin: 'pipe' })], {
    steps: [
      { do: 'await-blocked', withinMs: 5_000 },
      { do: 'write-input', program: 0, data, chunkBytes: 1, pauseMs: 20 },
      { do: 'close-input', program: 0 },
    ],
  });
  expect(printed(run)).toBe('10\n');
  expect(run.steps.map((step) => step.done)).toEqual([true, true, true]);
});

test('started input flows beside the next steps and its end closes the pipe', async () => {
  const data = Buffer.alloc(2 * 1024 * 1024, 'x');
  const run = await box.run([aProgram(['/usr/bin/wc', '-c'], { stdin: 'pipe' })], {
    steps: [
      { do: 'start-input', program: 0, data },
      { do: 'await-exit', program: 0, withinMs: 5_000 },
    ],
  });
  expect(printed(run)).toBe(`${data.length}\n`);
  expect(run.steps[1]?.done).toBe(true);
});

test('writing to a program that reads no more is not done, and says how much was taken', async () => {
  const run = await box.run([aProgram(['/usr/bin/head', '-c', '10'], { stdin: 'pipe' })], {
    steps: [
      { do: 'write-input', program: 0, data: Buffer.alloc(1024 * 1024), chunkBytes: 1024 * 1024, pauseMs: 0 },
    ],
  });
  expect(run.steps[0]?.done).toBe(false);
  expect(run.programs[0]?.inputBytes).toBeGreaterThanOrEqual(10);
  expect(run.programs[0]?.inputBytes).toBeLessThan(1024 * 1024);
});

test('a held output fills its pipe and stops the writer until it is read', async () => {
  const writer = python('import os', 'for i in range(64): os.write(1, bytes([i]) * 1024)');
  const run = await box.run([aProgram(writer, { stdout: pipe(4096), reading: 'held' })], {
    steps: [
      { do: 'await-blocked', withinMs: 5_000 },
      { do: 'await-output', program: 0, bytes: 1, withinMs: 50 },
      { do: 'read-output', program: 0, bytes: 5_000, chunkBytes: 1_000, pauseMs: 10 },
      { do: 'await-blocked', withinMs: 5_000 },
      { do: 'read-output', program: 0, bytes: Number.POSITIVE_INFINITY, chunkBytes: 4_096, pauseMs: 0 },
    ],
  });
  expect(run.steps.map((step) => step.done)).toEqual([true, false, true, true, true]);
  expect(run.steps[2]?.ms).toBeGreaterThanOrEqual(48);
  expect(run.programs[0]?.stdout.length).toBe(64 * 1024);
  expect(run.ended).toBe('programs-ended');
});

test('a closed reader gives SIGPIPE', async () => {
  const run = await box.run([aProgram(['/usr/bin/yes'], { reading: 'held' })], {
    steps: [
      { do: 'read-output', program: 0, bytes: 10, chunkBytes: 10, pauseMs: 0 },
      { do: 'close-output', program: 0 },
    ],
  });
  expect(run.programs[0]?.end).toEqual({ kind: 'killed', signal: SIGPIPE });
  expect(textOf(run.programs[0]?.stdout)).toBe('y\ny\ny\ny\ny\n');
});

test('descendants are killed without their program, when everybody is blocked', async () => {
  const script = 'cat | cat; echo "the end" >&2; exit 3';
  const data = Buffer.alloc(1024 * 1024);
  const run = await box.run([aShell(script, { stdin: 'pipe', stdout: pipe(4096), reading: 'held' })], {
    steps: [
      { do: 'start-input', program: 0, data },
      { do: 'await-blocked', withinMs: 5_000 },
      { do: 'signal', program: 0, to: 'descendants', signal: SIGKILL },
      { do: 'read-output', program: 0, bytes: Number.POSITIVE_INFINITY, chunkBytes: 65_536, pauseMs: 0 },
    ],
  });
  expect(run.steps[1]?.done).toBe(true);
  expect(run.programs[0]?.end).toEqual({ kind: 'exited', code: 3 });
  expect(textOf(run.programs[0]?.stderr)).toContain('the end');
});

test('a signal reaches the program alone, its descendants alone, or everybody', async () => {
  const count = python(
    'import os, signal, sys, time',
    'got = []',
    'signal.signal(signal.SIGUSR1, lambda *_: got.append(1))',
    'child = os.fork()',
    'who = "parent" if child else "child"',
    'os.write(1, b"+")',
    'end = time.monotonic() + 0.6',
    'while time.monotonic() < end: time.sleep(0.01)',
    'if child: os.wait()',
    'os.write(2, f"{who} {len(got)}\\n".encode())',
  );
  const reach = async (to: 'program' | 'descendants' | 'everybody') => {
    const run = await box.run([aProgram(count)], {
      steps: [
        { do: 'await-output', program: 0, bytes: 2, withinMs: 5_000 },
        { do: 'signal', program: 0, to, signal: SIGUSR1 },
      ],
    });
    return textOf(run.programs[0]?.stderr).trim();
  };
  expect(await reach('program')).toBe('child 0\nparent 1');
  expect(await reach('descendants')).toBe('child 1\nparent 0');
  expect(await reach('everybody')).toBe('child 1\nparent 1');
});

test('a signal reaches one child of a program, by age among those that live', async () => {
  const parent = python(
    'import os, signal, time',
    'children = []',
    'for name in "abc":',
    '    children.append(os.fork())',
    '    if children[-1] == 0:',
    '        signal.signal(signal.SIGUSR1, lambda *_: os._exit(ord(name)))',
    '        os.write(1, b"+")',
    '        while True: signal.pause()',
    'for _ in children: os.write(1, bytes([os.waitstatus_to_exitcode(os.wait()[1])]))',
  );
  const usr1 = (child: number) => ({ do: 'signal', program: 0, to: { child }, signal: SIGUSR1 }) as const;
  const reached = (bytes: number) => ({ do: 'await-output', program: 0, bytes, withinMs: 5_000 }) as const;
  const run = await box.run([aProgram(parent)], {
    steps: [reached(3), usr1(2), reached(4), usr1(2), reached(5), usr1(2), usr1(1)],
  });
  expect(textOf(run.programs[0]?.stdout)).toBe('+++bca');
});

test('Ctrl-C ends programs as it does on a terminal, and the run is answered', async () => {
  const run = await box.run([aShell('exec sleep 60')], { interrupt: AbortSignal.timeout(300) });
  expect(run.programs[0]?.end).toEqual({ kind: 'killed', signal: 2 });
  expect(run.ended).toBe('programs-ended');
});

test('stopping and continuing leaves the output whole', async () => {
  const data = Buffer.alloc(3 * 1024 * 1024, 'stop and go ');
  const run = await box.run([aShell('cat | cat', { stdin: 'pipe' })], {
    steps: [
      { do: 'start-input', program: 0, data },
      { do: 'stop-and-continue', program: 0, to: 'everybody', times: 10, everyMs: 50 },
    ],
    limits: { ...ordinary, outputBytes: data.length },
  });
  expect(run.steps[1]?.done).toBe(true);
  expect(Buffer.compare(Buffer.from(run.programs[0]?.stdout ?? []), data)).toBe(0);
});

test('an idle second costs a sleeper nothing and a spinner the whole of it', async () => {
  const busy = async (script: string) => {
    const run = await box.run([aShell(script, { stdin: 'pipe' })], {
      steps: [
        { do: 'idle', ms: 1_000 },
        { do: 'close-input', program: 0 },
        { do: 'signal', program: 0, to: 'everybody', signal: SIGKILL },
      ],
    });
    expect(run.steps[0]?.done).toBe(true);
    return run.steps[0]?.busyMs ?? Number.NaN;
  };
  expect(await busy('cat')).toBeLessThan(100);
  // Busy for more than the first window, as a slow starter on a loaded machine.
  expect(await busy('timeout 1.3 sh -c "while :; do :; done"; cat')).toBeLessThan(100);
  expect(await busy('while :; do :; done')).toBeGreaterThan(700);
  // Whoever ends in a window takes the time along that it waited for a processor: the window before tells more.
  expect(await busy('timeout 1.3 sh -c "while :; do :; done"; sleep 1.1')).toBeGreaterThan(700);
  // Short-lived children that are gone when the second is over count too, but for what they waited on a loaded machine.
  expect(await busy('while :; do /bin/true; done')).toBeGreaterThan(200);
});

test('a spinner that ends is not taken for calm because those who are left are', async () => {
  const busy = async (script: string) => {
    const programs = [aShell(script, { name: 'first' }), aShell('sleep 20', { name: 'sleeper' })];
    const run = await box.run(programs, {
      steps: [
        { do: 'idle', ms: 300 },
        { do: 'signal', program: 1, to: 'everybody', signal: SIGKILL },
      ],
    });
    return run.steps[0]?.busyMs ?? Number.NaN;
  };
  // Children may come and go while a program starts; a program that loops until it ends does nothing else.
  expect(await busy('exec timeout --foreground 1.1 sh -c "while :; do :; done"')).toBeLessThan(100);
  expect(await busy('ulimit -t 1; while :; do :; done')).toBeGreaterThan(200);
});

test('whoever still runs is not blocked', async () => {
  const run = await box.run([aShell('while :; do :; done')], {
    steps: [
      { do: 'await-blocked', withinMs: 300 },
      { do: 'signal', program: 0, to: 'everybody', signal: SIGKILL },
    ],
  });
  expect(run.steps[0]?.done).toBe(false);
});

test('steps that come after the wall time are not done', async () => {
  const run = await box.run([aShell('sleep 60')], {
    steps: [
      { do: 'await-exit', program: 0, withinMs: 60_000 },
      { do: 'idle', ms: 10 },
    ],
    limits: { ...ordinary, wallMs: 300 },
  });
  expect(run.ended).toBe('wall-time');
  expect(run.steps.map((step) => step.done)).toEqual([false, false]);
});

test('a program that waits for its own pipe is a deadlock long before its wall time', async () => {
  const run = await box.run([aProgram(python('import os', 'r, w = os.pipe()', 'os.read(r, 1)'))]);
  expect(run.ended).toBe('deadlock');
  expect(run.wallMs).toBeLessThan(ordinary.wallMs / 2);
  expect(run.tasks).toMatchObject([{ state: 'S' }]);
});

test('a program that sleeps, polls or waits for its own alarm is no deadlock', async () => {
  const patient = [
    python('import time', 'time.sleep(2)'),
    python('import select', 'select.select([], [], [], 2)'),
    python(
      'import signal',
      'signal.signal(signal.SIGALRM, lambda *_: None)',
      'signal.alarm(2)',
      'signal.pause()',
    ),
  ];
  const runs = await Promise.all(patient.map((argv) => box.run([aProgram(argv)])));
  expect(runs.map((run) => run.ended)).toEqual(['programs-ended', 'programs-ended', 'programs-ended']);
});

test('a parent that waits for a child that sleeps is no deadlock', async () => {
  const run = await box.run([aShell('sleep 2 & wait')]);
  expect(run.ended).toBe('programs-ended');
});
