import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { aProcess, aTrace, aTransfer, traceOf } from '#libs/testing/a-trace';
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
  expect(writeCsv(trace).split('\r\n')[1]).toBe(`data,p1,p2,o1,pipe 1,1,2,5,"'=cmd()"",␊;#<b>"`);
  expect(writeMermaid(trace)).toContain("p1->>o1: 5 B '=cmd()',····b·'");
  expect(writeDot(aTrace({ processes: [aProcess({ command: ['a"\\'] })], transfers: [] }))).toContain(
    'label="a\\"\\\\\\npid 2"',
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
