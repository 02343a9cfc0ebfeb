import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { countLines } from './count-lines.js';
import { readLogs } from './read-logs.js';

const folder = mkdtempSync(join(tmpdir(), 'read-logs-'));
afterAll(() => rmSync(folder, { recursive: true }));

function aLog(name: string, ...lines: readonly string[]): string {
  const path = join(folder, name);
  const start = [
    '7 1.000000000 execve("/usr/bin/setsid", ["setsid", "a"]) = 0',
    '7 1.100000000 close(3) = 0',
  ];
  writeFileSync(path, [...start, ...lines, ''].join('\n'));
  return path;
}

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const read: string[] = [];
  for await (const line of lines) read.push(line);
  return read;
}

test('logs are read as one in the order of their clocks, each from its program on', async () => {
  const logs = [
    aLog('a', '7 2.000000000 execve("a") = 0', '7 5.000000000 +++ exited with 0 +++'),
    aLog(
      'b',
      '8 3.000000000 execve("b") = 0',
      '8 4.000000000 close(1) = 0',
      '8 6.000000000 +++ exited with 0 +++',
    ),
  ];
  expect((await all(readLogs(logs))).map((line) => line.split(' ')[1]?.slice(0, 3))).toEqual([
    '2.0',
    '3.0',
    '4.0',
    '5.0',
    '6.0',
  ]);
});

test('a call during which another tracer saw something is told where it began and where it came back', async () => {
  const logs = [
    aLog('d', '7 2.000000000 execve("a") = 0', '7 3.000000000 read(0, "x<2.0>", 9) = 1 <2.000100>'),
    aLog('e', '8 2.500000000 execve("b") = 0', '8 4.000000000 write(1, "x", 1) = 1 <0.000001>'),
  ];
  expect(await all(readLogs(logs))).toEqual([
    '7 2.000000000 execve("a") = 0',
    '8 2.500000000 execve("b") = 0',
    '7 3.000000000 read( <unfinished ...>',
    '8 4.000000000 write(1, "x", 1) = 1 <0.000001>',
    '7 5.000100000 <... read resumed>0, "x<2.0>", 9) = 1 <2.000100>',
  ]);
});

test('an attempt to begin in a folder of PATH that has no such program is kept', async () => {
  const log = aLog(
    'c',
    '7 2.000000000 execve("/bin/a") = -1 ENOENT',
    '7 3.000000000 execve("/usr/bin/a") = 0',
  );
  expect(await all(readLogs([log]))).toHaveLength(2);
});

test('progress is told every 50,000 lines', async () => {
  const told: number[] = [];
  async function* many(): AsyncGenerator<string> {
    for (let line = 0; line < 120_000; line += 1) yield 'x';
  }
  expect(await all(countLines(many(), (count) => told.push(count)))).toHaveLength(120_000);
  expect(told).toEqual([50_000, 100_000]);
});
