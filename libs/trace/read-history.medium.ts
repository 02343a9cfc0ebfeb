// Real: strace and sh of this machine.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { History } from './history.js';
import { readHistory } from './read-history.js';
import { straceOptions } from './strace-options.js';
import { routes } from './testing-logs/describe-flows.js';

async function trace(...command: readonly string[]): Promise<History> {
  const folder = await mkdtemp(join(tmpdir(), 'ipclab-trace-test-'));
  const log = join(folder, 'log');
  try {
    await promisify(execFile)('strace', [...straceOptions(64), '-o', log, '--', ...command], {
      timeout: 20_000,
    });
    const text = await readFile(log, 'latin1');
    return await readHistory(text.split('\n'), [{ pid: Number.parseInt(text, 10), program: 'sh' }]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('a pipeline of a real shell is seen as it ran', async () => {
  const history = await trace('/bin/sh', '-c', 'printf hello | cat');
  // Whether the first command ends before the second one writes is the scheduler's choice.
  expect([...routes(history)].sort()).toEqual([
    'p2:1 > pipe 1 > p3:0 5',
    'p2:1 > pipe 1 > p3:0 end-of-file',
    'p3:1 > standard output > p0 5',
  ]);
  expect(history.processes.map((life) => life.parent)).toEqual([null, null, 'p1', 'p1']);
  expect(history.reaps.map((reap) => reap.child).sort()).toEqual(['p2', 'p3']);
  expect(history.warnings).toEqual([]);
});

test('a named pipe and a signal of real programs are seen', async () => {
  const script =
    'cd "$(mktemp -d)" && mkfifo door && { cat door & } && echo hi > door; wait; rm door; trap "exit 7" TERM; kill -TERM $$';
  const history = await trace('/bin/sh', '-c', `sh -c '${script}' || true`);
  const fifo = history.objects.find((object) => object.kind === 'fifo');
  expect(fifo?.name).toMatch(/\/door$/);
  const data = history.transfers.filter((flow) => flow.through === fifo?.id && flow.kind === 'data');
  expect(data.map((flow) => [flow.bytes, flow.from === flow.to])).toEqual([[3, false]]);
  const shell = history.processes.find((life) => life.signals.some((signal) => signal.name === 'SIGTERM'));
  expect(shell?.exit).toEqual({ code: 7 });
  expect(shell?.signals.find((signal) => signal.name === 'SIGTERM')?.from).toBe(shell?.id);
});
