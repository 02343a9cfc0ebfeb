// Real: the tracer, built with the sanitizers of this machine's gcc, on programs that make a tracer stumble.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultyCalls, rareCalls } from '#libs/contracts/fault-calls';
import { projectRoot } from '../images/project-root.js';

const run = promisify(execFile);
const sources = join(projectRoot(), 'sandbox-images');
const sanitizers = ['-fsanitize=address,undefined', '-fno-sanitize-recover=all', '-g', '-O1'];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ipclab-sanitized-'));
  const lists = await Promise.all(
    ['tracer', 'seccomp'].map(async (name) =>
      (await readdir(join(sources, name)))
        .filter((file) => file.endsWith('.c'))
        .map((file) => join(sources, name, file)),
    ),
  );
  const hostile = (name: string) => join(import.meta.dirname, '..', 'hostile', `${name}.c`);
  await run('gcc', ['-std=c17', ...sanitizers, ...lists.flat(), '-o', join(folder, 'tracer')]);
  for (const name of ['tracees', 'turns', 'watched'])
    await run('gcc', ['-std=gnu17', '-O1', '-pthread', hostile(name), '-o', join(folder, name)]);
}, 120_000);

afterAll(() => rm(folder, { recursive: true }));

/** Traces a command and answers how the tracer ended, what was said, and how much it told. */
async function trace(options: readonly string[], command: readonly string[]) {
  const path = join(folder, 'stream');
  const stream = await open(path, 'w');
  const child = spawn(join(folder, 'tracer'), ['64', ...options, '--', ...command], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', stream.fd],
    timeout: 30_000,
    killSignal: 'SIGKILL',
  });
  if (child.stdout === null || child.stderr === null) throw new Error('The tracer has no output.');
  const [said, complaints] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  await stream.close();
  return { status: child.exitCode, said, complaints, bytes: (await stat(path)).size };
}

test.each([
  ['executes'],
  ['threads', '60'],
  ['vforks', '60'],
  ['murders', '20'],
  ['stops'],
  ['vectors'],
  ['edges'],
  ['passes'],
])('no sanitizer has a word to say about a trace of %s', async (...manner) => {
  const traced = await trace([], [join(folder, 'tracees'), ...manner]);
  expect(traced).toMatchObject({ status: 0, said: 'done\n', complaints: '' });
  // More than its header.
  expect(traced.bytes).toBeGreaterThan(7_000);
});

const everyWatch = ['anonymous;16;8;rw', 'anonymous;0;8;w', 'system-v;8;4;w'].flatMap((one) => [
  '--watch',
  one,
]);
const everySnapshot = ['--snapshot', 'anonymous;0;4096', '--snapshot', 'system-v;0;32'];

test.each(['turns', 'race', 'system-v', 'threads', 'loads', 'exec', 'trap', 'four', 'hot', 'call'])(
  'nor while it watches what shared memory is used for: %s',
  async (manner) => {
    for (const schedule of [[], ['--schedule', '5;20000;1000']]) {
      const options = [...everyWatch, ...everySnapshot, ...schedule];
      const { status, complaints, bytes } = await trace(options, [join(folder, 'watched'), manner]);
      expect({ status, complaints }).toEqual({ status: 0, complaints: '' });
      expect(bytes).toBeGreaterThan(7_000);
    }
  },
);

const watchWord = fc.oneof(
  fc.constantFrom(
    'anonymous',
    'system-v',
    '/dev/shm/x',
    '/',
    '',
    '0',
    '8',
    '4096',
    '16',
    '3',
    '-8',
    'w',
    'rw',
    'x',
  ),
  fc.constantFrom('18446744073709551608', '99999999999999999999', '4611686018427387904', ' 8', '8 '),
  fc.string({ maxLength: 140 }).filter((one) => !one.includes('\0')),
);

test('whatever is to be watched or copied, it is understood or refused with the usage', async () => {
  const options = fc.tuple(fc.constantFrom('--watch', '--snapshot'), fc.array(watchWord, { maxLength: 5 }));
  let understood = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(options, { minLength: 1, maxLength: 6 }), async (all) => {
      const words = all.flatMap(([option, parts]) => [option, parts.join(';')]);
      const { status, complaints } = await trace([...words, '--watch', 'anonymous;8;8;w'], ['/bin/true']);
      if (status === 2) expect(complaints).toMatch(/^usage: tracer/);
      else expect({ status, complaints }).toEqual({ status: 0, complaints: '' });
      understood += status === 0 ? 1 : 0;
    }),
    { numRuns: 80, examples: [[[['--snapshot', ['/', '0', '8']]]], [[['--watch', ['/', '0', '8', 'rw']]]]] },
  );
  expect(understood).toBeGreaterThan(0);
}, 60_000);

