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
import { faultyCalls } from '#libs/contracts/fault';
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
  const hostile = join(import.meta.dirname, '..', 'hostile', 'tracees.c');
  await run('gcc', ['-std=c17', ...sanitizers, ...lists.flat(), '-o', join(folder, 'tracer')]);
  await run('gcc', ['-std=gnu17', '-O1', '-pthread', hostile, '-o', join(folder, 'tracees')]);
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

const word = fc.oneof(
  fc.constantFrom(
    ...faultyCalls,
    'read,write',
    '',
    ';',
    ',',
    '-1',
    '0',
    '1',
    '99999999999999999999',
    'pipe:[',
    'short',
    'error',
  ),
  fc.string({ maxLength: 12 }).filter((one) => !one.includes('\0')),
  fc.integer().map(String),
);

test('whatever a fault is said to be, it is understood or refused with the usage, and nothing is touched that is not its own', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 9 }), async (words) => {
      const { status, complaints } = await trace(['--fault', words.join(';')], ['/bin/true']);
      if (status === 2) expect(complaints).toMatch(/^usage: tracer/);
      else expect({ status, complaints }).toEqual({ status: 0, complaints: '' });
    }),
    { numRuns: 60 },
  );
}, 60_000);
