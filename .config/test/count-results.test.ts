import { expect, test } from 'vitest';
import { countExercises, countResults, countVitest } from './count-results.mjs';

const aReport = (changes: object) =>
  JSON.stringify({
    numPassedTests: 2,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [],
    ...changes,
  });

const aFile = (status: string, results: readonly string[]) => ({
  status,
  assertionResults: results.map((result) => ({ status: result })),
});

test('passed, failed and skipped tests are taken from the report of vitest', () => {
  const report = aReport({ numPassedTests: 7, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 });
  expect(countVitest(report)).toEqual({ passed: 7, failed: 1, skipped: 3 });
});

test('a file that cannot even be loaded is a failure, though none of its tests ran', () => {
  const report = aReport({ testResults: [aFile('failed', []), aFile('passed', ['passed', 'passed'])] });
  expect(countVitest(report)).toEqual({ passed: 2, failed: 1, skipped: 0 });
});

test('a file with a failed test is counted once, by that test', () => {
  const report = aReport({ numFailedTests: 1, testResults: [aFile('failed', ['failed', 'passed'])] });
  expect(countVitest(report).failed).toBe(1);
});

test('exercises are counted as the command line counted them', () => {
  expect(countExercises('{"passed":41,"failed":1,"exercises":[]}')).toEqual({
    passed: 41,
    failed: 1,
    skipped: 0,
  });
});

test('a tool that says yes or no is one test', async () => {
  expect(await countResults({ counts: 'status' }, 0)).toEqual({ passed: 1, failed: 0, skipped: 0 });
  expect(await countResults({ counts: 'status' }, 3)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a runner that left no report has failed, whatever its status says', async () => {
  const stage = { counts: 'vitest', results: '.data/test/there-is-no-such-report.json' };
  expect(await countResults(stage, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});
