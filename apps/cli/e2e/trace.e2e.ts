// Real: the command line as a process of its own, strace, and for some the sandbox.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Trace } from '#libs/contracts/trace';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const main = [
  '--conditions=source',
  '--import',
  `${root}libs/testing/run-typescript.mjs`,
  `${root}apps/cli/src/main.ts`,
  'trace',
];

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'trace-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

// Another run of these tests may have sleepers at the same time.
const own = (seconds: number): string => `${seconds}.${process.pid}`;

interface Ended {
  readonly status: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

function trace(words: readonly string[], input = ''): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [...main, ...words], { cwd: folder }, (error, stdout, stderr) =>
      resolve({ status: error === null ? 0 : error.code, stdout, stderr }),
    );
    child.stdin?.end(input);
  });
}

const traceOf = ({ stdout }: Ended): Trace => Trace.parse(JSON.parse(stdout));

const exitsOf = (seen: Trace) =>
  seen.processes.filter((life) => life.role === 'student').map((life) => life.exit);

test.each([[['--no-sandbox']], [[]]])(
  'the exit status is the command’s, and standard input is passed on (%j)',
  async (where) => {
    const ended = await trace(
      [...where, '--format', 'json', '--', 'sh', '-c', 'cat | wc -c; exit 7'],
      'four',
    );
    expect(ended.status).toBe(7);
    expect(traceOf(ended).transfers.filter((one) => one.text === 'four' && one.bytes === 4).length).toBe(2);
    expect(ended.stderr).toBe('4\n');
  },
);

test('a command that signals its whole group meets nobody else, and its death is told', async () => {
  const ended = await trace(['--no-sandbox', '--format', 'json', '--', 'sh', '-c', 'kill -TERM 0; sleep 60']);
  expect(ended.status).toBe(143);
  expect(exitsOf(traceOf(ended))).toEqual([{ signal: 'SIGTERM' }]);
});

test('signals are neither ignored nor blocked at first, for any of the commands', async () => {
  const look = 'grep -E ^Sig(Ign|Blk) /proc/self/status';
  const ended = await trace([
    '--no-sandbox',
    '--out',
    'signals',
    '--start',
    look,
    '--',
    'grep',
    '-E',
    '^Sig(Ign|Blk)',
    '/proc/self/status',
  ]);
  expect(ended.stdout.match(/^Sig(Ign|Blk):\t0{16}$/gm)).toHaveLength(4);
});

test('time is limited, and nothing that was started lives on', async () => {
  const ended = await trace([
    '--no-sandbox',
    '--seconds',
    '1',
    '--format',
    'json',
    '--',
    'sh',
    '-c',
    `setsid sleep ${own(71)} & sleep ${own(72)}`,
  ]);
  expect(ended.status).toBe(124);
  expect(ended.stderr).toContain('stopped after 1 s');
  expect(exitsOf(traceOf(ended))).toEqual([{ running: true }, { running: true }, { running: true }]);
  expect(await alive([own(71), own(72)])).toEqual([]);
});

test('what outlives the command is ended after a while, and the status stays the command’s', async () => {
  const ended = await trace([
    '--no-sandbox',
    '--linger',
    '0.2',
    '--start',
    `sleep ${own(73)}`,
    '--',
    'sh',
    '-c',
    'exit 3',
  ]);
  expect(ended.status).toBe(3);
  expect(ended.stdout).toMatch(/sleep.*killed by SIGTERM/);
  expect(await alive([own(73)])).toEqual([]);
});

