import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  aProgram,
  aSandbox,
  aShell,
  ordinary,
  printed,
  textOf,
  type TestSandbox,
} from './conformance/a-sandbox.js';
import { languages } from './languages.js';

// What every engine does for programs that mean no harm: on the real sandbox of this host.

let box: TestSandbox;
beforeAll(async () => void (box = await aSandbox()));
afterAll(() => box.sandbox.close());

test('each of the ten mechanisms works inside', async () => {
  const run = await box.attack('mechanisms');
  expect(printed(run).trim().split('\n').toSorted()).toEqual([
    'file',
    'memory-mapped-file',
    'message-passing',
    'message-queue',
    'named-pipe',
    'pipe',
    'shared-memory',
    'signal',
    'socket',
    'unix-domain-socket',
  ]);
  expect(run).toMatchObject({ ended: 'programs-ended', tasks: [], history: null });
});

test('each language builds and starts its self-test', async () => {
  for (const language of Object.values(languages)) {
    const { selfTest } = language;
    const products = language.products('ready', [selfTest.path]);
    const made = await box.run([aProgram(language.compile('ready', [selfTest.path]))], {
      files: [selfTest],
      collect: products,
    });
    expect(textOf(made.programs[0]?.stderr)).toBe('');
    const files = products.map((path) => ({
      path,
      content: made.files.get(path) ?? Buffer.of(),
      mode: 0o755,
    }));
    const run = await box.run([aProgram(language.start('ready', []))], { files });
    expect(printed(run)).toBe('ready\n');
  }
});

test('a program begins as leader of its session, with descriptors 0, 1 and 2, no signal blocked or ignored, umask 022', async () => {
  const script = `ls -m /proc/self/fd; umask; grep -E 'Sig(Blk|Ign)|Cap|NoNewPrivs|Seccomp:|^Uid' /proc/self/status; cut -d' ' -f5,6 /proc/$$/stat; echo $$; pwd`;
  const run = await box.run([aShell(script)]);
  const lines = printed(run).split('\n');
  // The fourth is the listing's own.
  expect(lines[0]).toBe('0, 1, 2, 3');
  expect(lines[1]).toBe('0022');
  expect(lines.slice(2, 13).map((line) => line.replaceAll(/\s+/g, ' '))).toEqual([
    'Uid: 1000 1000 1000 1000',
    'SigBlk: 0000000000000000',
    'SigIgn: 0000000000000000',
    'CapInh: 0000000000000000',
    'CapPrm: 0000000000000000',
    'CapEff: 0000000000000000',
    'CapBnd: 0000000000000000',
    'CapAmb: 0000000000000000',
    'NoNewPrivs: 1',
    'Seccomp: 2',
    `${run.programs[0]?.pid} ${run.programs[0]?.pid}`,
  ]);
  expect(lines.slice(13, 15)).toEqual([`${run.programs[0]?.pid}`, '/box']);
});

test('standard input can be a pipe, closed or /dev/null, and standard output a pipe, closed or full', async () => {
  const script = [
    'import os',
    'for fd in (0, 1):',
    '  try: what = os.readlink(f"/proc/self/fd/{fd}")',
    '  except OSError: what = "none"',
    '  os.write(2, f"{what}\\n".encode())',
  ].join('\n');
  const see = async (stdin: 'pipe' | 'closed' | 'null-device', stdout: 'pipe' | 'closed' | 'full-device') => {
    const end = stdout === 'pipe' ? { kind: stdout, capacityBytes: 0 } : { kind: stdout };
    const run = await box.run([aProgram(['/usr/bin/python3', '-c', script], { stdin, stdout: end })]);
    return textOf(run.programs[0]?.stderr)
      .trim()
      .split('\n')
      .map((line) => line.replace(/:.*/, ''));
  };
  expect(await see('pipe', 'pipe')).toEqual(['pipe', 'pipe']);
  expect(await see('null-device', 'full-device')).toEqual(['/dev/null', '/dev/full']);
  expect(await see('closed', 'closed')).toEqual(['none', 'none']);
});

