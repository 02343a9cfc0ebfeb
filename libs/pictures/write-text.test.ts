import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { aProcess, aTrace, aTransfer, traceOf } from '#libs/testing/a-trace';
import { aCrowdedTrace, aRingTrace } from '#libs/testing/a-crowded-trace';
import { aDeadlockedTrace, anObject, aTellingTrace } from '#libs/testing/a-telling-trace';
import { anyTrace } from '#libs/testing/any-trace';
import { writeCsv } from './write-csv.js';
import { writeDot } from './write-dot.js';
import { writeMermaid } from './write-mermaid.js';
import { writeText } from './write-text.js';

test('a timeline reads like what happened', async () => {
  const [summary, ...lines] = writeText(await traceOf('parent-to-child'), 'en').split('\n');
  expect(summary).toMatch(/^2 processes, 3 objects, [\d.]+ ms$/);
  const events = lines.map((line) => line.slice(11)).filter((line) => !line.includes('blocked for'));
  expect(events).toEqual([
    'uppercase (pid 2) start',
    'uppercase (pid 2) → uppercase (pid 3): fork',
    'standard input → uppercase (pid 2): 20 B "the quick brown fox\\n"',
    'uppercase (pid 2) → pipe 1 → uppercase (pid 3): 20 B "the quick brown fox\\n"',
    'uppercase (pid 3) → standard output: 20 B "THE QUICK BROWN FOX\\n"',
    'standard input → uppercase (pid 2): end-of-file',
    'uppercase (pid 2) → pipe 1 → uppercase (pid 3): end-of-file, uppercase (pid 2) closes fd 4',
    'uppercase (pid 3): exit 120',
    'uppercase (pid 2): exit 120',
    '',
  ]);
});

test('a loop of many equal steps is folded into a few rows that say how many', () => {
  const steps = Array.from({ length: 5000 }, (_, step) => [
    aTransfer({ from: 'p1', to: 'p2', sentMs: step, receivedMs: step + 0.5, bytes: 4096 }),
    aTransfer({ from: 'p2', to: 'p1', through: 'o2', sentMs: step + 0.6, receivedMs: step + 0.7, bytes: 1 }),
  ]);
  const text = writeText(aTrace({ transfers: steps.flat() }), 'en');
  expect(text).toContain('a (pid 2) → pipe 1 → b (pid 3): 20 MiB ×5000');
  expect(text).toContain('b (pid 3) → pipe 2 → a (pid 2): 4.9 KiB ×5000');
  expect(text.split('\n').length).toBeLessThan(12);
});

test('exports quote what would mean something to their readers', () => {
  const trace = aTrace({ transfers: [aTransfer({ text: '=cmd()",\n;#<b>' })] });
  expect(writeCsv(trace).split('\r\n')[1]).toBe(
    `data,p1,p2,o1,pipe 1,1,2,5,"'=cmd()"",␊;#<b>",false,1,,,,,,,,,,`,
  );
  expect(writeMermaid(trace)).toContain("p1->>o1: 5 B '=cmd()',····b·'");
  expect(writeDot(aTrace({ processes: [aProcess({ command: ['a"\\'] })], transfers: [] }))).toContain(
    'label="a\\"\\\\\\npid 2"',
  );
});

test('what waits, why it ended and what was only inferred is said in words too', () => {
  const text = writeText(aTellingTrace(), 'en');
  for (const line of [
    'client (pid 3): blocked for 7.00 ms in read on pipe 1',
    'server (pid 2) → /jobs: 32 B "urgent", prio 9',
    'server (pid 2) → /dev/shm/board → client (pid 3): 8 B, inferred',
    'server (pid 2) → client (pid 3): SIGUSR1 ×20 sent, 1 delivered',
    'server (pid 2) → pipe 1 → client (pid 3): end-of-file, server (pid 2) closes fd 4',
    'outside → client (pid 3): SIGPIPE, logger (pid 4) closes fd 3',
    'client (pid 3): maps 4 KiB of /dev/shm/board, read-only',
    'logger (pid 4): exec sort',
  ])
    expect(text).toContain(line);
});

test('a deadlock is told as the cycle that it is, in both languages', () => {
  expect(writeText(aDeadlockedTrace(), 'en')).toContain('Deadlock: b (pid 3) → c (pid 4) → b (pid 3).');
  expect(writeText(aDeadlockedTrace(), 'zh')).toContain('死锁：b (pid 3) → c (pid 4) → b (pid 3)。');
});

