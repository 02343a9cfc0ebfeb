// Real: the launcher, compiled from its sources.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildNative } from '../images/build-native.js';
import { cacheFolder } from '../images/cache-folder.js';
import { Launcher } from './launcher.js';
import type { LaunchRequest } from './requests.js';

let launcher: Launcher;
let program: string;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ipclab-launcher-test-'));
  program = await buildNative('launcher', cacheFolder(undefined), { kind: 'host', etc: '/etc' });
  launcher = await Launcher.open(program);
});

afterAll(async () => {
  await launcher.close();
  await rm(folder, { recursive: true });
});

const shell = (script: string): LaunchRequest => ({
  command: ['/bin/sh', '-c', script],
  uid: null,
  groups: [],
  extra: { kind: 'channel' },
});

test('what a process says before its end is heard whole', async () => {
  const started = await launcher.start(shell('echo first >&2; cat <&3 >&2'));
  started.channel?.end('second');
  await started.ended();
  expect(started.words).toBe('first\nsecond');
  expect(started.hasEnded).toBe(true);
});

test('a process has no environment, no descriptors but its own, and no standard input or output', async () => {
  const started = await launcher.start(shell('env >&2; ls -l /proc/$$/fd | sed "s/.* -> //" >&2'));
  await started.ended();
  const lines = started.words.split('\n');
  expect(lines.filter((line) => line.includes('=')).map((line) => line.split('=')[0])).toEqual(['PWD']);
  expect(lines.filter((line) => line === '/dev/null')).toHaveLength(2);
  expect(lines.filter((line) => line.startsWith('socket:'))).toHaveLength(2);
});

test('a command that is not there ends with words that say so', async () => {
  const started = await launcher.start({ ...shell(''), command: ['/nowhere/at-all'] });
  await started.ended();
  expect(started.words).toBe('Not to be executed: /nowhere/at-all: No such file or directory');
});

test('where a group cannot be joined nothing runs, and words say why', async () => {
  const outside = {
    ...shell(`touch ${folder}/ran`),
    groups: [join(folder, 'no-such-group', 'cgroup.procs')],
  };
  const started = await launcher.start(outside);
  await started.ended();
  expect(started.words).toMatch(/Not in the group of .*no-such-group/);
  await expect(readFile(join(folder, 'ran'))).rejects.toThrow('ENOENT');
});

test('a file is given as descriptor 3, also one whose name is gone', async () => {
  const path = join(folder, 'log');
  await writeFile(path, 'what it held');
  const started = await launcher.start({ ...shell('cat <&3 >&2'), extra: { kind: 'file', path } });
  await started.ended();
  expect(started.words).toBe('what it held');
});

test('many at once are told apart', async () => {
  const all = await Promise.all(
    Array.from({ length: 40 }, async (_, at) => {
      const started = await launcher.start(shell(`echo ${at} >&2`));
      await started.ended();
      return started.words;
    }),
  );
  expect(all).toEqual(Array.from({ length: 40 }, (_, at) => `${at}`));
});

test('a process is killed when asked, and killing it again does nothing', async () => {
  const started = await launcher.start(shell('exec sleep 1000'));
  started.kill();
  await started.ended();
  started.kill();
  await expect(readFile(`/proc/${started.pid}/cmdline`, 'utf8')).rejects.toThrow('ENOENT');
});

test('whatever was started dies with the launcher, and nothing can be started after', async () => {
  const other = await Launcher.open(program);
  const started = await other.start(shell('exec sleep 1000'));
  // Held open by the process alone: its end is the process's end.
  const gone = new Promise((resolve) => started.channel?.on('close', resolve).resume());
  await other.close();
  await gone;
  await expect(other.start(shell('true'))).rejects.toThrow('The launcher has ended.');
});

test('how a process ended is told: by itself, or by which signal', async () => {
  const ends = ['exit 3', 'kill -TERM $$'].map(async (script) => {
    const started = await launcher.start(shell(script));
    await started.ended();
    return started.endSignal;
  });
  expect(await Promise.all(ends)).toEqual([0, constants.signals.SIGTERM]);
});

test('when the launcher alone is killed, what it had started dies, and the next start begins with another one', async () => {
  const other = await Launcher.open(program);
  try {
    const started = await other.start(shell('exec sleep 1000'));
    const status = await readFile(`/proc/${started.pid}/status`, 'utf8');
    process.kill(Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]), 'SIGKILL');
    await started.ended();
    expect(started.endSignal).toBe(constants.signals.SIGKILL);
    const next = await other.start(shell('echo again >&2'));
    await next.ended();
    expect(next.words).toBe('again');
  } finally {
    await other.close();
  }
});
