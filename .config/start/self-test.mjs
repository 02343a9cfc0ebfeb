import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../setup/run-command.mjs';
import { seconds } from '../setup/say.mjs';

const exercise = 'pipe/01-parent-to-child';
const solutions = join(root, 'libs/mechanisms', exercise.replace('/', '/exercises/'), 'solution/c');

/** A grading that takes longer on a machine that was just started: 3 minutes. */
const limitMs = 180_000;
/** Between two looks at the submission. */
const lookEveryMs = 100;
const endStates = new Set(['GRADED', 'NOT_GRADED', 'CANCELLED']);

/** The services answered, and what they answered is no proof that grading works. */
export class SelfTestFailed extends Error {}

/**
 * Hands in a known right answer through the api, as anybody would, and waits for its points. Resolves to a line to print.
 * Throws `SelfTestFailed` with a sentence when anything but full points comes back.
 */
export async function selfTest({ url, token, signal }) {
  const startedAt = Date.now();
  const call = async (path, options = {}) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await fetch(`${url}/api/v1${path}`, { ...options, headers, signal });
    const answer = await response.json();
    if (response.ok) return answer;
    throw new SelfTestFailed(
      `self-test: the api refused it: ${answer.detail ?? answer.title ?? response.status}`,
    );
  };
  const handIn = JSON.stringify({ exercise, language: 'c', files: await readSolution() });
  const { id } = await call('/submissions', { method: 'POST', body: handIn });
  let submission;
  do {
    await sleep(lookEveryMs, undefined, { signal });
    submission = await call(`/submissions/${id}`);
    if (Date.now() - startedAt > limitMs)
      throw new SelfTestFailed(`self-test: not graded within ${seconds(limitMs)}`);
  } while (!endStates.has(submission.state));
  return verdictOf(submission, Date.now() - startedAt);
}

function verdictOf({ state, report }, ms) {
  const line = report ? `graded ${report.points}/${report.maxPoints} in ${ms} ms` : `ended as ${state}`;
  const sentence = `self-test: ${exercise} ${line}`;
  if (report?.passed) return sentence;
  const reasons = (report?.checks ?? [])
    .filter((check) => !check.passed)
    .map((check) => `  ${check.name}: ${check.says}`);
  throw new SelfTestFailed([sentence, ...reasons].join('\n'));
}

/** The first right answer in C, whatever its design is called. */
async function readSolution() {
  const [design] = (await readdir(solutions)).sort();
  const folder = join(solutions, design);
  const names = await readdir(folder);
  return Promise.all(
    names.map(async (path) => ({ path, content: await readFile(join(folder, path), 'utf8') })),
  );
}
