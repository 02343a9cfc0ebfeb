import { expect, test } from 'vitest';
import { DemoHead } from '#libs/catalogue/demo';
import { aTrace, aTransfer } from '#libs/testing/a-trace';
import { brokenPromises } from './broken-promises.js';

const words = { en: 'a demo', zh: '演示' };
const demo = DemoHead.parse({
  title: words,
  summary: words,
  language: 'c',
  programs: ['a'],
  command: ['./a'],
  processes: ['asks', 'answers'],
  promises: [{ from: 'asks', to: 'answers', through: 'pipe', bytes: 5, text: 'hello', times: 2 }],
});
const hello = aTransfer({ text: 'hello' });

test('a trace that holds what was promised, and no more, is as it should be', () => {
  expect(brokenPromises(demo, aTrace({ transfers: [hello, hello] }))).toEqual([]);
});

test('what is missing is told as often as it is missing', () => {
  expect(brokenPromises(demo, aTrace({ transfers: [hello] }))).toEqual([
    'Missing: asks -> answers through pipe: kind "data", bytes 5, text "hello"',
  ]);
});

test('data between two processes that nobody promised is told', () => {
  const [problem, ...more] = brokenPromises(
    demo,
    aTrace({ transfers: [hello, hello, aTransfer({ from: 'p2', to: 'p1', text: 'oh' })] }),
  );
  expect(problem).toMatch(/^Not promised: answers -> asks through pipe pipe 1: .*text "oh"/);
  expect(more).toEqual([]);
});

test('a process is known by its program where one is called so, whoever began first', () => {
  const named = DemoHead.parse({
    ...demo,
    processes: ['b', 'other'],
    promises: [{ from: 'b', to: 'other', through: 'pipe' }],
  });
  expect(brokenPromises(named, aTrace({ transfers: [aTransfer({ from: 'p2', to: 'p1' })] }))).toEqual([]);
});

test('warnings, leftovers and a process too few are told', () => {
  const trace = aTrace({
    transfers: [hello, hello],
    warnings: ['Something was not seen.'],
    leftovers: [{ kind: 'posix-mq', name: '/jobs', owner: 'p1' }],
  });
  expect(brokenPromises({ ...demo, processes: [...demo.processes, 'third'] }, trace)).toEqual([
    '2 processes were seen, and 3 were promised.',
    'Warning: Something was not seen.',
    'Left behind: posix-mq /jobs',
  ]);
});
