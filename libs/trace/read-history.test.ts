import { expect, test } from 'vitest';
import { explainWaits } from './explain-waits.js';
import { routes } from './testing-logs/describe-flows.js';
import { readFixture } from './testing-logs/read-fixture.js';

test('bytes from standard input go through a pipe to the child and out again, and the end follows them', async () => {
  const history = await readFixture('parent-to-child');
  expect(routes(history)).toEqual([
    'p0 > standard input > p1:0 20',
    'p1:4 > pipe 1 > p2:3 20',
    'p2:1 > standard output > p0 20',
    'p0 > standard input > p1:0 end-of-file',
    'p1:4 > pipe 1 > p2:3 end-of-file',
  ]);
  expect(history.processes.map(({ id, pid, parent, exit }) => ({ id, pid, parent, exit }))).toEqual([
    { id: 'p0', pid: 0, parent: null, exit: { running: true } },
    { id: 'p1', pid: 2, parent: null, exit: { code: 120 } },
    { id: 'p2', pid: 3, parent: 'p1', exit: { code: 120 } },
  ]);
  expect(history.reaps.map(({ parent, child }) => [parent, child])).toEqual([['p1', 'p2']]);
  expect(history.blocked).toEqual([]);
  expect(history.warnings).toEqual([]);
});

test('a child that keeps its own write end waits for ever, and both waits are explained', async () => {
  const history = await readFixture('keeps-write-end');
  expect(history.processes.map(({ exit }) => exit)).toEqual([
    { running: true },
    { running: true },
    { running: true },
  ]);
  expect(explainWaits(history).map((sentence) => sentence.en)).toEqual([
    'The parent (pid 2) waits in wait4 for the child (pid 3) to end.',
    'The child (pid 3) waits in read on pipe 1 (fd 3): it still holds its write end itself (fd 4).',
    'Deadlock: only the child (pid 3) itself could end its wait.',
  ]);
  expect(explainWaits(history)[1]?.zh).toBe(
    '子进程（pid 3）在 read 中等待 pipe 1（fd 3）：它自己也仍持有写端（fd 4）。',
  );
});

test('two processes that fill both pipes are a deadlock', async () => {
  const history = await readFixture('deadlock');
  expect(
    history.blocked.map(({ process, call, heldBy }) => [
      process,
      call,
      heldBy.map((holder) => holder.process),
    ]),
  ).toEqual([
    ['p1', 'write', ['p1', 'p2']],
    ['p2', 'write', ['p1', 'p2']],
  ]);
  expect(explainWaits(history).at(-1)?.en).toBe(
    'Deadlock: the parent (pid 2) and the child (pid 3) wait for each other.',
  );
  expect(history.endMs).toBeGreaterThan(500);
});

test('a pipeline joins neighbours directly, and each command is known by what it executed', async () => {
  const history = await readFixture('pipeline');
  expect(routes(history)).toEqual([
    'p0 > standard input > p2:0 20',
    'p0 > standard input > p2:0 end-of-file',
    'p2:1 > pipe 1 > p3:0 20',
    'p2:1 > pipe 1 > p3:0 end-of-file',
    'p3:1 > pipe 2 > p4:0 20',
    'p3:1 > pipe 2 > p4:0 end-of-file',
    'p4:1 > standard output > p0 3',
  ]);
  expect(history.processes.map((life) => life.execs.at(-1)?.argv[0])).toEqual([
    undefined,
    '/box/pipeline',
    'sort',
    'tr',
    'wc',
  ]);
  expect(history.reaps).toHaveLength(3);
});

test('a writer without a reader dies of SIGPIPE, sent by nobody, and what it wrote last was never read', async () => {
  const history = await readFixture('broken-pipe');
  const writer = history.processes.find((life) => life.execs.at(-1)?.argv[0] === 'yes');
  expect(writer?.exit).toEqual({ signal: 'SIGPIPE' });
  expect(writer?.signals.map(({ name, from }) => ({ name, from }))).toEqual([
    { name: 'SIGPIPE', from: null },
  ]);
  const pipe = history.objects.find((object) => object.name === 'pipe 1');
  const unread = history.transfers.filter((flow) => flow.kind === 'data' && flow.to === null);
  expect(unread.length).toBeGreaterThan(0);
  expect(unread.every((flow) => flow.from === writer?.id && flow.through === pipe?.id)).toBe(true);
});

test('Python shows its own pipes and the bytes in them, not its modules or its script', async () => {
  const history = await readFixture('python');
  const inner = history.objects.filter((object) => object.outside === null);
  expect(inner.map((object) => object.kind)).not.toContain('file');
  const data = routes(history).filter((line) => !line.endsWith('end-of-file'));
  expect(data.slice(0, 2)).toEqual(['p1:4 > pipe 1 > p2:0 17', 'p2:1 > pipe 2 > p1:5 17']);
  expect(
    history.processes
      .at(-1)
      ?.execs.filter((exec) => exec.error === null)
      .map((exec) => exec.argv),
  ).toEqual([['tr', 'a-z', 'A-Z']]);
});

test('sockets, a FIFO and a file are told apart, each with its own name', async () => {
  const history = await readFixture('sockets');
  expect(
    history.objects
      .filter((object) => object.outside === null && object.kind !== 'signal')
      .map(({ kind, name }) => [kind, name]),
  ).toEqual([
    ['unix-stream', 'socket pair 1'],
    ['pipe', 'pipe 1'],
    ['unix-stream', '/tmp/so.ck'],
    ['tcp', '127.0.0.1:4567'],
    ['fifo', '/box/ff'],
    ['file', '/box/m.txt'],
  ]);
  expect(routes(history)).toContain('p2:8 > /tmp/so.ck > p1:8 5');
  expect(routes(history)).toContain('p1:11 > 127.0.0.1:4567 > p3:11 4');
  expect(routes(history)).toContain('p4:12 > /box/ff > p1:12 4');
  expect(routes(history)).toContain('p1:13 > /box/m.txt > - 4');
  expect(routes(history)).toContain('p1 > SIGKILL > p6 signal');
});
