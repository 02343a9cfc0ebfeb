import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { toTrace } from './to-trace.js';
import type { History } from './history.js';
import { readHistory } from './read-history.js';
import { readFixture } from './testing-logs/read-fixture.js';

const folder = new URL('testing-logs/', import.meta.url);
const logs = readdirSync(fileURLToPath(folder))
  .filter((name) => name.endsWith('.log'))
  .map((name) => ({ name, text: readFileSync(fileURLToPath(new URL(name, folder)), 'latin1') }));

function read(text: string, whole = text): Promise<History> {
  return readHistory(text.split('\n'), [{ pid: Number.parseInt(whole, 10), program: 'a' }]);
}

/** Who sent to whom through what kind of object; names and sizes left out, which a later line may still change. */
function arrows(history: History): ReadonlySet<string> {
  const kinds = new Map(history.objects.map((one) => [one.id, one.kind]));
  return new Set(
    history.transfers
      .filter((flow) => flow.from !== null && flow.to !== null && flow.inferred !== true)
      .map((flow) => `${flow.kind} ${flow.from} ${kinds.get(flow.through)} ${flow.to}`),
  );
}

test('files named like pieces of a log, and payloads that spell false lines, are names and payloads', async () => {
  const history = await readFixture('hostile');
  const names = history.objects
    .filter((one) => one.kind === 'file' && one.outside === null)
    .map((one) => one.name);
  expect(names).toEqual([
    '/box/new\nline <2>',
    '/box/quo"te <2>',
    '/box/<angle> <2>',
    '/box/4<pipe:[7]> <2>',
    '/box/comma, 3) = 5<x> <2>',
    '/box/\ufffd\ufffd <2>',
    '/box/sp ace( <2>',
    "/box/') = 0 <unfinished ...> <2>",
  ]);
  const data = history.transfers.filter(
    (flow) => flow.kind === 'data' && flow.to !== null && flow.to !== 'p0',
  );
  expect(data.map((flow) => [flow.from, flow.to, flow.bytes])).toEqual([
    ...names.map((_, index) => ['p1', `p${index + 2}`, 95]),
    ['p10', 'p1', 95],
    ['p1', 'p1', 95],
  ]);
  expect(history.processes.map((life) => life.exit)).toEqual([
    { running: true },
    ...Array.from({ length: 11 }, () => ({ code: 0 })),
  ]);
  expect(history.warnings).toEqual([]);
});

const anyLog = fc.constantFrom(...logs);

test('a log that is cut at any byte shows no arrow that the whole log does not', async () => {
  const whole = new Map<string, ReadonlySet<string>>();
  for (const { name, text } of logs) whole.set(name, arrows(await read(text)));
  await fc.assert(
    fc.asyncProperty(anyLog, fc.double({ min: 0, max: 1, noNaN: true }), async ({ name, text }, part) => {
      const history = await read(text.slice(0, Math.floor(text.length * part)), text);
      const extra = [...arrows(history)].filter((arrow) => !whole.get(name)?.has(arrow));
      expect(extra).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

/** Splits each line that holds a whole call in two halves, and lets lines of other tasks come between them. */
function stretch(text: string, delays: readonly number[]): string {
  const lines = text.trimEnd().split('\n');
  const slots: { at: number; line: string }[] = [];
  const next = new Map<string, number>();
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index] ?? '';
    const [tid = ''] = line.split(' ', 1);
    const call =
      /^(\d+ +)(\d+\.\d+) (read|write|close|kill|wait4|pipe2|dup2|recvfrom|sendto)\((.*)\)( += \d+.*)$/.exec(
        line,
      );
    const before = next.get(tid) ?? lines.length;
    const gap = Math.min(delays[index % delays.length] ?? 0, Math.max(0, before - index - 1));
    next.set(tid, index);
    if (!call || gap === 0) {
      slots.push({ at: index, line });
      continue;
    }
    const [, head = '', time = '', name = '', args = '', answer = ''] = call;
    const last = lines[index + gap] ?? '';
    const [, , later = time] = /^(\d+) +(\d+\.\d+)/.exec(last) ?? [];
    const first = /^\d+<[^"]*?>, /.exec(args)?.[0] ?? '';
    const isSending = /^(?:write|close|kill|sendto|dup2)$/.test(name);
    slots.push({ at: index, line: `${head}${time} ${name}(${isSending ? args : first} <unfinished ...>` });
    const rest = isSending ? '' : args.slice(first.length);
    slots.push({
      at: index + gap + 0.5,
      line: `${head}${later} <... ${name} resumed>${rest})${answer.replace(/ <[\d.]+>$/, '')}`,
    });
  }
  return slots
    .sort((a, b) => a.at - b.at)
    .map((slot) => slot.line)
    .join('\n');
}

test('calls that come back later, when others have gone on, show the same arrows', async () => {
  const whole = new Map<string, ReadonlySet<string>>();
  for (const { name, text } of logs) whole.set(name, arrows(await read(text)));
  const anyDelays = fc.array(fc.nat(6), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(anyLog, anyDelays, async ({ name, text }, delays) => {
      const seen = arrows(await read(stretch(text, delays), text));
      expect([...seen].sort()).toEqual([...(whole.get(name) ?? [])].sort());
    }),
    { numRuns: 200 },
  );
});

test('a log with any bytes changed, added or taken away is survived, and its trace keeps the contract', async () => {
  const anyChange = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    drop: fc.nat(30),
    add: fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom(
        '<unfinished ...>',
        '"',
        '\\',
        ')',
        '= -1',
        '\n',
        '{',
        '[',
        '+++ exited with 0 +++',
        '3<pipe:[7]>',
      ),
    ),
  });
  await fc.assert(
    fc.asyncProperty(
      anyLog,
      fc.array(anyChange, { minLength: 1, maxLength: 8 }),
      async ({ text }, changes) => {
        const hurt = changes.reduce((now, { at, drop, add }) => {
          const from = Math.floor(now.length * at);
          return now.slice(0, from) + add + now.slice(from + drop);
        }, text);
        const trace = toTrace(await read(hurt, text));
        const ids = new Set(trace.objects.map((one) => one.id));
        const people = new Set(trace.processes.map((one) => one.id));
        for (const { from, to, through, sentMs, receivedMs } of trace.transfers) {
          expect(ids.has(through)).toBe(true);
          expect([from, to].every((one) => one === null || people.has(one))).toBe(true);
          expect(receivedMs === null || receivedMs >= sentMs).toBe(true);
        }
      },
    ),
    { numRuns: 200 },
  );
});
