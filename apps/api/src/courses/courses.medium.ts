// Real: PostgreSQL, HTTP.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { aCourse } from '../testing/a-course.js';
import { withApi } from '../testing/api-under-test.js';

const api = withApi();

const createTerm =
  'mutation ($input: TermInput!) { createTerm(input: $input) { id startsOn endsOn revision } }';
const createCourse =
  'mutation ($input: CourseInput!) { createCourse(input: $input) { id code viewerRole revision term { name } } }';
const editCourse = `mutation ($id: ID!, $revision: Int!, $input: CourseInput!) {
  editCourse(id: $id, revision: $revision, input: $input) { title revision } }`;
const Id = z.object({ id: z.string() });

const autumn = { name: 'Autumn 2026', startsOn: '2026-09-14', endsOn: '2026-12-18' };

test('admins make terms, and one that overlaps is refused with the name of the other', async () => {
  const { token } = await api.signedIn('admin');
  const { data } = await api.ask(createTerm, { input: autumn }, token);
  expect(data).toMatchObject({ createTerm: { startsOn: '2026-09-14', endsOn: '2026-12-18', revision: 0 } });
  const late = { name: 'Winter', startsOn: '2026-12-18', endsOn: '2027-02-01' };
  expect(await api.refusalOf(createTerm, { input: late }, token)).toBe(
    'CONFLICT: These days overlap with the term “Autumn 2026”, 2026-09-14 to 2026-12-18.',
  );
  const same = { name: 'Autumn 2026', startsOn: '2031-09-14', endsOn: '2031-12-18' };
  expect(await api.refusalOf(createTerm, { input: same }, token)).toMatch(
    /^CONFLICT: There is a term of this name/,
  );
  const backwards = { name: 'Back', startsOn: '2028-02-01', endsOn: '2028-01-01' };
  expect(await api.refusalOf(createTerm, { input: backwards }, token)).toMatch(
    /^BAD_INPUT: a term ends on its first/,
  );
  const noDay = { name: 'No day', startsOn: '2027-02-30', endsOn: '2027-03-01' };
  expect(await api.refusalOf(createTerm, { input: noDay }, token)).toMatch(
    /^BAD_INPUT: startsOn: a day is written/,
  );
  const next = { input: { ...late, startsOn: '2026-12-19' } };
  expect((await api.ask(createTerm, next, token)).errors).toBeUndefined();
  const instructor = await api.signedIn('instructor');
  expect(await api.refusalOf(createTerm, { input: late }, instructor.token)).toBe(
    'NOT_ALLOWED: Terms are made by admins.',
  );
  expect((await api.ask('{ terms { name } }', {}, instructor.token)).data).toMatchObject({
    terms: expect.arrayContaining([{ name: 'Winter' }, { name: 'Autumn 2026' }]),
  });
});

test('two admins who edit a term do not undo each other, and one with courses is not removed', async () => {
  const { token } = await api.signedIn('admin');
  const { termId } = await aCourse(api);
  const edit = `mutation ($id: ID!, $revision: Int!, $input: TermInput!) {
    editTerm(id: $id, revision: $revision, input: $input) { name revision } }`;
  const input = { name: 'Far away', startsOn: '2300-01-01', endsOn: '2300-02-01' };
  expect((await api.ask(edit, { id: termId, revision: 0, input }, token)).data).toEqual({
    editTerm: { name: 'Far away', revision: 1 },
  });
  expect(await api.refusalOf(edit, { id: termId, revision: 0, input }, token)).toBe(
    'CONFLICT: Somebody changed this term meanwhile: it is “Far away”, 2300-01-01 to 2300-02-01 now.',
  );
  const remove = 'mutation ($id: ID!) { removeTerm(id: $id) }';
  expect(await api.refusalOf(remove, { id: termId }, token)).toMatch(/^CONFLICT: This term has 1 courses/);
  const empty = { name: 'Empty', startsOn: '2301-01-01', endsOn: '2301-02-01' };
  const { id } = Id.parse((await api.ask(createTerm, { input: empty }, token)).data?.['createTerm']);
  expect((await api.ask(remove, { id }, token)).data).toEqual({ removeTerm: true });
  expect(await api.refusalOf(remove, { id }, token)).toMatch(/^NOT_FOUND/);
});

test('whoever makes a course is its instructor; students make none', async () => {
  const { termId } = await aCourse(api);
  const input = { termId, code: 'OS-202', title: 'Processes that talk', timeZone: 'Europe/Zurich' };
  const maker = await api.signedIn('instructor');
  const { data } = await api.ask(createCourse, { input }, maker.token);
  expect(data).toMatchObject({
    createCourse: { viewerRole: 'instructor', term: { name: expect.any(String) } },
  });
  expect(await api.refusalOf(createCourse, { input }, maker.token)).toBe(
    'CONFLICT: This term has a course with the code OS-202 already.',
  );
  const student = await api.signedIn();
  expect(await api.refusalOf(createCourse, { input }, student.token)).toMatch(/^NOT_ALLOWED/);
  const nowhere = { ...input, termId: crypto.randomUUID() };
  expect(await api.refusalOf(createCourse, { input: nowhere }, maker.token)).toBe(
    'NOT_FOUND: There is no term with this id.',
  );
});

