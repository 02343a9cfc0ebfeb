import { constants } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BoxFile } from '../sandbox.js';
import { aProgram, aSandbox, aShell, ordinary, printed, textOf, type TestSandbox } from './a-sandbox.js';

// What programs begin with, and what the harness sees while they run, on the real sandbox of this host.

let box: TestSandbox;
beforeAll(async () => void (box = await aSandbox()));
afterAll(() => box.sandbox.close());

const { SIGXFSZ, SIGCHLD, SIGKILL, SIGUSR1 } = constants.signals;

function placed(path: string, over: Partial<BoxFile> = {}): BoxFile {
  return { path, content: Buffer.from('old\n'), mode: 0o640, ...over };
}

test('files, folders and FIFOs lie where they were placed, and belong to the programs', async () => {
  const files = [
    placed('here'),
    placed('/tmp/deep/er'),
    placed('/dev/shm/object', { mode: 0o600 }),
    placed('/mnt/box', { kind: 'folder', mode: 0o500, content: Buffer.of() }),
    placed('/mnt/way', { kind: 'fifo', mode: 0o622, content: Buffer.of() }),
  ];
  const script =
    'stat -c "%n %A %u %s" here /tmp/deep/er /dev/shm/object /mnt/box /mnt/way; stat -c %d /mnt /tmp | uniq | wc -l; rm /mnt/way';
  const run = await box.run([aShell(script)], { files, collect: ['/dev/shm/object'] });
  expect(printed(run).trim().split('\n')).toEqual([
    'here -rw-r----- 1000 4',
    '/tmp/deep/er -rw-r----- 1000 4',
    '/dev/shm/object -rw------- 1000 4',
    '/mnt/box dr-x------ 1000 40',
    '/mnt/way prw--w--w- 1000 0',
    '2',
  ]);
  expect(run.remnants).toEqual([]);
  expect(textOf(run.files.get('/dev/shm/object'))).toBe('old\n');
  expect(run.everything?.map(({ kind, name, mode }) => [kind, name, mode])).toEqual([
    ['posix-shm', '/object', 0o600],
    ['file', '/box/here', 0o640],
    ['folder', '/tmp/deep', 0o755],
    ['file', '/tmp/deep/er', 0o640],
    ['folder', '/mnt/box', 0o500],
  ]);
});

test('a program begins with the bounds, the umask and the ignored signals that it was given, and the one beside it with the usual ones', async () => {
  const script = 'ulimit -n; ulimit -f; umask';
  const masks = ['/bin/grep', 'SigIgn', '/proc/self/status'];
  const bounds = {
    openFiles: 6,
    fileBytes: 60 * 512,
    umask: 0o077,
    ignoredSignals: [SIGXFSZ, SIGCHLD],
  };
  const run = await box.run([
    aShell(script, bounds),
    aShell(script),
    aProgram(masks, bounds),
    aProgram(masks),
  ]);
  const mask = (2 ** (SIGXFSZ - 1) + 2 ** (SIGCHLD - 1)).toString(16).padStart(16, '0');
  expect(printed(run)).toBe('6\n60\n0077\n');
  expect(textOf(run.programs[2]?.stdout)).toBe(`SigIgn:\t${mask}\n`);
  expect(textOf(run.programs[3]?.stdout)).toBe(`SigIgn:\t${'0'.repeat(16)}\n`);
  expect(textOf(run.programs[1]?.stdout)).toMatch(/^256\n\d+\n0022\n$/);
});

test('four descriptors are enough for the loader of a small program', async () => {
  const run = await box.run([aProgram(['/bin/true'], { openFiles: 4 })]);
  expect(run.programs[0]?.end).toEqual({ kind: 'exited', code: 0 });
});

test('a write beyond the bound of a file fails where its signal is ignored', async () => {
  const script = 'head -c 5000 /dev/zero > here || exit 7';
  const bounds = { fileBytes: 4_000, ignoredSignals: [SIGXFSZ] };
  const run = await box.run([aShell(script, bounds)], { collect: ['here'] });
  expect(run.programs[0]?.end).toEqual({ kind: 'exited', code: 7 });
  expect(run.files.get('here')?.length).toBe(4_000);
});

