// Real: PostgreSQL.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Database } from '#libs/database/database';
import { fillClass, type GeneratedClass } from '#libs/testing/a-class';
import { withPostgres } from '#libs/testing/with-postgres';
import { TalliesStore } from './results-tallies.store.js';

const postgres = withPostgres();
let database: Database;
let tallies: TalliesStore;
let made: GeneratedClass;
beforeAll(async () => {
  database = new Database({ url: await postgres.freshDatabase(), connections: 8 });
  tallies = new TalliesStore(database);
  made = await fillClass(database, { people: 30, assignments: 3, attempts: 3, seed: 5 });
});
beforeEach(async () => {
  const everybody = { personId: { in: [...made.studentIds] } };
  await database.prisma.enrolment.updateMany({ where: everybody, data: { role: 'student', endedAt: null } });
});
afterAll(() => database.close());

/** What is kept, as a list that two of can be compared. */
async function kept() {
  const kinds = ['tried', 'passed', 'fraction', 'check', 'group', 'shape', 'stalled'] as const;
  const more = ['first_pass_attempt', 'first_pass_seconds', 'first_pass_day', 'hand_in_day'] as const;
  const rows = await tallies.read(made.courseId, [...kinds, ...more]);
  const totals = await database.prisma.courseTotal.findMany({ where: { courseId: made.courseId } });
  return {
    numbers: rows
      .map((row) => `${row.assignmentId} ${row.kind} ${row.key} ${row.count} ${row.amount.toFixed(6)}`)
      .toSorted(),
    totals: totals
      .map(({ personId, points, ...rest }) => `${personId} ${points.toFixed(6)} ${JSON.stringify(rest)}`)
      .toSorted(),
  };
}

/** Where what triggers kept is not what a count from scratch gives. */
async function drift(): Promise<readonly string[]> {
  const before = await kept();
  await database.prisma.$executeRaw`SELECT "rebuild_results"(${made.courseId})`;
  const after = await kept();
  if (after.numbers.length < 20) throw new Error('There is nothing to compare.');
  const [was, is] = [
    [...before.numbers, ...before.totals],
    [...after.numbers, ...after.totals],
  ];
  const only = (these: readonly string[], those: readonly string[]) =>
    these.filter((line) => !those.includes(line));
  return [...only(was, is), ...only(is, was)];
}

const score = (personId: string, assignmentId: string, parts: object) =>
  database.prisma.score.update({ where: { assignmentId_personId: { assignmentId, personId } }, data: parts });

/** Somebody who has a score in the first assignment. */
async function tried(): Promise<{ readonly personId: string; readonly assignmentId: string }> {
  const assignmentId = made.assignmentIds[0] ?? '';
  const where = { assignmentId, attempts: { gt: 0 } };
  const { personId } = await database.prisma.score.findFirstOrThrow({ where, orderBy: { personId: 'asc' } });
  return { personId, assignmentId };
}

test('a better score, an adjustment and a lost one are counted as they come', async () => {
  const { personId, assignmentId } = await tried();
  await score(personId, assignmentId, {
    counts: 1,
    failedChecks: [],
    passedAt: new Date(),
    passedAtAttempt: 2,
    wrongShape: null,
  });
  expect(await drift()).toEqual([]);
  await score(personId, assignmentId, { counts: 0.123, adjusted: 0.123 });
  expect(await drift()).toEqual([]);
  await database.prisma.score.delete({ where: { assignmentId_personId: { assignmentId, personId } } });
  expect(await drift()).toEqual([]);
});

test('who leaves, comes back or becomes an assistant is counted only while a student', async () => {
  const { personId } = await tried();
  const where = { courseId_personId: { courseId: made.courseId, personId } };
  const before = await kept();
  const changes = [
    { endedAt: new Date() },
    { endedAt: null },
    { role: 'assistant' },
    { role: 'student' },
  ] as const;
  for (const [place, data] of changes.entries()) {
    await database.prisma.enrolment.update({ where, data });
    const { numbers } = await kept();
    if (place % 2 === 0) expect(numbers).not.toEqual(before.numbers);
    expect(await drift()).toEqual([]);
  }
  expect((await kept()).numbers).toEqual(before.numbers);
});

