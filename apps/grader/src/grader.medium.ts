// Real: PostgreSQL, and Redis from Debian; every test runs with the queue on each. The engine is a fake.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { JobeFilesStore } from '#libs/database/jobe-files.store';
import { JobeKeysStore } from '#libs/database/jobe-keys.store';
import { JobeRunsStore } from '#libs/database/jobe-runs.store';
import { deferred } from '#libs/testing/deferred';
import { aGrading } from '#libs/testing/factories';
import { aKey, aSingleRun } from '#libs/testing/a-single-run';
import { withPostgres } from '#libs/testing/with-postgres';
import { withRedis } from '#libs/testing/with-redis';
import { gradeAtOnce, gradeForEver, type GradeLike } from '../e2e/fake-engine.js';
import { Rig } from '../e2e/rig.js';
import { maxBeginnings } from './grade.processor.js';

const postgres = withPostgres();
const redis = withRedis();
/** Of waiting for what two loaded cores may be slow with. */
const patience = { timeout: 30_000, interval: 10 };
const backends = ['PostgreSQL', 'Redis'] as const;
let tests = 0;
let rig: Rig;

beforeEach(async ({ task }) => {
  const databaseUrl = await postgres.freshDatabase();
  const onRedis = task.name.includes('on Redis');
  rig = await Rig.open({ databaseUrl, queueUrl: onRedis ? `${redis.url()}/${tests++}` : null });
});

afterEach(() => rig.close());

/** Fails as often as it is told, then grades. */
function failingTimes(times: number): GradeLike {
  let left = times;
  return (task, context) => {
    if (left-- > 0)
      return Promise.reject(new Error('bwrap exited 1', { cause: new Error('no space left on device') }));
    return gradeAtOnce(task, context);
  };
}

test.each(backends)('with the queue on %s a hand-in ends with one report and its picture', async () => {
  await rig.startGrader(gradeAtOnce);
  const id = await rig.handIn({ seed: 'a1b2' });
  expect((await rig.endOf(id)).state).toBe('GRADED');
  const report = await rig.reports.find(id);
  expect(report).toMatchObject({ points: 100, seed: 'a1b2', exercise: 'pipe/01-parent-to-child' });
  expect(report?.timing.queueMs).toBeGreaterThan(0);
  expect(report?.timing.totalMs).toBe(3 + (report?.timing.queueMs ?? 0));
  expect((await rig.pictures.list([id])).map((picture) => picture.name)).toEqual(['r1.svg']);
  await expect.poll(() => rig.queue.standing(id), patience).toBe('absent');
});

test.each(backends)('with the queue on %s a job delivered again after the end changes nothing', async () => {
  let gradings = 0;
  await rig.startGrader((task, context) => {
    gradings += 1;
    return gradeAtOnce(task, context);
  });
  const id = await rig.handIn();
  await rig.endOf(id);
  await expect.poll(() => rig.queue.standing(id), patience).toBe('absent');
  const before = await rig.submissions.find(id);
  await rig.queue.add({ kind: 'submission', id }, 1);
  await expect.poll(() => rig.queue.standing(id), patience).toBe('absent');
  expect(await rig.submissions.find(id)).toEqual(before);
  expect(gradings).toBe(1);
});

test.each(backends)('with the queue on %s a sandbox that fails twice costs the student nothing', async () => {
  await rig.startGrader(failingTimes(2));
  const id = await rig.handIn();
  expect((await rig.endOf(id)).state).toBe('GRADED');
  expect(await rig.submissions.find(id)).toMatchObject({ attempts: 3 });
});

test.each(backends)(
  'with the queue on %s a sandbox that keeps failing leaves a reason and no report',
  async () => {
    await rig.startGrader(failingTimes(100));
    const id = await rig.handIn();
    expect((await rig.endOf(id)).state).toBe('NOT_GRADED');
    const row = await rig.submissions.find(id);
    expect(row).toMatchObject({ attempts: 3, failure: 'bwrap exited 1: no space left on device' });
    expect(await rig.reports.find(id)).toBeNull();
  },
);

test.each(backends)('with the queue on %s an exercise that is gone is said at once', async () => {
  await rig.startGrader(gradeAtOnce);
  const id = await rig.handIn({ exercise: 'pipe/99-gone' });
  expect((await rig.endOf(id)).state).toBe('NOT_GRADED');
  const row = await rig.submissions.find(id);
  expect(row).toMatchObject({
    attempts: 1,
    failure: expect.stringContaining('There is no exercise pipe/99-gone'),
  });
});

