import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../setup/run-command.mjs';
import {
  failuresMax,
  failuresOfExercises,
  failuresOfVitest,
  findFailures,
  linesMax,
  tellFailures,
} from './find-failures.mjs';

const aFile = (changes: object) => ({
  name: `${root}/libs/queue/queue.medium.ts`,
  status: 'failed',
  message: '',
  assertionResults: [],
  ...changes,
});

const aResult = (fullName: string, status: string, ...failureMessages: readonly string[]) => ({
  fullName,
  status,
  failureMessages,
});

const aReport = (...files: readonly object[]) => JSON.stringify({ testResults: files });

test('a failed test is named by its file, its full name and its message', () => {
  const results = [aResult('a job is taken once', 'failed', 'Error: twice'), aResult('another', 'passed')];
  expect(failuresOfVitest(aReport(aFile({ assertionResults: results })))).toEqual([
    { where: 'libs/queue/queue.medium.ts > a job is taken once', says: 'Error: twice' },
  ]);
});

test('a file that could not be loaded stands for itself', () => {
  const report = aReport(aFile({ message: 'No such module' }), aFile({ status: 'passed' }));
  expect(failuresOfVitest(report)).toEqual([{ where: 'libs/queue/queue.medium.ts', says: 'No such module' }]);
});

test('an answer that broke its promise is named with its seed', () => {
  const broken = [{ exercise: 'pipe/01-a', answer: 'wrong/b.c', seed: 'check-1', broken: 'It passed.' }];
  expect(failuresOfExercises(JSON.stringify({ passed: 3, failed: 1, broken }))).toEqual([
    { where: 'pipe/01-a wrong/b.c (seed check-1)', says: 'It passed.' },
  ]);
});

test('a tool that fails is told by what it wrote, and a silent one by its status', async () => {
  const stage = { counts: 'status', title: 'types' };
  const [told] = await findFailures(stage, { status: 2, output: 'a.ts(1,1): error' });
  expect(told).toEqual({ where: 'types', says: 'a.ts(1,1): error' });
  const [silent] = await findFailures(stage, { status: 2, output: '' });
  expect(silent).toEqual({ where: 'types', says: 'ended with status 2' });
});

test('a runner that left no report, and one whose report names nothing, are failures with a sentence', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ipclab-failures-'));
  const results = relative(root, join(folder, 'medium.json'));
  const stage = { counts: 'vitest', title: 'services', results };
  const [missing] = await findFailures(stage, { status: 1, output: '' });
  expect(missing?.says).toBe('ended with status 1 and left no report');
  await writeFile(join(folder, 'medium.json'), aReport(aFile({ status: 'passed' })));
  const [nameless] = await findFailures(stage, { status: 1, output: '' });
  expect(nameless?.says).toContain('without naming a failed test');
  await rm(folder, { recursive: true });
});

test("the end of a run shows the beginning of each message, without colours, the way to the checkout and the runner's own calls", () => {
  const says = `\u001B[31mError\u001B[39m: no\n\n    at ${root}/libs/a.ts:1:2\n    at file://${root}/libs/b.ts:3:4\n    at ${root}/node_modules/@vitest/runner/dist/index.js:1:1`;
  expect(tellFailures([{ where: 'a.ts > fails', says }])).toEqual([
    '✗ a.ts > fails',
    '    Error: no',
    '        at libs/a.ts:1:2',
    '        at libs/b.ts:3:4',
  ]);
});

test('a long message and many failures are cut, and it is said how much is missing', () => {
  const says = Array.from({ length: linesMax + 3 }, (_, line) => `line ${line}`).join('\n');
  const told = tellFailures(Array.from({ length: failuresMax + 2 }, () => ({ where: 'a', says })));
  expect(told.filter((line: string) => line === '✗ a')).toHaveLength(failuresMax);
  expect(told.slice(linesMax, linesMax + 2)).toEqual([`    line ${linesMax - 1}`, '    … 3 more lines']);
  expect(told.at(-1)).toBe('… and 2 more, told above where they happened.');
});

test('a run without failures tells nothing', () => {
  expect(tellFailures([])).toEqual([]);
});