test('a window of time leaves out what was before and after it', () => {
  const text = writeText(aTellingTrace(), 'en', { fromMs: 8, toMs: 16 });
  expect(text).toContain('8.00 ms to 16.0 ms of 30.0 ms');
  expect(text).toContain('pipe 1 → client (pid 3): 3.9 KiB "first"');
  expect(text).not.toMatch(/fork|exit|SIGPIPE/);
});

test('many workers that are alike are one line, and those who are not have one of their own', () => {
  const text = writeText(aCrowdedTrace(64, { signal: 'SIGSEGV' }), 'en');
  expect(text).toContain('64 processes, 63 objects');
  expect(text).toContain('parent (pid 2) → pipe ×62 → worker ×62: 1.2 KiB ×62 "job"');
  expect(text).toContain('worker (pid 65): killed by SIGSEGV');
});

test('workers that talk to each other are told apart however many they are', () => {
  expect(writeText(aRingTrace(32), 'en')).toContain('worker (pid 3) → pipe 2 → worker (pid 4): 20 B "job"');
});

test('a semaphore that nobody waited for is not drawn, memory that somebody mapped is', () => {
  const objects = [
    anObject({ id: 'o1', mechanism: 'synchronisation', kind: 'semaphore', name: '/full' }),
    anObject({ id: 'o2', mechanism: 'shared-memory', kind: 'posix-shm', name: '/board' }),
  ];
  const mapping = { process: 'p1', access: 'both', offset: 0, bytes: 32, fromMs: 1, untilMs: null } as const;
  const mappings = objects.map(({ id }) => ({ ...mapping, object: id }));
  const text = writeText(aTrace({ objects, mappings }), 'en');
  expect(text).toContain('a (pid 2): maps 32 B of /board, read and write');
  expect(text).not.toContain('/full');
});

test('a try along PATH that failed is told only when no later one succeeded', () => {
  const execs = [
    { atMs: 1, command: ['/usr/local/bin/tr'], error: 'ENOENT' },
    { atMs: 2, command: ['/usr/bin/tr'], error: null },
  ];
  const found = aTrace({ processes: [aProcess({ execs })] });
  expect(writeText(found, 'en')).not.toContain('ENOENT');
  const lost = aTrace({ processes: [aProcess({ execs: execs.slice(0, 1) })] });
  expect(writeText(lost, 'en')).toContain('a (pid 2): exec tr: ENOENT');
});

test('every string of a DOT file is closed, whatever a trace holds', () => {
  fc.assert(
    fc.property(anyTrace, (trace) => {
      const dot = writeDot(trace);
      const rest = dot.replaceAll(/"(?:[^"\\\n]|\\["\\n])*"/g, 'S');
      expect(rest).not.toContain('"');
      expect(rest).toMatch(/^digraph ipc \{[\s\w;=[\]>-]*\}\n$/);
    }),
    { numRuns: 100 },
  );
});