test('a full device refuses every byte', async () => {
  const run = await box.run([aShell('/bin/echo word', { stdout: { kind: 'full-device' } })]);
  expect(run.programs[0]?.end).toEqual({ kind: 'exited', code: 1 });
  expect(textOf(run.programs[0]?.stderr)).toContain('No space left on device');
});

test('a pipe of 4096 bytes holds 4096 bytes', async () => {
  const script = 'import fcntl; print(fcntl.fcntl(1, 1032))';
  const run = await box.run([
    aProgram(['/usr/bin/python3', '-c', script], { stdout: { kind: 'pipe', capacityBytes: 4096 } }),
  ]);
  expect(printed(run)).toBe('4096\n');
});

test('several programs run side by side in one world and end each in its own way', async () => {
  const run = await box.run([
    aShell('mkfifo /tmp/way; cat /tmp/way; exit 3'),
    aShell('while [ ! -p /tmp/way ]; do sleep 0.01; done; echo from the other > /tmp/way; kill -TERM $$'),
  ]);
  expect(printed(run)).toBe('from the other\n');
  expect(run.programs.map((program) => program.end)).toEqual([
    { kind: 'exited', code: 3 },
    { kind: 'killed', signal: 15 },
  ]);
});

test('what cannot be started says so on its own standard error and ends with 127', async () => {
  const run = await box.run([aProgram(['./nothing'])]);
  expect(run.programs[0]?.end).toEqual({ kind: 'exited', code: 127 });
  expect(textOf(run.programs[0]?.stderr)).toBe('./nothing: No such file or directory\n');
});

test('sysctls of the own namespaces are set for one run, and no others', async () => {
  const read = aShell('cat /proc/sys/kernel/msgmnb /proc/sys/fs/mqueue/msg_max');
  const sysctls = { 'kernel.msgmnb': '4321', 'fs.mqueue.msg_max': '12' };
  expect(printed(await box.run([read], { sysctls }))).toBe('4321\n12\n');
  expect(printed(await box.run([read]))).not.toContain('4321');
  await expect(box.run([read], { sysctls: { 'fs.pipe-max-size': '4096' } })).rejects.toThrow(
    'own namespaces',
  );
});

test('8 MiB go in and come out whole', async () => {
  const data = Buffer.alloc(8 * 1024 * 1024, 'abcdefg');
  const steps = [
    { do: 'write-input', program: 0, data, chunkBytes: data.length, pauseMs: 0 },
    { do: 'close-input', program: 0 },
  ] as const;
  const limits = { ...ordinary, outputBytes: data.length };
  const run = await box.run([aProgram(['/bin/cat'], { stdin: 'pipe' })], { steps, limits });
  expect(Buffer.compare(Buffer.from(run.programs[0]?.stdout ?? []), data)).toBe(0);
  expect(run).toMatchObject({ ended: 'programs-ended', programs: [{ inputBytes: data.length }] });
});

test('a traced run tells its history, and a run stopped by its wall time who was waiting where', async () => {
  const script = 'echo word | cat; sleep 60';
  const run = await box.run([aShell(script)], { traced: true, limits: { ...ordinary, wallMs: 1_000 } });
  expect(run.ended).toBe('wall-time');
  expect(run.programs[0]?.end).toEqual({ kind: 'running' });
  expect(run.tasks.map((task) => task.name)).toEqual(['sh', 'sleep']);
  const words = run.history?.transfers.filter((flow) => textOf(flow.head) === 'word\n');
  expect(words?.length).toBe(2);
  expect(run.history?.blocked.map((one) => one.call).toSorted()).toEqual(['clock_nanosleep', 'wait4']);
});

test('a run can be given up at any moment', async () => {
  const request = {
    files: [],
    programs: [aShell('sleep 60')],
    steps: [],
    collect: [],
    limits: ordinary,
    sysctls: {},
    traced: true,
  };
  const began = performance.now();
  await expect(box.sandbox.run(request, AbortSignal.timeout(300))).rejects.toThrow('aborted');
  expect(performance.now() - began).toBeLessThan(3_000);
});
