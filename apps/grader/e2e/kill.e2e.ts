// Real: everything. The grader is killed in the middle of a grading in the real sandbox, and started again.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startProcess, type TestProcess } from '#libs/testing/start-process';
import { withPostgres } from '#libs/testing/with-postgres';
import { graderEnvironment, Rig } from './rig.js';

const solutions = fileURLToPath(
  new URL('../../../libs/mechanisms/pipe/exercises/01-parent-to-child/solution/c/', import.meta.url),
);
const postgres = withPostgres();
const graders: TestProcess[] = [];
let rig: Rig;

beforeEach(async () => {
  rig = await Rig.open({ databaseUrl: await postgres.freshDatabase(), queueUrl: null });
});

afterEach(async () => {
  await Promise.all(graders.splice(0).map((grader) => grader.kill('SIGTERM')));
  await rig.close();
});

async function startGrader(): Promise<TestProcess> {
  const env = { ...graderEnvironment(rig.address), IPCLAB_LOG_LEVEL: 'info' };
  const grader = startProcess({ file: 'apps/grader/src/main.ts', env });
  graders.push(grader);
  await grader.line(/taking jobs/);
  return grader;
}

async function aRightAnswer(): Promise<string> {
  const [first] = (await readdir(solutions)).sort();
  return readFile(join(solutions, first ?? '', 'uppercase.c'), 'utf8');
}

test('a right answer whose grader was killed while it ran has one report of full points', async () => {
  const first = await startGrader();
  const id = await rig.handIn({ files: [{ path: 'uppercase.c', content: await aRightAnswer() }] });
  await rig.reaches(id, 'RUNNING');
  await first.kill('SIGKILL');
  await startGrader();
  expect((await rig.endOf(id)).state).toBe('GRADED');
  expect(await rig.submissions.find(id)).toMatchObject({ attempts: 2, failure: null });
  expect(await rig.reports.find(id)).toMatchObject({
    points: 100,
    passed: true,
    sandbox: { engine: 'bubblewrap' },
  });
  expect((await rig.pictures.list([id])).length).toBeGreaterThan(0);
});