test('every line of a Mermaid diagram is one that Mermaid knows, whatever a trace holds', () => {
  const line =
    /^(sequenceDiagram| {2}participant \w+ as .*| {2}Note over \w+: .*| {2}\w+(->>|-->>|-\))\w+: [^;#<>"]*)$/;
  fc.assert(
    fc.property(anyTrace, (trace) => {
      const lines = writeMermaid(trace).trimEnd().split('\n');
      expect(lines.filter((one) => !line.test(one))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test('every line of a CSV file has the same number of fields, whatever a trace holds', () => {
  fc.assert(
    fc.property(anyTrace, (trace) => {
      const lines = writeCsv(trace).split('\r\n').slice(0, -1);
      expect(lines).toHaveLength(trace.transfers.length + trace.accesses.length + 1);
      const count = (line: string): number => line.replaceAll(/"(?:[^"]|"")*"/g, 'S').split(',').length;
      for (const line of lines) expect(count(line)).toBe(count(lines[0] ?? ''));
    }),
    { numRuns: 100 },
  );
});

test('whatever a trace holds, its exports have no control characters but line ends', () => {
  fc.assert(
    fc.property(anyTrace, (trace) => {
      for (const text of [writeText(trace, 'zh'), writeMermaid(trace), writeDot(trace), writeCsv(trace)])
        expect(text.replaceAll(/\r?\n/g, '')).not.toMatch(/[\p{Cc}\p{Cs}]/u);
    }),
    { numRuns: 100 },
  );
});

test('messages of different priorities are no repeats of each other', () => {
  const transfers = [9, 5, 5, 1].map((priority, at) =>
    aTransfer({ priority, text: `m${at}`, sentMs: at, receivedMs: 10 + at }),
  );
  const text = writeText(aTrace({ transfers }), 'en');
  for (const at of transfers.keys()) expect(text).toContain(`"m${at}", prio ${transfers[at]?.priority}`);
});

test('how much was inferred to go through memory nobody knows, and no number is told', () => {
  const text = writeText(aTrace({ transfers: [aTransfer({ bytes: 0, inferred: true })] }), 'en');
  expect(text).toContain('a (pid 2) → pipe 1 → b (pid 3): data, inferred');
});

test('a signal that outlives its sender is told where it was sent', () => {
  const trace = aTrace({
    processes: [
      aProcess({ endMs: 3 }),
      aProcess({ id: 'p2', pid: 3, parent: 'p1', command: ['b'], endMs: 9 }),
    ],
    objects: [anObject({ id: 'o1', kind: 'signal', mechanism: 'signal', name: 'SIGUSR1' })],
    transfers: [aTransfer({ kind: 'signal', bytes: 0, sentMs: 2, receivedMs: 6 })],
  });
  const lines = writeText(trace, 'en').split('\n');
  const sent = lines.findIndex((line) => line.includes('SIGUSR1'));
  expect(sent).toBeGreaterThan(0);
  expect(sent).toBeLessThan(
    lines.findIndex((line) => line.includes('a (pid 2): still') || line.includes('a (pid 2): exit')),
  );
});

test('a counter takes and gives sums: two writes are one read, and one write is two reads of a semaphore', () => {
  const wake = (value: number, sentMs: number, receivedMs: number) =>
    aTransfer({ kind: 'wake', bytes: 0, value, sentMs, receivedMs });
  const written = writeText(aTrace({ transfers: [wake(3, 1, 9), wake(4, 2, 9)] }), 'en');
  expect(written).toContain('a (pid 2) → pipe 1: wakes, value 3');
  expect(written).toContain('a (pid 2) → pipe 1: wakes, value 4');
  expect(written).toContain('pipe 1 → b (pid 3): wakes, value 7');
  const tickets = writeText(aTrace({ transfers: [wake(1, 1, 3), wake(1, 1, 4)] }), 'en');
  expect(tickets.split('a (pid 2) → pipe 1: wakes, value 2')).toHaveLength(2);
  expect(tickets.split('pipe 1 → b (pid 3): wakes, value 1')).toHaveLength(3);
});

test('priority 0 is told only of a queue that knows others', () => {
  const message = (priority: number, through: string) => aTransfer({ priority, through });
  const transfers = [message(0, 'o1'), message(0, 'o2'), message(7, 'o2')];
  const written = writeText(aTrace({ transfers }), 'en').split('\n');
  expect(written.filter((line) => line.includes('pipe 1')).join()).not.toContain('prio');
  expect(written.filter((line) => line.includes('pipe 2 →')).join()).toMatch(/prio 0.*prio 7/);
});

test('what a picture points at is said in words too', () => {
  const text = writeText(aTrace({ transfers: [aTransfer({})] }), 'en', { mark: ['p2', 'o1'] });
  expect(text).toContain('look here: b (pid 3)');
  expect(text).toContain('look here: pipe 1');
});

test('credentials, copies and threads are told in the timeline', async () => {
  const linesOf = async (name: string): Promise<readonly string[]> =>
    writeText(await traceOf(name), 'en', { threads: true })
      .split('\n')
      .map((text) => text.slice(11));
  expect(await linesOf('credentials')).toEqual(
    expect.arrayContaining([
      'credentials (pid 8): learns who is at the other end of /tmp/s: credentials pid 9, uid 0, gid 0',
      'credentials (pid 10) → socket pair 1: 4 B "said", credentials pid 10, uid 1000, gid 1001',
      'credentials (pid 8), thread 13 → pipe 1 → credentials (pid 11), thread 12: 13 B "from a thread"',
    ]),
  );
  expect(await linesOf('two-fifos')).toContain(
    'The parent (pid 8) waits in openat until somebody opens /tmp/to for reading: the child (pid 9) waits to open /tmp/from first.',
  );
  expect((await linesOf('copies')).filter((line) => line.includes('copied'))).toEqual([
    'copies (pid 8) → pipe 2 → copies (pid 10): 13 B ×2 "first ", copied from pipe 1',
  ]);
});
