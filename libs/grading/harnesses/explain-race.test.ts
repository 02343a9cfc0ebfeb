import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { explainRace } from './explain-race.js';
import { readRaceReports, type Access, type RaceReport } from './read-race-reports.js';

const scope = {
  patterns: ['ring.*'],
  sources: [{ path: 'ring.c', content: 'one\ntwo\n  r->head++;\nfour\n' }],
};

const access = (over: Partial<Access>, line: number, file = 'ring.c'): Access => ({
  does: 'write',
  atomic: false,
  bytes: 4,
  thread: 1,
  locks: [],
  frames: [{ function: line < 4 ? 'ring_put' : 'ring_get', file, line }],
  ...over,
});

const race = (...accesses: readonly Access[]): RaceReport => ({ kind: 'data race', accesses, stacks: [] });

test('a race is told with both places, and with both lines of code', () => {
  const report = race(access({}, 3), access({ does: 'read', thread: 3 }, 4));
  expect(explainRace(report, scope)).toEqual({
    en: '`ring.c` line 3 writes 4 bytes in `ring_put` while thread 3 reads them in `ring_get` at line 4, with no lock or atomic in between. Line 3: `r->head++;` Line 4: `four`',
    zh: '`ring.c` 第 3 行在 `ring_put` 中写入 4 字节，同时线程 3 在 `ring_get` 中第 4 行读取它们，其间没有锁，也没有原子操作。 第 3 行：`r->head++;` 第 4 行：`four`',
  });
});

test('the same line, a byte, the main thread and an atomic half are told in their own words', () => {
  const same = race(access({ bytes: 1 }, 3), access({ thread: 0 }, 3));
  expect(explainRace(same, scope)?.en).toBe(
    '`ring.c` line 3 writes 1 byte in `ring_put` while the main thread writes it at the same line, with no lock or atomic in between. Line 3: `r->head++;`',
  );
  const half = race(access({ atomic: true }, 3), access({ does: 'read' }, 4));
  expect(explainRace(half, scope)?.en).toMatch(/^`ring\.c` line 3 atomically writes 4 bytes/);
});

test('locks that do not help are told', () => {
  const twoLocks = race(access({ locks: ['M1'] }, 3), access({ locks: ['M2'] }, 4));
  expect(explainRace(twoLocks, scope)?.en).toContain('with no lock that both hold.');
  const oneLock = race(access({ locks: ['M1'] }, 3), access({}, 4));
  expect(explainRace(oneLock, scope)?.en).toContain('with a lock held by only one of them.');
});

test('a library’s frame leads to the call of it, and a place outside is elsewhere', () => {
  const copy = { function: 'memcpy', file: null, line: null };
  const inside = access({ frames: [copy, { function: 'ring_put', file: 'ring.c', line: 3 }] }, 3);
  const outside = access({ does: 'read', thread: 2 }, 9, 'harness/threads.c');
  expect(explainRace(race(outside, inside), scope)?.en).toMatch(
    /^`ring\.c` line 3 writes 4 bytes in `ring_put` while thread 2 reads them elsewhere, /,
  );
});

test('a report without a frame in the hand-in is nobody’s mistake', () => {
  expect(explainRace(race(access({}, 9, 'harness/threads.c'), access({ frames: [] }, 9)), scope)).toBeNull();
});

test.each([
  ['unlocked-twice', /^`ring\.c` line 46 unlocks a mutex that this thread has not locked, in `ring_put`\.$/],
  [
    'two-orders',
    /^`ring\.c` line 39 takes two locks in one order and elsewhere in the other, so that two threads can wait for each other for ever, in `ring_put`\.$/,
  ],
])('what is no data race is told too: %s', (name, sentence) => {
  const text = readFileSync(join(import.meta.dirname, 'testing-reports', `${name}.txt`), 'utf8');
  const [report] = readRaceReports(text).reports;
  if (report === undefined) throw new Error('There is no report.');
  expect(explainRace(report, { ...scope, sources: [] })?.en).toMatch(sentence);
});

test('a kind that nobody has described yet is told in ThreadSanitizer’s own word', () => {
  const report = { kind: 'signal-unsafe call', accesses: [], stacks: [access({}, 3).frames] };
  expect(explainRace(report, scope)?.en).toBe(
    '`ring.c` line 3 meets what ThreadSanitizer calls "signal-unsafe call", in `ring_put`. Line 3: `r->head++;`',
  );
});
