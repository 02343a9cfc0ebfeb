// Real: PostgreSQL, the queue on it. The engine is a fake.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RejudgeSetsStore } from '#libs/database/rejudge-sets.store';
import { deferred } from '#libs/testing/deferred';
import { aGrading, aSubmission } from '#libs/testing/factories';
import { withPostgres } from '#libs/testing/with-postgres';
import { gradeAtOnce } from '../e2e/fake-engine.js';
import { Rig } from '../e2e/rig.js';
import { anExercise } from '#libs/testing/an-exercise';

const postgres = withPostgres();
const patience = { timeout: 60_000, interval: 50 };
let rig: Rig;

beforeEach(async () => {
  rig = await Rig.open({ databaseUrl: await postgres.freshDatabase(), queueUrl: null });
});

afterEach(() => rig.close());

/** A course whose students handed in so often in all, each graded with 40 points; and a set of all of it. */
async function aSet(count: number) {
  const { prisma } = rig.database;
  const { slug: exercise, hash: exerciseHash } = anExercise();
  const term = { name: 'Term', startsOn: new Date('2027-01-01'), endsOn: new Date('2027-06-30') };
  const course = await prisma.course.create({
    data: { code: 'OS', title: 'OS', timeZone: 'UTC', term: { create: term } },
  });
  const times = { releaseAt: new Date('2027-01-01'), dueAt: new Date('2027-02-01') };
  const assignment = await prisma.assignment.create({
    data: {
      ...times,
      course: { connect: { id: course.id } },
      position: 1,
      title: 'Pipes',
      exercise,
      latePolicy: { kind: 'refuse', graceMinutes: 0 },
      version: { create: { hash: exerciseHash, exercise, archive: new Uint8Array() } },
    },
  });
  const personId = await rig.aPersonsId();
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const { submission } = await rig.submissions.create(
      aSubmission({ personId, exercise, exerciseHash }),
      1_000,
    );
    const { id } = submission;
    await prisma.submission.update({ where: { id }, data: { assignmentId: assignment.id } });
    await rig.submissions.record(id, aGrading({ points: 40, passed: false }));
    ids.push(id);
  }
  const sets = new RejudgeSetsStore(rig.database);
  const nothing = { exerciseHash: null, outcomes: null, passed: null, failedCheck: null };
  const choice = {
    ...nothing,
    assignmentIds: null,
    personIds: null,
    from: null,
    to: null,
    version: 'pinned' as const,
  };
  const set = await sets.create({
    courseId: course.id,
    reason: 'Again.',
    choice,
    repeats: 1,
    createdById: personId,
    versions: new Map([[assignment.id, exerciseHash]]),
  });
  return { sets, set, ids };
}

test('more regradings than the queue takes at once are all done, and a hand-in between them is the next', async () => {
  const { sets, set } = await aSet(90);
  const handedIn = deferred<void>();
  const order: string[] = [];
  await rig.startGrader(async (task, context) => {
    order.push(task.seed);
    await handedIn.promise;
    return gradeAtOnce(task, context);
  });
  // Both slots are taken, and the queue is full of regradings.
  await expect.poll(() => order.length, patience).toBe(2);
  const live = await rig.handIn({ seed: '11fe' });
  handedIn.resolve();
  expect((await rig.endOf(live)).state).toBe('GRADED');
  await expect.poll(() => sets.progress(set.id), patience).toEqual({ done: 90, total: 90 });
  expect(order.indexOf('11fe')).toBe(2);
  expect((await sets.counts(set.id)).changes).toMatchObject({ GAINS: 90, WAITING: 0 });
});

test('a regrading whose sandbox keeps failing leaves the old report, and the reason', async () => {
  const { sets, set, ids } = await aSet(1);
  await rig.startGrader(() => Promise.reject(new Error('bwrap exited 1')));
  await expect.poll(async () => (await sets.counts(set.id)).changes.NOT_GRADED, patience).toBe(1);
  expect((await rig.reports.find(ids[0] ?? ''))?.points).toBe(40);
  expect(await rig.database.prisma.regrading.findFirst()).toMatchObject({
    state: 'NOT_GRADED',
    failure: 'bwrap exited 1',
  });
});

test('a set whose applying process died is applied by a grader', async () => {
  const { sets, set, ids } = await aSet(2);
  await rig.startGrader(gradeAtOnce);
  await expect.poll(() => sets.progress(set.id), patience).toEqual({ done: 2, total: 2 });
  await sets.move({ id: set.id, revision: set.revision }, { state: 'APPLYING', endedById: set.createdById });
  await expect.poll(async () => (await sets.find(set.id))?.state, patience).toBe('APPLIED');
  expect((await rig.reports.find(ids[0] ?? ''))?.points).toBe(100);
});