test('Ctrl-C goes to the command, and what it did until then is drawn', async () => {
  const child = spawn(
    process.execPath,
    [...main, '--no-sandbox', '--', 'sh', '-c', 'trap "echo enough; exit 5" INT; echo ready; read line'],
    { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let stdout = '';
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  await once(child.stderr, 'data');
  child.kill('SIGINT');
  const [status] = await once(child, 'close');
  expect(status).toBe(5);
  expect(stdout).toContain('SIGINT');
  expect(stdout).toContain('"enough\\n"');
});

test.each([
  { does: 'ends of it', command: ['sleep', own(74)], exit: { signal: 'SIGINT' } },
  {
    does: 'ignores it',
    command: ['sh', '-c', `trap "" INT; exec sleep ${own(74)}`],
    exit: { running: true },
  },
])(
  'Ctrl-C in the sandbox reaches a command that $does, and what happened until then is drawn',
  async ({ command, exit }) => {
    const child = spawn(process.execPath, [...main, '--format', 'json', '--', ...command], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'close');
    let stdout = '';
    child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
    while ((await alive([own(74)])).length === 0 && child.exitCode === null) await wait(20);
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
    expect(exitsOf(traceOf({ status: 130, stdout, stderr: '' }))).toEqual([exit]);
    expect(await alive([own(74)])).toEqual([]);
  },
);

test('a command that is not there is refused with the name of one that is', async () => {
  const ended = await trace(['--no-sandbox', '--', 'slepe', '1']);
  expect(ended).toEqual({
    status: 2,
    stdout: '',
    stderr: 'NOT_FOUND: There is no command slepe on this machine. There is sleep.\n',
  });
});

test('commands side by side meet in one picture, also with spaces in their names', async () => {
  for (const [name, text] of [
    ['send it.sh', 'mkfifo "a way" 2>&-; echo hello > "a way"'],
    ['get it.sh', 'mkfifo "a way" 2>&-; exec cat "a way"'],
  ] as const) {
    await writeFile(join(folder, name), `#!/bin/sh\n${text}\n`);
    await chmod(join(folder, name), 0o755);
  }
  const ended = await trace(['--format', 'json', '--start', "'./get it.sh'", '--', './send it.sh']);
  expect(ended.status).toBe(0);
  const seen = traceOf(ended);
  const fifo = seen.objects.find((object) => object.kind === 'fifo');
  expect(fifo?.name).toBe('/box/a way');
  expect(seen.transfers.filter((one) => one.through === fifo?.id && one.kind === 'data')).toMatchObject([
    { bytes: 6, text: 'hello\\n' },
  ]);
  expect(seen.warnings).toEqual([]);
});

async function alive(seconds: readonly string[]): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return commands.filter((command) => seconds.some((one) => command === `sleep\0${one}\0`));
}

test.each([[['--no-sandbox']], [[]]])('a word of shared memory is watched (%j)', async (where) => {
  const script = [
    'import mmap, os',
    'memory = mmap.mmap(-1, 4096)',
    'memory[16] = 42',
    'ends = os.pipe()',
    'if os.fork() == 0:',
    '    os.read(ends[0], 1)',
    '    os._exit(memory[16])',
    'os.write(ends[1], b"x")',
    'os.wait()',
  ].join('\n');
  const words = ['--watch', 'anonymous:16:1:loads', '--snapshot', 'anonymous:16:2', '--format', 'json'];
  const seen = traceOf(await trace([...where, ...words, '--', '/usr/bin/python3', '-c', script]));
  expect(seen.accesses.map(({ kind, value, isSure }) => [kind, value, isSure])).toEqual([
    ['store', '42', true],
    ['load', '42', true],
  ]);
  const arrow = seen.transfers.find(({ text }) => text === '42');
  expect(arrow).toMatchObject({ from: 'p1', to: 'p2', kind: 'data', bytes: 1, inferred: false });
  expect(seen.snapshots.map(({ content }) => content)).toEqual(['0000', '2a00']);
  expect(exitsOf(seen)).toEqual([{ code: 0 }, { code: 42 }]);
});

test('what cannot be watched is refused before anything runs', async () => {
  const refused = await trace(['--watch', '/dev/shm/board:3:8', '--', 'true']);
  expect(refused).toMatchObject({ status: 2, stdout: '' });
  expect(refused.stderr).toContain('A word lies at a multiple of its own size.');
  const several = await trace(['--no-sandbox', '--watch', 'anonymous:0:8', '--start', 'true', '--', 'true']);
  expect(several.status).toBe(2);
  expect(several.stderr).toContain('watched for one command');
});

test('an unlucky order is looked for, told with its seed, and shown turn by turn', async () => {
  const script = [
    'import mmap, os',
    'place = mmap.mmap(-1, 8)',
    'child = os.fork()',
    'for _ in range(3): place[0] = place[0] + 1',
    'if child == 0: os._exit(0)',
    'os.wait()',
    'os._exit(0 if place[0] == 6 else 9)',
  ].join('\n');
  await writeFile(join(folder, 'orders.py'), script);
  const ended = await trace(['--schedules', '2', '--format', 'json', '--', '/usr/bin/python3', 'orders.py']);
  expect(ended.stderr).toMatch(/With seed \d, number \d of 2|Nothing went wrong with \d of 2 seeds/);
  expect([0, 9]).toContain(ended.status);
  expect(traceOf(ended).turns.length).toBeGreaterThan(2);

  const refused = await trace(['--no-sandbox', '--schedule', '1', '--', 'true']);
  expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining('leave out --no-sandbox') });
  expect(await trace(['--schedule', 'x', '--', 'true'])).toMatchObject({ status: 2 });
}, 90_000);