test('a fifth register is refused, and so is a fifth copy', async () => {
  const usage = async (...options: readonly string[]) => (await trace(options, ['/bin/true'])).complaints;
  const words = (option: string, form: string, count: number) =>
    Array.from({ length: count }, (_, at) => [option, `anonymous;${8 * at};8${form}`]).flat();
  expect(await usage(...words('--watch', ';w', 4))).toBe('');
  expect(await usage(...words('--watch', ';w', 5))).toMatch(/^usage/);
  expect(await usage(...words('--watch', ';rw', 2))).toBe('');
  expect(await usage(...words('--watch', ';rw', 2), '--watch', 'anonymous;64;1;w')).toMatch(/^usage/);
  expect(await usage(...words('--snapshot', '', 4))).toBe('');
  expect(await usage(...words('--snapshot', '', 5))).toMatch(/^usage/);
});

const everyCall = `calls=${[...faultyCalls, ...rareCalls].join(',')}`;
const storm = [
  'every=3;do=delay;wait=0-200000;seed=7',
  'every=5;when=after;do=delay;wait=0-200000;seed=8',
  'every=7;count=process;do=hold:printed;wait=100000',
  'every=11;do=signal:28',
  'every=13;when=after;do=signal:19;stay=100000-300000',
  'every=17;do=signal:19;to=everybody;stay=200000',
  'every=19;when=after;do=signal:28;to=0.1;wait=0-50000',
  'every=23;do=interrupt:28',
].flatMap((words) => ['--fault', `${everyCall};times=0;${words}`]);

test.each([['executes'], ['threads', '20'], ['vforks', '20'], ['murders', '10'], ['stops'], ['edges']])(
  'no sanitizer has a word to say about bad luck at every call of %s, and the program comes through',
  async (...manner) => {
    const traced = await trace(storm, [join(folder, 'tracees'), ...manner]);
    expect(traced).toMatchObject({ status: 0, said: 'done\n', complaints: '' });
  },
);

const keys = 'calls of object written from every times count when do to wait stay by seed'.split(' ');
const values = fc.oneof(
  fc.constantFrom(
    ...faultyCalls,
    ...rareCalls,
    'read,write,fstat',
    'process',
    'after',
    'everybody',
    'pipe',
    'stdin',
    '/box/data',
    '0.0',
    '15.99',
    '16',
    '1.',
    '.1',
    '5-9',
    '9-5',
    '-',
    'delay',
    'hold:printed',
    'hold:ended',
    'short:1',
    'error:4',
    'error:4096',
    'signal:10',
    'signal:0',
    'interrupt:17',
    'short',
    ':',
    '99999999999999999999',
  ),
  fc.string({ maxLength: 12 }).filter((one) => !one.includes('\0')),
  fc.integer().map(String),
  fc.nat().map(String),
);
const word = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.tuple(fc.constantFrom(...keys), values).map(([key, value]) => `${key}=${value}`),
  },
  { weight: 1, arbitrary: values },
);
const sensible = fc.constantFrom<readonly string[]>(
  [],
  ['calls=openat,read,fstat', 'do=delay', 'wait=1-1000'],
  ['calls=mmap,close', 'do=signal:18', 'to=everybody', 'wait=0-5000', 'stay=100'],
  ['calls=openat', 'object=/usr', 'do=hold:ended', 'wait=1000'],
  ['calls=mmap,close', 'written=/etc/passwd', 'from=2', 'do=delay', 'wait=1-1000'],
);

test('whatever a fault is said to be, it is understood or refused with the usage, and nothing is touched that is not its own', async () => {
  await fc.assert(
    fc.asyncProperty(sensible, fc.array(word, { maxLength: 5 }), async (base, words) => {
      const { status, complaints } = await trace(['--fault', [...base, ...words].join(';')], ['/bin/true']);
      if (status === 2) expect(complaints).toMatch(/^usage: tracer/);
      else expect({ status, complaints }).toEqual({ status: 0, complaints: '' });
    }),
    { numRuns: 60 },
  );
}, 60_000);

test.each(['counts', 'threads', 'sleeps', 'sleeps-until', 'signals'])(
  'nor while it decides who runs when: %s',
  async (manner) => {
    for (const seed of [1, 2, 3]) {
      const { status, complaints } = await trace(
        ['--schedule', `${seed};60000;1000`],
        [join(folder, 'turns'), manner],
      );
      expect({ status, complaints }).toEqual({ status: 0, complaints: '' });
    }
  },
);

test('whatever a schedule is said to be, it is understood or refused with the usage', async () => {
  const number = fc.oneof(
    fc.nat().map(String),
    fc.constantFrom('', '-1', ' 1', '1 ', '0x1', '99999999999999999999'),
  );
  let understood = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(number, { maxLength: 4 }), async (words) => {
      const { status, complaints } = await trace(['--schedule', words.join(';')], ['/bin/true']);
      if (status === 2) expect(complaints).toMatch(/^usage: tracer/);
      else expect({ status, complaints }).toEqual({ status: 0, complaints: '' });
      understood += status === 0 ? 1 : 0;
    }),
    { numRuns: 60, examples: [[['1', '2', '3']], [['1', '2', '3', '4']]] },
  );
  expect(understood).toBeGreaterThan(0);
}, 60_000);
