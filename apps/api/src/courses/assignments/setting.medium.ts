// Real: PostgreSQL, the queue on it, HTTP.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { countStatements } from '#libs/testing/count-statements';
import { aGrading } from '#libs/testing/factories';
import { aClass, hourFromNow } from '../../testing/a-class.js';
import { aHandIn, anAssignment, createAssignment } from '../../testing/an-assignment.js';
import { withApi } from '../../testing/api-under-test.js';

const api = withApi();
const exercise = 'pipe/01-parent-to-child';
const update = `mutation ($input: UpdateAssignmentInput!) { updateAssignment(input: $input) {
  title weight dueAt attemptsMax revision latePolicy { __typename ... on DeductLate { fraction per closesAt } } } }`;
const list = `query ($id: ID!, $first: Int, $after: String) { course(id: $id) { assignments(first: $first, after: $after) {
  edges { cursor node { title position } } pageInfo { hasNextPage endCursor } } } }`;
const Listed = z.object({
  course: z.object({
    assignments: z.object({
      edges: z.array(z.object({ node: z.object({ title: z.string(), position: z.number() }) })),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    }),
  }),
});

async function titles(courseId: string, token: string): Promise<string[]> {
  const { data } = await api.ask(list, { id: courseId }, token);
  return Listed.parse(data).course.assignments.edges.map((edge) => edge.node.title);
}

test('an assignment says all that was decided, with times of the course, and with the exercise', async () => {
  const { courseId, instructor } = await aClass(api);
  const input = {
    courseId,
    exercise,
    releaseAt: '2026-03-01T08:00',
    dueAt: '2026-07-01T18:00',
    latePolicy: { deduct: { fraction: 0.1, per: 'day', atMost: 0.5, closesAt: '2026-07-08T18:00' } },
    hiddenGroups: ['hygiene'],
    counted: 'last',
  };
  const { data, errors } = await api.ask(
    `mutation ($input: CreateAssignmentInput!) { createAssignment(input: $input) {
      title position weight releaseAt dueAt attemptsMax cooldownSeconds counted hiddenGroups groupHandIns newerVersion
      latePolicy { __typename ... on DeductLate { fraction per atMost graceMinutes closesAt } } exercise { slug task { en } hash } exerciseHash } }`,
    { input },
    instructor.token,
  );
  expect(errors).toBeUndefined();
  expect(data?.['createAssignment']).toMatchObject({
    title: 'Parent to child',
    position: 1,
    weight: 1,
    releaseAt: '2026-03-01T07:00:00.000Z',
    dueAt: '2026-07-01T16:00:00.000Z',
    attemptsMax: null,
    cooldownSeconds: 0,
    counted: 'last',
    hiddenGroups: ['hygiene'],
    groupHandIns: false,
    newerVersion: null,
    latePolicy: {
      __typename: 'DeductLate',
      fraction: 0.1,
      per: 'day',
      atMost: 0.5,
      graceMinutes: 0,
      closesAt: '2026-07-08T16:00:00.000Z',
    },
    exercise: { slug: exercise, task: { en: '# Parent to child\n' } },
  });
});

test('only instructors of the course set, change, order and archive', async () => {
  const course = await aClass(api);
  const id = await anAssignment(api, course);
  const input = { courseId: course.courseId, exercise, releaseAt: hourFromNow(0), dueAt: hourFromNow(1) };
  const archive = 'mutation ($id: ID!) { archiveAssignment(id: $id, revision: 0) { id } }';
  const reorder =
    'mutation ($courseId: ID!, $ids: [ID!]!) { reorderAssignments(courseId: $courseId, ids: $ids) { id } }';
  const outsider = await api.signedIn('instructor');
  for (const [{ token }, code] of [
    [course.students[0], /^NOT_ALLOWED: This needs the role instructor/],
    [course.assistant, /^NOT_ALLOWED: This needs the role instructor/],
    [outsider, /^NOT_FOUND/],
  ] as const) {
    expect(await api.refusalOf(createAssignment, { input }, token)).toMatch(code);
    expect(await api.refusalOf(update, { input: { id, revision: 0, weight: 3 } }, token)).toMatch(code);
    expect(await api.refusalOf(archive, { id }, token)).toMatch(code);
    expect(await api.refusalOf(reorder, { courseId: course.courseId, ids: [id] }, token)).toMatch(code);
  }
});

test('what cannot be meant is refused in words, and nothing is set', async () => {
  const { courseId, instructor } = await aClass(api);
  const input = { courseId, exercise, releaseAt: '2027-03-28T08:00', dueAt: '2027-03-29T18:00' };
  const refusal = (parts: object) =>
    api.refusalOf(createAssignment, { input: { ...input, ...parts } }, instructor.token);
  expect(await refusal({ dueAt: '2027-03-28T07:00' })).toMatch(
    /^BAD_INPUT: It would be due on 28 March 2027, 07:00/,
  );
  expect(await refusal({ weight: -1 })).toBe('BAD_INPUT: weight: a weight is not negative.');
  expect(await refusal({ exercise: 'pipe/01-parent' })).toMatch(/^UNKNOWN_EXERCISE.*did you mean/);
  expect(await refusal({ dueAt: 'Friday' })).toMatch(/^BAD_INPUT: dueAt is no time/);
  expect(await refusal({ latePolicy: {} })).toMatch(/^BAD_INPUT/);
  expect(await titles(courseId, instructor.token)).toEqual([]);
});

