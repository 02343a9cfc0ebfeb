import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from '../setup/run-command.mjs';

/**
 * What failed in a stage, as `{ where, says }` in the order of its report: at least one, so that a failure without a name is told too.
 * `ended` is `{ status, output }`, `output` being the beginning of what a tool wrote that has no report.
 */
export async function findFailures(stage, { status, output }) {
  if (stage.counts === 'status')
    return [{ where: stage.title, says: output || `ended with status ${status}` }];
  const text = await readFile(join(root, stage.results), 'utf8').catch(() => '');
  const named = text ? (stage.counts === 'vitest' ? failuresOfVitest : failuresOfExercises)(text) : [];
  if (named.length) return named;
  const reason = text ? 'without naming a failed test; what it wrote is above' : 'and left no report';
  return [{ where: stage.title, says: `ended with status ${status} ${reason}` }];
}

/** Failed tests in the JSON report of vitest; a file that failed before its first test stands for itself. */
export function failuresOfVitest(text) {
  return JSON.parse(text).testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((result) => result.status === 'failed');
    if (failed.length === 0) return status === 'failed' ? [{ where: shorten(name), says: message }] : [];
    return failed.map(({ fullName, failureMessages }) => ({
      where: `${shorten(name)} > ${fullName}`,
      says: failureMessages.join('\n'),
    }));
  });
}

/** Broken promises in the summary of `ipclab exercise check --json`. */
export function failuresOfExercises(text) {
  return (JSON.parse(text).broken ?? []).map(({ exercise, answer, seed, broken }) => ({
    where: `${exercise} ${answer} (seed ${seed})`,
    says: broken,
  }));
}

/** So many failures are told at the end of a run; the rest stand further up. */
export const failuresMax = 20;
/** So many lines of each one's message. */
export const linesMax = 6;
/** So much of each line, in characters. */
const lineCharsMax = 300;
/** Lines of a stack that only say how a runner came to call the test. */
const runnersOwn = /^\s+at .*(\bnode_modules\/@?vitest\/|\(<anonymous>\)$)/;

/** The lines in which a run ends that has failures: each by its place and the beginning of its message. */
export function tellFailures(failures) {
  const told = failures
    .slice(0, failuresMax)
    .flatMap(({ where, says }) => [`✗ ${where}`, ...beginning(says)]);
  const more = failures.length - failuresMax;
  return more > 0 ? [...told, `… and ${more} more, told above where they happened.`] : told;
}

function beginning(says) {
  const lines = shorten(stripVTControlCharacters(String(says)))
    .split('\n')
    .filter((line) => line.trim() !== '' && !runnersOwn.test(line));
  const shown = lines.slice(0, linesMax).map((line) => `    ${line.slice(0, lineCharsMax)}`);
  return lines.length > linesMax ? [...shown, `    … ${lines.length - linesMax} more lines`] : shown;
}

/** Paths below the checkout, as they are written in it. */
const shorten = (text) => text.replaceAll(`file://${root}/`, '').replaceAll(`${root}/`, '');
