import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { array, assert, constantFrom, oneof, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { readRaceReports } from './read-race-reports.js';

// The reports are what gcc 12 printed of the rings in libs/testing/ring, two of them with a line changed.

const golden = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'testing-reports', `${name}.txt`), 'utf8');

const names = ['no-producer-lock', 'publish-first-cpp', 'unlocked-twice', 'two-orders', 'no-lock-at-all'];

test.each(names)(
  'of %s every report is read, each with accesses or stacks whose frames have lines',
  (name) => {
    const text = golden(name);
    const { began, gaveUp, reports } = readRaceReports(text);
    expect({ began, gaveUp }).toEqual({ began: true, gaveUp: null });
    expect(reports.length).toBe(text.match(/^WARNING: /gm)?.length);
    const headings = text.match(/ of size \d+ at 0x[0-9a-f]+ by /g) ?? [];
    expect(reports.flatMap(({ accesses }) => accesses).length).toBe(headings.length);
    for (const { accesses, stacks } of reports) {
      const frames = [...accesses.flatMap((access) => access.frames), ...stacks.flat()];
      expect(frames.some(({ file, line }) => file?.startsWith('ring.') === true && line !== null)).toBe(true);
    }
  },
);

test('a data race has two accesses, each with its size, its thread and its frames', () => {
  const [race] = readRaceReports(golden('no-producer-lock')).reports;
  expect(race?.kind).toBe('data race');
  expect(
    race?.accesses.map(({ does, bytes, frames }) => ({ does, bytes, top: frames[0]?.function })),
  ).toEqual([
    { does: 'read', bytes: 4, top: 'ring_put' },
    { does: 'write', bytes: 4, top: 'ring_put' },
  ]);
});

test('atomic accesses are told as such', () => {
  const text = `WARNING: ThreadSanitizer: data race (pid=2)
  Write of size 4 at 0x7b0c by thread T12 (mutexes: write M1, read M3):
    #0 ring::put(void const*, unsigned long) ./src/ring.cpp:41:7 (racing-threads+0xec9)
    #1 memcpy <null> (libtsan.so.2+0x1)

  Previous atomic read of size 4 at 0x7b0c by main thread:
    [failed to restore the stack]

SUMMARY: ThreadSanitizer: data race ring.cpp:41 in put
`;
  expect(readRaceReports(text).reports).toEqual([
    {
      kind: 'data race',
      accesses: [
        {
          does: 'write',
          atomic: false,
          bytes: 4,
          thread: 12,
          locks: ['M1', 'M3'],
          frames: [
            { function: 'ring::put(void const*, unsigned long)', file: 'src/ring.cpp', line: 41 },
            { function: 'memcpy', file: null, line: null },
          ],
        },
        { does: 'read', atomic: true, bytes: 4, thread: 0, locks: [], frames: [] },
      ],
      stacks: [],
    },
  ]);
});

test('a checker that gave up, or never began, is told from one that found nothing', () => {
  const fatal = 'FATAL: ThreadSanitizer: unexpected memory mapping 0x5f0000000000-0x5f0000001000';
  expect(readRaceReports(`the checker has begun\n${fatal}\n`)).toEqual({
    began: true,
    gaveUp: fatal,
    reports: [],
  });
  expect(readRaceReports('')).toEqual({ began: false, gaveUp: null, reports: [] });
  expect(readRaceReports('the checker has begun\n')).toEqual({ began: true, gaveUp: null, reports: [] });
});

test('no text whatever breaks the reader', () => {
  const lines = names.flatMap((name) => golden(name).split('\n'));
  const line = oneof(constantFrom(...lines), string());
  assert(
    property(array(line), (some) => {
      const { reports } = readRaceReports(some.join('\n'));
      const bytes = reports.flatMap(({ accesses }) => accesses.map((access) => access.bytes));
      expect(bytes.every((number) => Number.isInteger(number))).toBe(true);
    }),
    { seed: 4, numRuns: 500 },
  );
});