test.each([
  ['Europe/Zurch', /perhaps “Europe\/Zurich”/],
  ['+02:00', /is no name of the IANA/],
  ['', /such as “Europe\/Zurich” or “UTC”/],
])('%s is no time zone of a course', async (timeZone, sentence) => {
  const { termId } = await aCourse(api);
  const input = { termId, code: 'TZ', title: 'T', timeZone };
  const { token } = await api.signedIn('instructor');
  expect(await api.refusalOf(createCourse, { input }, token)).toMatch(sentence);
});

test('two instructors who edit a course do not undo each other', async () => {
  const { id, termId, member } = await aCourse(api);
  const [one, two] = [await member('instructor'), await member('instructor')];
  const input = { termId, code: 'OS-101', title: 'By one', timeZone: 'UTC' };
  expect((await api.ask(editCourse, { id, revision: 0, input }, one.token)).data).toEqual({
    editCourse: { title: 'By one', revision: 1 },
  });
  const late = { id, revision: 0, input: { ...input, title: 'By two' } };
  expect(await api.refusalOf(editCourse, late, two.token)).toBe(
    'CONFLICT: Somebody changed this course meanwhile: it is OS-101, “By one”, in UTC, revision 1 now.',
  );
  expect((await api.ask(editCourse, { ...late, revision: 1 }, two.token)).data).toMatchObject({
    editCourse: { title: 'By two' },
  });
  const assistant = await member('assistant');
  expect(await api.refusalOf(editCourse, late, assistant.token)).toBe(
    'NOT_ALLOWED: This needs the role instructor in the course, and yours is assistant.',
  );
});

test('courses are seen by who is in them, and by admins', async () => {
  const [mine, other] = [await aCourse(api), await aCourse(api)];
  const student = await mine.member('student');
  const list = '{ courses { edges { node { id viewerRole sections { name } } } pageInfo { hasNextPage } } }';
  expect((await api.ask(list, {}, student.token)).data).toEqual({
    courses: {
      edges: [{ node: { id: mine.id, viewerRole: 'student', sections: [] } }],
      pageInfo: { hasNextPage: false },
    },
  });
  const find = 'query ($id: ID!) { course(id: $id) { id viewerRole } }';
  const { token } = await api.signedIn('admin');
  for (const id of [other.id, crypto.randomUUID(), 'x']) {
    expect(await api.refusalOf(find, { id }, student.token)).toBe(
      'NOT_FOUND: You are in no course with this id.',
    );
  }
  expect((await api.ask(find, { id: other.id }, token)).data).toEqual({
    course: { id: other.id, viewerRole: 'admin' },
  });
  expect(await api.refusalOf(find, { id: crypto.randomUUID() }, token)).toMatch(/^NOT_FOUND/);
  const paged =
    'query ($after: String) { courses(first: 1, after: $after) { edges { node { id } } pageInfo { endCursor } } }';
  const Page = z.object({
    courses: z.object({
      edges: z.array(z.object({ node: Id })),
      pageInfo: z.object({ endCursor: z.string() }),
    }),
  });
  const first = Page.parse((await api.ask(paged, {}, token)).data).courses;
  const second = Page.parse((await api.ask(paged, { after: first.pageInfo.endCursor }, token)).data).courses;
  expect([first, second].map((page) => page.edges[0]?.node.id)).toEqual([other.id, mine.id]);
  expect(await api.refusalOf(paged, { after: 'nonsense' }, token)).toMatch(/^BAD_INPUT/);
});

test('nothing changes in an archived course until it is brought back', async () => {
  const { id, termId, member } = await aCourse(api);
  const { token } = await member('instructor');
  const archive =
    'mutation ($id: ID!, $revision: Int!) { archiveCourse(id: $id, revision: $revision) { archivedAt } }';
  expect((await api.ask(archive, { id, revision: 0 }, token)).data).toEqual({
    archiveCourse: { archivedAt: expect.stringMatching(/^20/) },
  });
  const input = { termId, code: 'OS-101', title: 'New', timeZone: 'UTC' };
  expect(await api.refusalOf(editCourse, { id, revision: 1, input }, token)).toMatch(
    /^NOT_ALLOWED: This course is archived/,
  );
  expect((await api.ask('{ courses { edges { node { id } } } }', {}, token)).data).toEqual({
    courses: { edges: [] },
  });
  expect((await api.ask('{ courses(archived: true) { edges { node { id } } } }', {}, token)).data).toEqual({
    courses: { edges: [{ node: { id } }] },
  });
  const back =
    'mutation ($id: ID!, $revision: Int!) { unarchiveCourse(id: $id, revision: $revision) { archivedAt } }';
  expect((await api.ask(back, { id, revision: 1 }, token)).data).toEqual({
    unarchiveCourse: { archivedAt: null },
  });
  expect((await api.ask(editCourse, { id, revision: 2, input }, token)).errors).toBeUndefined();
});
