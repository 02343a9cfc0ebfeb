import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../setup/run-command.mjs';

/**
 * What a stage's runner counted, as `{ passed, failed, skipped }`. A runner that failed without naming a failure, or that found
 * nothing to run, counts as one failure: silence is never success.
 */
export async function countResults(stage, status) {
  if (stage.counts === 'status')
    return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
  const text = await readFile(join(root, stage.results), 'utf8').catch(() => null);
  if (text === null) return { passed: 0, failed: 1, skipped: 0 };
  const counted = (stage.counts === 'vitest' ? countVitest : countExercises)(text);
  const silent = counted.failed === 0 && (status !== 0 || counted.passed === 0);
  return silent ? { ...counted, failed: 1 } : counted;
}

/** Counts the JSON report of vitest; a file that failed before its first test is one failure. */
export function countVitest(text) {
  const report = JSON.parse(text);
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((result) => result.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Counts what `ipclab exercise check --json` prints: `{ passed, failed }`, one for each starter, solution and wrong answer. */
export function countExercises(text) {
  const { passed, failed } = JSON.parse(text);
  return { passed, failed, skipped: 0 };
}
