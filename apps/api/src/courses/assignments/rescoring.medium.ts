// Real: PostgreSQL, the api as a process that is killed, HTTP.
import { Client } from 'pg';
import { beforeAll, expect, test, vi } from 'vitest';
import { ScoresStore } from '#libs/database/scores.store';
import { fillClass, type GeneratedClass } from '#libs/testing/a-class';
import { anApiProcess } from '../../testing/an-api-process.js';
import { withApi, type SignedInPerson } from '../../testing/api-under-test.js';

// A class of a thousand, and a process, take their time on two loaded cores.
vi.setConfig({ testTimeout: 180_000 });

const api = withApi();
const patience = { timeout: 60_000, interval: 20 };
let made: GeneratedClass;
let instructor: SignedInPerson;
beforeAll(async () => {
  made = await fillClass(api.database, { people: 1_000, assignments: 2, attempts: 1, seed: 21 });
  instructor = await api.signedIn();
  await api.database.prisma.enrolment.create({
    data: { courseId: made.courseId, personId: instructor.person.id, role: 'instructor', source: 'hand' },
  });
});

const update = `mutation ($input: UpdateAssignmentInput!) {
  updateAssignment(input: $input) { isRescoring } }`;

/** Everything was handed in by then, so that all of it was late. */
async function dueBefore(assignmentId: string) {
  const { releaseAt } = await api.database.prisma.assignment.findUniqueOrThrow({
    where: { id: assignmentId },
  });
  return { id: assignmentId, revision: 0, dueAt: new Date(releaseAt.getTime() + 1).toISOString() };
}

/** Who tried, in the order in which scores follow, and whether theirs has. */
async function followed(assignmentId: string): Promise<boolean[]> {
  const rows = await api.database.prisma.score.findMany({
    where: { assignmentId },
    orderBy: { personId: 'asc' },
  });
  return rows.map((row) => row.lateAttempts === row.attempts);
}

test('the scores of a large class follow a changed due time, also those behind the answer', async () => {
  const [id = ''] = made.assignmentIds;
  expect((await followed(id)).filter(Boolean)).toEqual([]);
  const { errors } = await api.ask(update, { input: await dueBefore(id) }, instructor.token);
  expect(errors).toBeUndefined();
  await expect
    .poll(
      async () => (await api.database.prisma.assignment.findUniqueOrThrow({ where: { id } })).rescoringSince,
      patience,
    )
    .toBeNull();
  const done = await followed(id);
  expect(done.length).toBeGreaterThan(800);
  expect(done.every(Boolean)).toBe(true);
});

test('what a process that was killed behind its answer left is said to be under way, found, and finished', async () => {
  const id = made.assignmentIds[1] ?? '';
  const { prisma } = api.database;
  const held = await prisma.score.findMany({
    where: { assignmentId: id },
    orderBy: { personId: 'asc' },
    skip: 700,
    take: 1,
  });
  const blocker = new Client({ connectionString: api.databaseUrl() });
  await blocker.connect();
  await blocker.query('BEGIN');
  await blocker.query('SELECT 1 FROM "Score" WHERE "assignmentId" = $1 AND "personId" = $2 FOR UPDATE', [
    id,
    held[0]?.personId,
  ]);
  const killed = await anApiProcess(api, {});
  const response = await fetch(`${killed.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${instructor.token}` },
    body: JSON.stringify({ query: update, variables: { input: await dueBefore(id) } }),
  });
  expect(await response.json()).toEqual({ data: { updateAssignment: { isRescoring: true } } });
  // It waits for somebody of the fourth two hundred.
  await expect
    .poll(async () => {
      const [row] = await prisma.$queryRaw<{ n: number }[]>`
        SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      return row?.n;
    }, patience)
    .toBe(1);
  await killed.kill('SIGKILL');
  await blocker.query('ROLLBACK');
  await blocker.end();
  const left = await followed(id);
  expect(left.slice(0, 600).every(Boolean)).toBe(true);
  expect(left.slice(600).some(Boolean)).toBe(false);
  const asked = await api.ask(
    'query ($id: ID!) { assignment(id: $id) { isRescoring } }',
    { id },
    instructor.token,
  );
  expect(asked.data).toEqual({ assignment: { isRescoring: true } });

  // As the sweep of a grader does.
  const scores = new ScoresStore(api.database);
  expect(await scores.findRescoring(0)).toEqual([id]);
  for await (const people of scores.rescore(id)) expect(people).toBeGreaterThan(0);
  expect((await followed(id)).every(Boolean)).toBe(true);
  expect(await scores.findRescoring(0)).toEqual([]);
});
