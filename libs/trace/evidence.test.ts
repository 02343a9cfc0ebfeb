import { expect, test } from 'vitest';
import {
  bytesMoved,
  descendants,
  endOfFile,
  firstReceive,
  flowsThrough,
  openAt,
  readersOf,
  successfulExecs,
  writersOf,
} from './evidence.js';
import { readFixture } from './testing-logs/read-fixture.js';
import { toTrace } from './to-trace.js';

test('who wrote the output and who read the input is told by the trace', async () => {
  const history = await readFixture('parent-to-child');
  expect(writersOf(history, 'stdout').map((life) => life.id)).toEqual(['p2']);
  expect(writersOf(history, 'stderr')).toEqual([]);
  expect(readersOf(history, 'stdin').map((life) => life.id)).toEqual(['p1']);
});

test('bytes are counted between parties, through inner objects only', async () => {
  const history = await readFixture('parent-to-child');
  const below = new Set(descendants(history, 'p1').map((life) => life.id));
  expect([...below]).toEqual(['p2']);
  expect(bytesMoved(history, { kind: 'pipe', from: new Set(['p1']), to: below })).toBe(20);
  expect(bytesMoved(history, { kind: 'pipe', from: below })).toBe(0);
  expect(flowsThrough(history, { kind: 'pipe' })).toHaveLength(1);
});

test('what was open at the first read of data is known, and so is the end of the stream', async () => {
  const history = await readFixture('parent-to-child');
  const pipe = history.objects.find((object) => object.name === 'pipe 1')?.id ?? '';
  const first = firstReceive(history, 'p2', pipe);
  const atMs = first?.receivedMs ?? -1;
  expect(openAt(history, 'p1', atMs).map(({ fd, access }) => [fd, access])).toEqual([
    [0, 'read'],
    [1, 'write'],
    [2, 'write'],
    [4, 'write'],
  ]);
  expect(
    openAt(history, 'p2', atMs)
      .filter((span) => span.object === pipe)
      .map((span) => span.fd),
  ).toEqual([3]);
  expect(endOfFile(history, 'p2', pipe)?.from).toBe('p1');
  expect(endOfFile(history, 'p1', pipe)).toBeNull();
  expect(firstReceive(history, 'p1', pipe)).toBeNull();
});

test('only programs that were really executed count', async () => {
  const history = await readFixture('pipeline');
  expect(successfulExecs(history, 'p3').map((exec) => exec.path)).toEqual(['/usr/bin/tr']);
  expect(successfulExecs(history, 'nobody')).toEqual([]);
});

test('a trace says the same in public words, its bytes as readable text', async () => {
  const trace = toTrace(await readFixture('parent-to-child'));
  expect(trace.processes.map(({ command, role }) => [command.join(' '), role])).toEqual([
    ['', 'harness'],
    ['/box/uppercase', 'student'],
    ['/box/uppercase', 'student'],
  ]);
  expect(trace.objects.find((object) => object.name === 'pipe 1')).toMatchObject({
    mechanism: 'pipe',
    kind: 'pipe',
    usedBy: ['p1', 'p2'],
  });
  expect(trace.transfers.find((transfer) => transfer.to === 'p2')?.text).toBe('the quick brown fox\\n');
});