test('students see what is released and not archived, staff everything, page by page in the order of the course', async () => {
  const course = await aClass(api);
  const { courseId, instructor } = course;
  const first = await anAssignment(api, course, { title: 'First' });
  const later = { title: 'Later', releaseAt: hourFromNow(1), dueAt: hourFromNow(2) };
  const second = await anAssignment(api, course, later);
  const third = await anAssignment(api, course, { title: 'Third' });
  const student = course.students[0].token;
  expect(await titles(courseId, student)).toEqual(['First', 'Third']);
  expect(await titles(courseId, course.assistant.token)).toEqual(['First', 'Later', 'Third']);
  const reorder =
    'mutation ($courseId: ID!, $ids: [ID!]!) { reorderAssignments(courseId: $courseId, ids: $ids) { title } }';
  expect((await api.ask(reorder, { courseId, ids: [third, first, second] }, instructor.token)).data).toEqual({
    reorderAssignments: [{ title: 'Third' }, { title: 'First' }, { title: 'Later' }],
  });
  expect(await api.refusalOf(reorder, { courseId, ids: [third, first] }, instructor.token)).toMatch(
    /^CONFLICT/,
  );
  const page = Listed.parse((await api.ask(list, { id: courseId, first: 2 }, instructor.token)).data).course;
  const after = page.assignments.pageInfo.endCursor;
  const rest = Listed.parse(
    (await api.ask(list, { id: courseId, first: 2, after }, instructor.token)).data,
  ).course;
  expect([page.assignments.pageInfo.hasNextPage, rest.assignments.pageInfo.hasNextPage]).toEqual([
    true,
    false,
  ]);
  expect(rest.assignments.edges.map((edge) => edge.node.title)).toEqual(['Later']);
  const archive = 'mutation ($id: ID!) { archiveAssignment(id: $id, revision: 0) { archivedAt } }';
  await api.ask(archive, { id: first }, instructor.token);
  expect(await titles(courseId, student)).toEqual(['Third']);
  expect(await titles(courseId, instructor.token)).toEqual(['Third', 'First', 'Later']);
});

test('a change names what it changes; who changes what somebody else has changed is told what is there now', async () => {
  const course = await aClass(api);
  const { token } = course.instructor;
  const id = await anAssignment(api, course, { title: 'Pipes', attemptsMax: 3 });
  const { data } = await api.ask(
    update,
    { input: { id, revision: 0, weight: 2.5, attemptsMax: null } },
    token,
  );
  expect(data).toMatchObject({
    updateAssignment: { title: 'Pipes', weight: 2.5, attemptsMax: null, revision: 1 },
  });
  expect(await api.refusalOf(update, { input: { id, revision: 0, title: 'Mine' } }, token)).toMatch(
    /^CONFLICT: Somebody changed this assignment meanwhile: it is "Pipes" of revision 1 now/,
  );
  const answers = await Promise.all(
    ['a', 'b', 'c'].map((title) => api.refusalOf(update, { input: { id, revision: 1, title } }, token)),
  );
  expect(answers.filter((answer) => answer.startsWith('CONFLICT'))).toHaveLength(2);
});

test('scores follow a changed policy', async () => {
  const course = await aClass(api, 2);
  const { token } = course.instructor;
  const id = await anAssignment(api, course);
  for (const student of course.students) {
    for (const points of [100, 40]) {
      await api.submissions.record(
        await aHandIn(api, student.token, id),
        aGrading({ points, passed: points === 100 }),
      );
    }
  }
  const score = `query ($id: ID!, $personId: ID!) { assignment(id: $id) { score(personId: $personId) { counts attempts revision } } }`;
  const scores = () =>
    Promise.all(
      course.students.map(
        async ({ person }) => (await api.ask(score, { id, personId: person.id }, token)).data,
      ),
    );
  expect(await scores()).toMatchObject(
    [1, 1].map((counts) => ({ assignment: { score: { counts, attempts: 2 } } })),
  );
  await api.ask(update, { input: { id, revision: 0, counted: 'average' } }, token);
  expect(await scores()).toMatchObject([0.7, 0.7].map((counts) => ({ assignment: { score: { counts } } })));
  const done = await api.ask('query ($id: ID!) { assignment(id: $id) { isRescoring } }', { id }, token);
  expect(done.data).toEqual({ assignment: { isRescoring: false } });
});

test('whether groups hand in is not changed once something was handed in', async () => {
  const course = await aClass(api);
  const id = await anAssignment(api, course);
  const change = { input: { id, revision: 0, groupHandIns: true } };
  await aHandIn(api, course.students[0].token, id);
  expect(await api.refusalOf(update, change, course.instructor.token)).toMatch(
    /^BAD_INPUT: There are hand-ins already/,
  );
});

test('where somebody stands at all assignments of a course takes as many statements as at one', async () => {
  const course = await aClass(api);
  const [{ token }] = course.students;
  const query = `query ($id: ID!) { course(id: $id) { assignments { edges { node {
    exercise { title { en } } viewer { canSubmit dueAt score { counts } } } } } } }`;
  const hiding = { hiddenGroups: ['hygiene'] };
  await aHandIn(api, token, await anAssignment(api, course, hiding));
  const ask = () => countStatements(() => api.ask(query, { id: course.courseId }, token));
  await ask();
  const one = await ask();
  for (let more = 0; more < 9; more += 1) await anAssignment(api, course, hiding);
  expect(await ask()).toBe(one);
  expect(one).toBeGreaterThan(3);
});
