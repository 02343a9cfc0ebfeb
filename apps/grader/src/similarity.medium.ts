// Real: graders, PostgreSQL, the queue on it, and Dolos in its own process. What programs are graded with is a fake.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SourceFile } from '#libs/contracts/language';
import { SimilarityFindingsStore } from '#libs/database/similarity-findings.store';
import { SimilarityStore, type SimilarityAnalysis } from '#libs/database/similarity.store';
import { answerTo, disguised, sourcesAt } from '#libs/testing/a-program';
import { anExercise } from '#libs/testing/an-exercise';
import { aPerson, aSubmission } from '#libs/testing/factories';
import { startProcess } from '#libs/testing/start-process';
import { withPostgres } from '#libs/testing/with-postgres';
import { gradeAtOnce } from '../e2e/fake-engine.js';
import { graderEnvironment, Rig } from '../e2e/rig.js';

const postgres = withPostgres();
const patience = { timeout: 60_000, interval: 20 };
const exercise = 'pipe/exercises/01-parent-to-child';
const answer = answerTo(exercise, 'c');
let rig: Rig;

beforeEach(async () => {
  rig = await Rig.open({ databaseUrl: await postgres.freshDatabase(), queueUrl: null });
});

afterEach(() => rig.close());

/** An analysis of an assignment that each of these was handed in for, by a student of its own. */
async function anAnalysis(handIns: readonly (readonly SourceFile[])[]): Promise<SimilarityAnalysis> {
  const { prisma } = rig.database;
  const { slug, hash } = anExercise();
  const term = { name: 'Term', startsOn: new Date('2027-01-01'), endsOn: new Date('2027-06-30') };
  const course = await prisma.course.create({
    data: { code: 'OS', title: 'OS', timeZone: 'UTC', term: { create: term } },
  });
  const assignment = await prisma.assignment.create({
    data: {
      releaseAt: new Date('2027-01-01'),
      dueAt: new Date('2027-02-01'),
      course: { connect: { id: course.id } },
      position: 1,
      title: 'Pipes',
      exercise: slug,
      latePolicy: { kind: 'refuse', graceMinutes: 0 },
      version: { create: { hash, exercise: slug, archive: new Uint8Array() } },
    },
  });
  const people = await prisma.person.createManyAndReturn({ data: handIns.map(() => aPerson()) });
  await prisma.enrolment.createMany({
    data: people.map(({ id }) => ({ courseId: course.id, personId: id, source: 'hand' as const })),
  });
  const { seed } = aSubmission({ personId: '' });
  await prisma.submission.createMany({
    data: people.map(({ id: personId }, place) => ({
      personId,
      assignmentId: assignment.id,
      exercise: slug,
      exerciseHash: hash,
      language: 'c',
      files: handIns[place]?.map((file) => ({ ...file })) ?? [],
      seed,
      state: 'GRADED' as const,
    })),
  });
  const choice = { compared: 'last' as const, earlierAssignmentIds: [] };
  const createdById = people[0]?.id ?? '';
  return new SimilarityStore(rig.database).create({ assignmentId: assignment.id, choice, createdById });
}

const pairsOf = (analysisId: string) => new SimilarityFindingsStore(rig.database).links(analysisId, 0);

const stateOf = async (id: string) => (await new SimilarityStore(rig.database).find(id))?.state;

test('a grader finds an analysis, ignores the starter of its exercise, and says who handed in nothing of their own', async () => {
  const starter = sourcesAt(`${exercise}/starter/c`);
  const { id } = await anAnalysis([answer, disguised(answer), starter, starter]);
  await rig.startGrader(gradeAtOnce);
  await expect.poll(() => stateOf(id), patience).toBe('GRADED');
  const pairs = await pairsOf(id);
  expect(pairs).toHaveLength(1);
  expect(pairs[0]?.similarity).toBeGreaterThan(0.9);
  const { outcomes } = await new SimilarityFindingsStore(rig.database).counts(id);
  expect(outcomes).toMatchObject({ COMPARED: 2, NOTHING_OWN: 2, WAITING: 0 });
});

test('one analysis is done at a time, and a hand-in between them does not wait for the next', async () => {
  const first = await anAnalysis(Array.from({ length: 30 }, () => answer));
  const { assignmentId, choice, createdById } = first;
  const analyses = new SimilarityStore(rig.database);
  const second = await analyses.create({ assignmentId, choice, createdById });
  await rig.startGrader(gradeAtOnce);
  await rig.reaches(first.id, 'RUNNING');
  const live = await rig.handIn();
  expect((await rig.endOf(live)).state).toBe('GRADED');
  expect(await stateOf(second.id)).toBe('QUEUED');
  expect((await rig.endOf(second.id)).state).toBe('GRADED');
  expect(await stateOf(first.id)).toBe('GRADED');
});

test('an analysis whose grader is killed in the middle is done once, by another one, and its process is gone', async () => {
  const { id } = await anAnalysis(Array.from({ length: 60 }, () => answer));
  const start = () =>
    startProcess({ file: 'apps/grader/e2e/fake-grader.ts', env: graderEnvironment(rig.address) });
  const killed = start();
  await killed.line(/^taking jobs/);
  await rig.reaches(id, 'RUNNING');
  const comparing = childOf(killed.pid);
  await killed.kill('SIGKILL');
  await expect.poll(() => existsSync(`/proc/${comparing}`), patience).toBe(false);
  expect(await pairsOf(id)).toEqual([]);
  await rig.startGrader(gradeAtOnce);
  await expect.poll(() => stateOf(id), patience).toBe('GRADED');
  const pairs = await pairsOf(id);
  expect(new Set(pairs.map(({ leftId, rightId }) => `${leftId} ${rightId}`)).size).toBe(1_770);
  expect(pairs).toHaveLength(1_770);
  expect(await new SimilarityStore(rig.database).find(id)).toMatchObject({ attempts: 2, pairsLeftOut: 0 });
});

test('a cancelled analysis ends the process that compares', async () => {
  const { id } = await anAnalysis(Array.from({ length: 60 }, () => answer));
  await rig.startGrader(gradeAtOnce);
  await rig.reaches(id, 'RUNNING');
  const comparing = childOf(process.pid);
  expect(await new SimilarityStore(rig.database).states.cancel(id)).toBe(true);
  await expect.poll(() => existsSync(`/proc/${comparing}`), patience).toBe(false);
  expect(await stateOf(id)).toBe('CANCELLED');
});

/** The process that compares for a grader, by the kernel's list of its children (proc(5)). */
function childOf(pid: number): string {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' '),
  );
  const found = children.find(
    (child) => child !== '' && readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('compare-programs'),
  );
  if (found === undefined) throw new Error('No process compares.');
  return found;
}
