import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import type { Trace } from '#libs/contracts/trace';
import { readHistory } from '../read-history.js';
import { straceOptions } from '../strace-options.js';
import { toTrace } from '../to-trace.js';
import type { RandomProgram } from './make-program.js';

const run = promisify(execFile);
const runMs = 20_000;

/** Compiles the player of scripts into a folder and answers its path. */
export async function buildPlayer(folder: string): Promise<string> {
  const player = join(folder, 'play');
  const sources = fileURLToPath(new URL('play', import.meta.url));
  const parts = (await readdir(sources)).filter((name) => name.endsWith('.c'));
  const strict = [
    '-std=c17',
    '-O1',
    '-D_GNU_SOURCE',
    '-Wall',
    '-Wextra',
    '-Wconversion',
    '-Werror',
    '-pthread',
  ];
  await run('gcc', [...strict, ...parts.map((name) => join(sources, name)), '-o', player]);
  return player;
}

/** Plays a program for real, in namespaces of its own, under strace, and answers what was seen. */
export async function playProgram(player: string, program: RandomProgram): Promise<Trace> {
  const folder = await mkdtemp(join(tmpdir(), 'ipclab-random-'));
  const log = join(folder, 'log');
  const alone = [
    // Whatever hangs dies with bwrap.
    ['--unshare-pid', '--die-with-parent', '--unshare-ipc', '--unshare-net'],
    [
      '--dev-bind',
      '/',
      '/',
      '--proc',
      '/proc',
      '--tmpfs',
      '/tmp',
      '--tmpfs',
      '/dev/shm',
      '--bind',
      folder,
      folder,
    ],
    ['--ro-bind', player, player, '--chdir', folder],
  ].flat();
  const traced = ['strace', ...straceOptions(64), '-o', log, '--', player, program.script];
  try {
    await run('bwrap', [...alone, '--', ...traced], { timeout: runMs, killSignal: 'SIGKILL' });
    const text = await readFile(log, 'latin1');
    return toTrace(
      await readHistory(text.split('\n'), [{ pid: Number.parseInt(text, 10), program: 'play' }]),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}
