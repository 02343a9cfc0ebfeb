// Real: PostgreSQL, with the queue on it. The engine is a fake.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packExercise } from '#libs/catalogue/pack-exercise';
import { readCatalogue } from '#libs/catalogue/read-catalogue';
import { AssignmentsStore } from '#libs/database/assignments.store';
import { ExerciseVersionsStore } from '#libs/database/exercise-versions.store';
import { ScoresStore } from '#libs/database/scores.store';
import { aGrading } from '#libs/testing/factories';
import { withPostgres } from '#libs/testing/with-postgres';
import { gradeAtOnce } from '../e2e/fake-engine.js';
import { Rig } from '../e2e/rig.js';

const postgres = withPostgres();
const slug = 'pipe/01-parent-to-child';
let rig: Rig;

beforeEach(async () => {
  rig = await Rig.open({ databaseUrl: await postgres.freshDatabase(), queueUrl: null });
});
afterEach(() => rig.close());

/** Sets this product's own exercise, which is another version than the one that the grader under test is offered. */
async function anAssignment(): Promise<{ readonly id: string; readonly exerciseHash: string }> {
  const exercise = (await readCatalogue()).exercise(slug);
  const archive = await packExercise(exercise);
  await new ExerciseVersionsStore(rig.database).keep({ hash: exercise.hash, exercise: slug, archive });
  const day = new Date('2027-01-01');
  const { id: courseId } = await rig.database.prisma.course.create({
    data: {
      code: 'OS',
      title: 'Operating systems',
      timeZone: 'UTC',
      term: { create: { name: randomUUID(), startsOn: day, endsOn: day } },
    },
  });
  return new AssignmentsStore(rig.database).create(
    {
      courseId,
      exercise: slug,
      exerciseHash: exercise.hash,
      title: 'Pipes',
      weight: 1,
      releaseAt: new Date(Date.now() - 60_000),
      dueAt: new Date(Date.now() + 3_600_000),
      latePolicy: { kind: 'refuse', graceMinutes: 0 },
      attemptsMax: null,
      cooldownSeconds: 0,
      counted: 'best',
      hiddenGroups: [],
      groupHandIns: false,
    },
    10,
  );
}

const handInFor = (assignmentId: string) => ({
  assignmentId,
  groupId: null,
  submittedAt: new Date(),
  admit: () => {},
});

test('a hand-in for an assignment is graded with the version that was set, whatever is offered now', async () => {
  const { id, exerciseHash } = await anAssignment();
  const graded: string[] = [];
  await rig.startGrader((task, context) => {
    graded.push(task.exercise.hash, task.exercise.programs.join());
    return gradeAtOnce(task, context);
  });
  const submissionId = await rig.handIn({ exerciseHash, handIn: handInFor(id) });
  expect((await rig.endOf(submissionId)).state).toBe('GRADED');
  expect(graded).toEqual([exerciseHash, 'uppercase']);
  const personId = (await rig.submissions.find(submissionId))?.personId ?? '';
  expect(await new ScoresStore(rig.database).find(id, personId)).toMatchObject({ counts: 1, submissionId });
});

test('a version that nobody kept is our failure, and costs no attempt', async () => {
  const { id } = await anAssignment();
  await rig.startGrader(gradeAtOnce);
  const lost = `sha256:${'f'.repeat(64)}`;
  const submissionId = await rig.handIn({ exerciseHash: lost, handIn: handInFor(id) });
  expect((await rig.endOf(submissionId)).state).toBe('NOT_GRADED');
  expect((await rig.submissions.find(submissionId))?.failure).toBe(
    `The version ${lost} of ${slug} is neither offered nor kept.`,
  );
});

test('scores that an api left behind are brought up to date', async () => {
  const { id, exerciseHash } = await anAssignment();
  const submissionId = await rig.aRow({ exerciseHash, handIn: handInFor(id) });
  await rig.submissions.record(submissionId, aGrading({ points: 80, passed: false }));
  const personId = (await rig.submissions.find(submissionId))?.personId ?? '';
  const dueAt = new Date(Date.now() - 3_600_000);
  const write = { releaseAt: new Date(dueAt.getTime() - 1000), dueAt, rescoringSince: new Date(0) };
  await new AssignmentsStore(rig.database).change({ id, revision: 0, write });
  await rig.startGrader(gradeAtOnce);
  const scores = new ScoresStore(rig.database);
  await expect.poll(() => scores.findRescoring(0), { timeout: 30_000 }).toEqual([]);
  expect(await scores.find(id, personId)).toMatchObject({ counts: 0, lateAttempts: 1 });
});