const sightseeing = [
  'import os, signal, sys',
  'fds = [os.open("/dev/null", os.O_RDONLY) for _ in range(5)]',
  'if os.fork() == 0: os._exit(0)',
  'open("/dev/shm/mark", "w").close()',
  'print("first", flush=True)',
  'signal.sigwait([signal.SIGUSR1]) if not signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1]) else 0',
  'for fd in fds: os.close(fd)',
  'os.unlink("/dev/shm/mark")',
  'print("second, and no newline", end="", flush=True)',
  'sys.stdin.read()',
].join('\n');

test('a look sees names, zombies and open descriptors in the middle of a run', async () => {
  const run = await box.run([aProgram(['/usr/bin/python3', '-c', sightseeing], { stdin: 'pipe' })], {
    steps: [
      { do: 'await-line', program: 0, wanted: { lines: 1 }, withinMs: 5_000 },
      { do: 'await-blocked', withinMs: 5_000 },
      { do: 'look', name: 'before' },
      { do: 'signal', program: 0, to: 'program', signal: SIGUSR1 },
      { do: 'await-line', program: 0, wanted: { text: 'no newline' }, withinMs: 5_000 },
      { do: 'await-descriptors', program: 0, since: 'before', more: -5, withinMs: 2_000 },
      { do: 'look', name: 'after' },
      { do: 'await-descriptors', program: 0, since: 'before', more: -6, withinMs: 30 },
      { do: 'await-line', program: 0, wanted: { lines: 2 }, withinMs: 30 },
      { do: 'close-input', program: 0 },
    ],
  });
  expect(run.steps.map((step) => step.done)).toEqual(
    [1, 1, 1, 1, 1, 1, 1, 0, 0, 1].map((done) => done === 1),
  );
  const [before, after] = [run.steps[2]?.sight, run.steps[6]?.sight];
  const pid = run.programs[0]?.pid;
  expect(before?.left).toMatchObject([{ kind: 'posix-shm', name: '/mark', mode: 0o644 }]);
  expect(after?.left).toEqual([]);
  expect(before?.processes).toMatchObject([
    { pid, state: 'S', descriptors: 8 },
    { parentPid: pid, state: 'Z', descriptors: 0 },
  ]);
  expect(after?.processes[0]?.descriptors).toBe(3);
  expect(after?.atMs).toBeGreaterThan(before?.atMs ?? Number.POSITIVE_INFINITY);
});

test('who waits for a file goes on when it is as wanted, and not before', async () => {
  const script =
    'mkfifo way; printf 12 > pid; read line; echo 3 >> pid; read line; rm pid; read line; rm way; sleep 9';
  const tell = { do: 'write-input', program: 0, data: Buffer.from('\n'), chunkBytes: 1, pauseMs: 0 } as const;
  const file = (kind: 'there' | 'gone' | 'ends-in-newline', path: string, withinMs = 5_000) =>
    ({ do: 'await-file', path, wanted: { kind }, withinMs }) as const;
  const run = await box.run([aShell(script, { stdin: 'pipe' })], {
    steps: [
      file('there', '/box/way'),
      { do: 'await-file', path: 'pid', wanted: { kind: 'holds', text: '12' }, withinMs: 5_000 },
      file('ends-in-newline', 'pid', 30),
      tell,
      file('ends-in-newline', 'pid'),
      { do: 'await-file', path: 'pid', wanted: { kind: 'bytes', atLeast: 5 }, withinMs: 30 },
      file('gone', 'pid', 30),
      tell,
      file('gone', 'pid'),
      tell,
      file('gone', 'way'),
      { do: 'pause', ms: 20 },
      { do: 'signal', program: 0, to: 'everybody', signal: SIGKILL },
    ],
  });
  expect(run.steps.map((step) => step.done)).toEqual(
    [1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1].map((done) => done === 1),
  );
  expect(run.steps[11]?.ms).toBeGreaterThanOrEqual(19);
});

test('sixty-four programs run side by side', async () => {
  const programs = Array.from({ length: 64 }, (_, at) => aShell(`echo ${at}`));
  const limits = { processes: 256 };
  const run = await box.run(programs, { limits: { ...ordinary, ...limits } });
  expect(run.programs.map((program) => textOf(program.stdout))).toEqual(programs.map((_, at) => `${at}\n`));
});
