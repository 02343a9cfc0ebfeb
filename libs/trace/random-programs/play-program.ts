import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import type { Trace } from '#libs/contracts/trace';
import type { History } from '../history.js';
import { readHistory, readTracerHistory } from '../read-history.js';
import { straceOptions } from '../strace-options.js';
import { toTrace } from '../to-trace.js';
import { readStream } from '../tracer/read-stream.js';
import type { RandomProgram } from './make-program.js';

const run = promisify(execFile);
const runMs = 20_000;
const payloadBytes = 64;

/** Paths of what plays a script, and of ipclab's own tracer. */
export interface Stage {
  readonly player: string;
  readonly tracer: string;
}

/** Who watches a program. */
export type Watcher = 'strace' | 'own tracer';

/** Compiles the player of scripts and the tracer into a folder. */
export async function buildStage(folder: string): Promise<Stage> {
  const [player, tracer] = [join(folder, 'play'), join(folder, 'tracer')];
  const images = '../../../sandbox-images';
  await Promise.all([
    compile(['play'], ['-O1', '-D_GNU_SOURCE', '-pthread', '-o', player]),
    compile([`${images}/tracer`, `${images}/seccomp`], ['-O2', '-static', '-o', tracer]),
  ]);
  return { player, tracer };
}

async function compile(folders: readonly string[], options: readonly string[]): Promise<void> {
  const paths = folders.map((folder) => fileURLToPath(new URL(folder, import.meta.url)));
  const listed = await Promise.all(
    paths.map(async (path) => (await readdir(path)).map((name) => join(path, name))),
  );
  const sources = listed.flat().filter((path) => path.endsWith('.c'));
  await run('gcc', ['-std=c17', '-Wall', '-Wextra', '-Wconversion', '-Werror', ...sources, ...options]);
}

/** Plays a program for real, in namespaces of its own, and answers what was seen of it. */
export async function playProgram(stage: Stage, program: RandomProgram, watcher: Watcher): Promise<Trace> {
  const folder = await mkdtemp(join(tmpdir(), 'ipclab-random-'));
  const log = join(folder, 'log');
  const alone = [
    // Whatever hangs dies with bwrap.
    ['--unshare-pid', '--die-with-parent', '--unshare-ipc', '--unshare-net'],
    ['--dev-bind', '/', '/', '--proc', '/proc', '--tmpfs', '/tmp', '--tmpfs', '/dev/shm'],
    ['--bind', folder, folder, '--chdir', folder],
    ...[stage.player, stage.tracer].map((path) => ['--ro-bind', path, path]),
  ].flat();
  // The tracer's stream leaves on descriptor 3, which whoever it starts does not get.
  const watched = {
    strace: ['strace', ...straceOptions(payloadBytes), '-o', log, '--'],
    'own tracer': ['sh', '-c', `exec "$@" 3>${log}`, 'sh', stage.tracer, `${payloadBytes}`, '--'],
  }[watcher];
  try {
    await run('bwrap', [...alone, '--', ...watched, stage.player, program.script], {
      timeout: runMs,
      killSignal: 'SIGKILL',
    });
    return toTrace(await (watcher === 'strace' ? readLines(log) : readRecords(log)));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function readLines(log: string): Promise<History> {
  const text = await readFile(log, 'latin1');
  return readHistory(text.split('\n'), [{ pid: Number.parseInt(text, 10), program: 'play' }]);
}

async function readRecords(log: string): Promise<History> {
  const { tasks } = await readStream(createReadStream(log));
  return readTracerHistory(createReadStream(log), [{ pid: tasks[0]?.tid ?? 0, program: 'play' }]);
}
