// Real: PostgreSQL, the queue on it, HTTP.
import { expect, test } from 'vitest';
import { ScoresStore } from '#libs/database/scores.store';
import { aGrading } from '#libs/testing/factories';
import { aClass, hourFromNow, type ClassUnderTest } from '../../testing/a-class.js';
import { aHandIn, anAssignment, handInOf, submitHandIn } from '../../testing/an-assignment.js';
import { withApi } from '../../testing/api-under-test.js';

const api = withApi();
const standing = `query ($id: ID!) { assignment(id: $id) { viewer {
  attemptsLeft canSubmit why nextAttemptAt score { counts attempts } } } }`;

const refused = (token: string, assignmentId: string, more: object = {}) =>
  api.refusalOf(submitHandIn, handInOf(assignmentId, more), token);
const scoreOf = (assignmentId: string, personId: string) =>
  new ScoresStore(api.database).find(assignmentId, personId);

async function putIntoGroup(course: ClassUnderTest, people: ClassUnderTest['students']): Promise<void> {
  const { courseId } = course;
  const members = { create: people.map(({ person }) => ({ courseId, personId: person.id })) };
  await api.database.prisma.group.create({ data: { courseId, name: crypto.randomUUID(), members } });
}

test('what is handed in for an assignment is scored together with its report', async () => {
  const course = await aClass(api);
  const [{ person, token }] = course.students;
  const assignmentId = await anAssignment(api, course);
  const id = await aHandIn(api, token, assignmentId);
  await api.submissions.record(id, aGrading({ points: 85, passed: false }));
  expect(await scoreOf(assignmentId, person.id)).toMatchObject({
    fraction: 0.85,
    counts: 0.85,
    attempts: 1,
    lateAttempts: 0,
    submissionId: id,
    passedAt: null,
  });
  expect((await api.ask(standing, { id: assignmentId }, token)).data).toMatchObject({
    assignment: { viewer: { canSubmit: true, score: { counts: 0.85, attempts: 1 } } },
  });
});

test('who is not in the course, and who comes before the release, finds no assignment', async () => {
  const course = await aClass(api);
  const [{ token }] = course.students;
  const open = await anAssignment(api, course);
  const later = await anAssignment(api, course, { releaseAt: hourFromNow(1), dueAt: hourFromNow(2) });
  const stranger = await api.signedIn();
  expect(await refused(stranger.token, open)).toMatch(/^NOT_FOUND/);
  expect(await refused(token, later)).toMatch(/^NOT_FOUND/);
  expect(await aHandIn(api, course.assistant.token, later)).toMatch(/^[0-9a-f-]{36}$/);
});

test('another exercise than that of the assignment is refused', async () => {
  const course = await aClass(api);
  const assignmentId = await anAssignment(api, course, { title: 'Pipes' });
  const exercise = 'pipe/02-something-else';
  expect(await refused(course.students[0].token, assignmentId, { exercise })).toBe(
    'BAD_INPUT: "Pipes" asks for pipe/01-parent-to-child, and this is handed in for another exercise.',
  );
});

test('after the closing time nothing is taken, but a key of before is still the first submission', async () => {
  const course = await aClass(api);
  const [{ token }] = course.students;
  const assignmentId = await anAssignment(api, course);
  const key = { idempotencyKey: 'k1' };
  const first = await api.ask(submitHandIn, handInOf(assignmentId, key), token);
  const dueAt = new Date(Date.now() - 60_000);
  await api.database.prisma.assignment.update({ where: { id: assignmentId }, data: { dueAt } });
  expect(await refused(token, assignmentId)).toMatch(/^ASSIGNMENT_CLOSED: This assignment closed on /);
  expect(await api.ask(submitHandIn, handInOf(assignmentId, key), token)).toEqual(first);
});

test('waiting and graded hand-ins cost an attempt; what was cancelled or not graded costs none', async () => {
  const course = await aClass(api);
  const [{ token }] = course.students;
  const assignmentId = await anAssignment(api, course, { attemptsMax: 2 });
  await api.submissions.states.giveUp(await aHandIn(api, token, assignmentId), 'The disk is full.');
  await api.submissions.states.cancel(await aHandIn(api, token, assignmentId));
  await api.submissions.record(await aHandIn(api, token, assignmentId), aGrading());
  await aHandIn(api, token, assignmentId);
  expect(await refused(token, assignmentId)).toBe(
    'NO_ATTEMPTS_LEFT: All 2 attempts at this assignment are used up.',
  );
  expect((await api.ask(standing, { id: assignmentId }, token)).data).toMatchObject({
    assignment: { viewer: { attemptsLeft: 0, canSubmit: false, why: expect.stringMatching(/^All 2/) } },
  });
});

test('of many hand-ins at once no more are taken than there are attempts', async () => {
  const course = await aClass(api);
  const [{ token }] = course.students;
  const assignmentId = await anAssignment(api, course, { attemptsMax: 2 });
  const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => refused(token, assignmentId)));
  const full = 'NO_ATTEMPTS_LEFT: All 2 attempts at this assignment are used up.';
  const taken = 'nothing was refused';
  expect(answers.toSorted()).toEqual([full, full, full, full, taken, taken]);
});

test('between two attempts there is the pause that the assignment asks for', async () => {
  const course = await aClass(api);
  const [{ token }] = course.students;
  const assignmentId = await anAssignment(api, course, { cooldownSeconds: 3600 });
  await aHandIn(api, token, assignmentId);
  expect(await refused(token, assignmentId)).toMatch(/^TOO_SOON: Wait before the next attempt: until /);
});

test('a group hands in together: every member has the score, and who is in none is told so', async () => {
  const course = await aClass(api, 3);
  const [one, other, alone] = course.students;
  await putIntoGroup(course, [one, other!]);
  const assignmentId = await anAssignment(api, course, { groupHandIns: true, attemptsMax: 1 });
  expect(await refused(alone!.token, assignmentId)).toMatch(/^NOT_IN_A_GROUP/);
  const answers = await Promise.all([one, other!].map(({ token }) => refused(token, assignmentId)));
  expect(answers.toSorted()).toEqual([
    'NO_ATTEMPTS_LEFT: All 1 attempts at this assignment are used up.',
    'nothing was refused',
  ]);
  const [submission] = (await api.submissions.list({ assignmentId }, { first: 5, after: null })).items;
  await api.submissions.record(submission!.id, aGrading({ points: 60, passed: false }));
  for (const { person } of [one, other!]) {
    expect(await scoreOf(assignmentId, person.id)).toMatchObject({
      counts: 0.6,
      submissionId: submission!.id,
    });
  }
  expect(await scoreOf(assignmentId, alone!.person.id)).toBeNull();
});

test('reports that arrive at once, and the wrong way round, leave the score of all of them', async () => {
  const course = await aClass(api);
  const [{ person, token }] = course.students;
  const assignmentId = await anAssignment(api, course, { counted: 'last' });
  const ids: string[] = [];
  for (const _ of [1, 2, 3, 4]) ids.push(await aHandIn(api, token, assignmentId));
  await Promise.all(
    ids
      .toReversed()
      .map((id, at) => api.submissions.record(id, aGrading({ points: 40 + 10 * at, passed: false }))),
  );
  expect(await scoreOf(assignmentId, person.id)).toMatchObject({
    attempts: 4,
    counts: 0.4,
    submissionId: ids.at(-1),
    stalled: 3,
  });
});
