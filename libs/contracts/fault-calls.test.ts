import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faultyCalls, olderCalls, rareCalls } from './fault-calls.js';

const header = readFileSync(new URL('../../sandbox-images/seccomp/traced-calls.h', import.meta.url), 'utf8');
const [table = '', rareList = ''] = header.split('static const int rarely_traced[]');
const traced = [...table.matchAll(/^ {4}\{SYS_\w+, "(\w+)"/gm)].map((row) => row[1]);
const rare = [...rareList.matchAll(/SYS_(\w+)/g)].map((one) => one[1]);

test('a fault can meet what the tracer stops at, but for the calls that do not come back', () => {
  const met = new Set<string>([...faultyCalls, ...rareCalls]);
  const missing = traced.filter((name) => !met.has(name ?? ''));
  expect(missing).toEqual(['set_tid_address', 'exit', 'exit_group', 'restart_syscall'].toSorted(inOrder));
  expect([...met].filter((name) => !traced.includes(name))).toEqual([]);
});

test('the calls that only faults are for are the same here and there', () => {
  expect(rare).toEqual([...rareCalls]);
});

test('the calls that only one machine has are those that its part of the table has', () => {
  const older = table.split('// older spellings').at(-1) ?? '';
  expect([...older.matchAll(/^ {4}\{SYS_\w+, "(\w+)"/gm)].map((row) => row[1])).toEqual([...olderCalls]);
});

function inOrder(a: string, b: string): number {
  return traced.indexOf(a) - traced.indexOf(b);
}