test.each(backends)('with the queue on %s cancelling stops the grading and leaves no report', async () => {
  const aborted = deferred<void>();
  await rig.startGrader((task, context) => {
    context.signal.addEventListener('abort', () => aborted.resolve());
    return gradeForEver('RUNNING')(task, context);
  });
  const id = await rig.handIn();
  await rig.reaches(id, 'RUNNING');
  expect(await rig.submissions.states.cancel(id)).toBe(true);
  await aborted.promise;
  expect((await rig.endOf(id)).state).toBe('CANCELLED');
  await expect.poll(() => rig.queue.standing(id), patience).toBe('absent');
  expect(await rig.reports.find(id)).toBeNull();
});

test.each(backends)('with the queue on %s a row whose job was never added is graded', async () => {
  const id = await rig.aRow();
  await rig.startGrader(gradeAtOnce);
  expect((await rig.endOf(id)).state).toBe('GRADED');
});

test.each(backends)('with the queue on %s a row that was begun and whose job is lost is graded', async () => {
  const id = await rig.aRow();
  await rig.submissions.states.begin(id, maxBeginnings);
  await rig.startGrader(gradeAtOnce);
  expect((await rig.endOf(id)).state).toBe('GRADED');
  expect(await rig.submissions.find(id)).toMatchObject({ attempts: 2 });
});

test.each(backends)('with the queue on %s a grader that stops gives its work to the next', async () => {
  const first = await rig.startGrader(gradeForEver('RUNNING'));
  const id = await rig.handIn();
  await rig.reaches(id, 'RUNNING');
  await first.stop();
  expect(await rig.submissions.find(id)).toMatchObject({ state: 'QUEUED' });
  await rig.startGrader(gradeAtOnce);
  expect((await rig.endOf(id)).state).toBe('GRADED');
});

test.each(backends)(
  'with the queue on %s what graders never end is given up, with the number of times',
  async () => {
    const id = await rig.aRow();
    for (let n = 0; n < maxBeginnings; n += 1) await rig.submissions.states.begin(id, maxBeginnings);
    await rig.startGrader(gradeAtOnce);
    expect((await rig.endOf(id)).state).toBe('NOT_GRADED');
    expect((await rig.submissions.find(id))?.failure).toContain(`began it ${maxBeginnings} times`);
  },
);

test.each(backends)(
  'with the queue on %s a grading of ours that is not graded ends so, with its report',
  async () => {
    await rig.startGrader(() =>
      Promise.resolve(aGrading({ outcome: 'not-graded', points: 0, passed: false })),
    );
    const id = await rig.handIn();
    expect((await rig.endOf(id)).state).toBe('NOT_GRADED');
    expect((await rig.reports.find(id))?.outcome).toBe('not-graded');
  },
);

test.each(backends)('with the queue on %s a hosted run ends with what it did', async () => {
  await rig.startGrader(gradeAtOnce);
  const program = { name: 'hello', args: [], stdin: '' };
  const request = { language: 'c', files: [{ path: 'hello.c', content: '' }], programs: [program] } as const;
  const run = await rig.runs.create(
    await rig.aPersonsId(),
    { ...request, files: [...request.files], programs: [program] },
    5,
  );
  await rig.queue.add({ kind: 'run', id: run.id }, run.priority);
  expect((await rig.endOf(run.id)).state).toBe('GRADED');
  expect(await rig.runs.find(run.id)).toMatchObject({ result: { ended: 'programs-ended' } });
});

test('a run of a single program is done by the same grader, with the files that were brought for it', async () => {
  const key = await new JobeKeysStore(rig.database).create(aKey(await rig.aPersonsId()));
  await new JobeFilesStore(rig.database).keep(key, 'words', Uint8Array.from([104, 105]));
  const runs = new JobeRunsStore(rig.database);
  const run = await runs.create(key, aSingleRun({ files: [{ path: 'a.txt', stored: 'words' }] }));
  await rig.startGrader(gradeAtOnce);
  await rig.queue.add({ kind: 'run', id: run.id }, run.priority);
  expect((await rig.endOf(run.id)).state).toBe('GRADED');
  expect((await runs.find(run.id))?.result).toMatchObject({ kind: 'ran', stdout: 'a.txt hi\n' });
});

test('a grader shows that its sandbox works for as long as it runs', async () => {
  const before = new Date();
  const grader = await rig.startGrader(gradeAtOnce);
  const languages = { c: '12.2.0' };
  const beat = { pid: process.pid, selfTestPassed: true, engine: 'fake', limits: 'soft', languages };
  expect(await rig.heartbeats.findSince(before)).toMatchObject([beat]);
  await grader.stop();
  expect(await rig.heartbeats.findSince(before)).toEqual([]);
});