test('who is renamed, and whoever comes into the course, stands in the gradebook under their name', async () => {
  const { personId } = await tried();
  const { courseId } = made;
  const place = { courseId_personId: { courseId, personId } };
  await database.prisma.person.update({ where: { id: personId }, data: { name: 'ÄNNE Aal' } });
  expect(await database.prisma.courseTotal.findUniqueOrThrow({ where: place })).toMatchObject({
    sortName: 'änne aal',
    present: true,
  });
  const newcomer = await database.prisma.person.create({ data: { email: 'new@example.org', name: 'Neu' } });
  const joined = { courseId, personId: newcomer.id };
  await database.prisma.enrolment.create({ data: { ...joined, source: 'hand' } });
  const total = { where: { courseId_personId: joined } };
  expect(await database.prisma.courseTotal.findUniqueOrThrow(total)).toMatchObject({
    sortName: 'neu',
    present: true,
    attempts: 0,
  });
  await database.prisma.enrolment.deleteMany({ where: joined });
  expect(await database.prisma.courseTotal.findUniqueOrThrow(total)).toMatchObject({ present: false });
  expect(await drift()).toEqual([]);
});

test('another weight and an archived assignment change the totals', async () => {
  const [id = ''] = made.assignmentIds;
  await database.prisma.assignment.update({ where: { id }, data: { weight: 7 } });
  expect(await drift()).toEqual([]);
  await database.prisma.assignment.update({ where: { id }, data: { archivedAt: new Date() } });
  expect(await drift()).toEqual([]);
  await database.prisma.assignment.update({ where: { id }, data: { archivedAt: null } });
  expect(await drift()).toEqual([]);
});

test('a hand-in is counted on its day', async () => {
  const { personId, assignmentId } = await tried();
  const { exercise, exerciseHash } = await database.prisma.assignment.findUniqueOrThrow({
    where: { id: assignmentId },
  });
  await database.prisma.submission.create({
    data: {
      personId,
      assignmentId,
      exercise,
      exerciseHash,
      language: 'c',
      files: [],
      seed: '1',
      submittedAt: new Date('2026-03-31T23:30:00Z'),
    },
  });
  const days = await tallies.read(made.courseId, ['hand_in_day']);
  expect(days.find(({ key }) => key === '2026-04-01')?.count).toBe(1);
  expect(await drift()).toEqual([]);
});

test('a course in a zone that the server does not know takes hand-ins all the same', async () => {
  const [{ day } = { day: '' }] = await database.prisma.$queryRaw<{ day: string }[]>`
    SELECT "day_in_zone"('2026-03-31T23:30:00Z', 'Atlantis/Poseidonis') AS "day"`;
  expect(day).toBe('2026-03-31');
});

test('many gradings, departures and foldings at once add up', async () => {
  const work = made.studentIds.flatMap((personId, n) =>
    made.assignmentIds.map(async (assignmentId, place) => {
      const parts = {
        counts: ((n + place) % 10) / 10,
        attempts: { increment: 1 },
        wrongShape: `shape ${n % 3}`,
      };
      const where = { assignmentId, personId };
      await database.prisma.score.updateMany({ where, data: parts });
      if ((n + place) % 7 === 0) {
        const data = { endedAt: place % 2 === 0 ? new Date() : null };
        await database.prisma.enrolment.updateMany({ where: { personId }, data });
      }
      if (n % 11 === 0) await tallies.fold();
    }),
  );
  await Promise.all(work);
  expect(await drift()).toEqual([]);
});

test('folding leaves every number as it was, in fewer rows', async () => {
  const { personId, assignmentId } = await tried();
  for (let n = 0; n < 200; n += 1) await score(personId, assignmentId, { counts: (n % 11) / 10, stalled: n });
  const before = await kept();
  const rows = await database.prisma.resultTally.count();
  const gone = await tallies.fold();
  expect(gone).toBeGreaterThan(500);
  expect(await database.prisma.resultTally.count()).toBe(rows - gone);
  expect(await kept()).toEqual(before);
  expect(await tallies.fold()).toBe(0);
});

test('somebody who is erased leaves no number behind', async () => {
  const { personId } = await tried();
  await database.prisma.person.delete({ where: { id: personId } });
  expect(await drift()).toEqual([]);
});
