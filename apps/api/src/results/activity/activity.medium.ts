// Real: PostgreSQL, HTTP, web sockets.
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { fillClass, type GeneratedClass } from '#libs/testing/a-class';
import { aGrading } from '#libs/testing/factories';
import { withApi, type SignedInPerson } from '../../testing/api-under-test.js';

const api = withApi();
let made: GeneratedClass;
let staff: SignedInPerson;
beforeAll(async () => {
  made = await fillClass(api.database, { people: 5, assignments: 2, attempts: 1, seed: 51 });
  staff = await aMember('assistant');
});

async function aMember(role: 'student' | 'assistant') {
  const member = await api.signedIn();
  await api.database.prisma.enrolment.create({
    data: { courseId: made.courseId, personId: member.person.id, role, source: 'hand' },
  });
  return member;
}

const query = `subscription ($course: ID!) { courseActivity(courseId: $course) {
  kind submissionId assignment points maxPoints person { id name } } }`;

const Happened = z.object({
  courseActivity: z.object({
    kind: z.string(),
    submissionId: z.string(),
    assignment: z.string(),
    points: z.number().nullable(),
    person: z.object({ id: z.string() }),
  }),
});

async function watch({ token }: SignedInPerson) {
  const client = await api.socket(token);
  return client.iterate({ query, variables: { course: made.courseId } });
}

async function next(words: Awaited<ReturnType<typeof watch>>) {
  const { value } = await words.next();
  return Happened.parse(value?.data).courseActivity;
}

/** Handed in for an assignment, past the api; practice without one. */
async function handIn(assignmentId: string | null, personId = made.studentIds[0] ?? '') {
  const data = {
    personId,
    assignmentId,
    exercise: 'pipe/01-generated',
    exerciseHash: 'sha256:0',
    language: 'c',
  };
  const { id } = await api.database.prisma.submission.create({ data: { ...data, files: [], seed: '1' } });
  return id;
}

/** Waits until the server listens for this watcher: what it is told first is a hand-in made again and again until then. */
async function untilHeard(words: Awaited<ReturnType<typeof watch>>) {
  const heard = next(words).then(() => 'heard');
  const handedIn = async () => {
    await handIn(made.assignmentIds[1] ?? '');
    return 'not yet';
  };
  while ((await Promise.race([heard, handedIn()])) === 'not yet');
}

/** The next words about one submission. */
async function* about(words: Awaited<ReturnType<typeof watch>>, id: () => string) {
  for (;;) {
    const word = await next(words);
    if (word.submissionId === id()) yield word;
  }
}

test('staff see a hand-in come, and what becomes of it, with who it was', async () => {
  const words = await watch(staff);
  await untilHeard(words);
  let id = '';
  const own = about(words, () => id);
  await handIn(null);
  id = await handIn(made.assignmentIds[0] ?? '');
  const { value: came } = await own.next();
  expect(came).toMatchObject({
    kind: 'HANDED_IN',
    assignment: 'Assignment 01',
    points: null,
    person: { id: made.studentIds[0] },
  });
  await api.submissions.states.begin(id, 3);
  await api.submissions.record(id, aGrading({ points: 40, passed: false }));
  expect((await own.next()).value).toMatchObject({ kind: 'GRADED', points: 40 });
  id = await handIn(made.assignmentIds[0] ?? '');
  expect((await own.next()).value).toMatchObject({ kind: 'HANDED_IN' });
  await api.submissions.record(id, aGrading());
  expect((await own.next()).value).toMatchObject({ kind: 'PASSED', points: 100 });
  id = await handIn(made.assignmentIds[0] ?? '');
  await own.next();
  await api.submissions.states.giveUp(id, 'the sandbox broke');
  expect((await own.next()).value).toMatchObject({ kind: 'NOT_GRADED', points: null });
  await words.return?.();
});

test('who is no longer staff hears no more', async () => {
  const once = await aMember('assistant');
  const words = await watch(once);
  await untilHeard(words);
  const where = { courseId_personId: { courseId: made.courseId, personId: once.person.id } };
  await api.database.prisma.enrolment.update({ where, data: { endedAt: new Date() } });
  const id = await handIn(made.assignmentIds[0] ?? '');
  for (;;) {
    const { done, value } = await words.next();
    expect(JSON.stringify(value ?? null)).not.toContain(id);
    if (done === true) break;
  }
});

test('students and strangers are told nothing', async () => {
  for (const [member, code] of [
    [await aMember('student'), 'NOT_ALLOWED'],
    [await api.signedIn(), 'NOT_FOUND'],
  ] as const) {
    const { value } = await (await watch(member)).next();
    expect(value?.errors?.[0]).toMatchObject({ extensions: { code } });
  }
});
