// Real: PostgreSQL, HTTP.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { aCourse } from '../../testing/a-course.js';
import { withApi } from '../../testing/api-under-test.js';

const api = withApi();

const enrol = `mutation ($input: EnrolInput!) { enrol(input: $input) {
  id role source person { name email } section { name } } }`;
const change = `mutation ($id: ID!, $change: EnrolmentChangeInput!) { changeEnrolment(id: $id, change: $change) {
  role section { name } } }`;
const end = 'mutation ($id: ID!) { endEnrolment(id: $id) { endedAt } }';
const Enrolled = z.object({ enrol: z.object({ id: z.string() }) });
const anAddress = () => `${crypto.randomUUID()}@example.org`;

async function enrolmentOf(personId: string): Promise<string> {
  return (await api.database.prisma.enrolment.findFirstOrThrow({ where: { personId } })).id;
}

test('an instructor enrols somebody who has no account yet, in a section, and moves them', async () => {
  const { id: courseId, member } = await aCourse(api);
  const { token } = await member('instructor');
  const section =
    'mutation ($courseId: ID!, $name: String!) { createSection(courseId: $courseId, name: $name) { id } }';
  const Section = z.object({ createSection: z.object({ id: z.string() }) });
  const made = Section.parse(
    (await api.ask(section, { courseId, name: 'Monday' }, token)).data,
  ).createSection;
  expect(await api.refusalOf(section, { courseId, name: 'Monday' }, token)).toBe(
    'CONFLICT: This course has a section “Monday” already.',
  );
  const email = anAddress();
  const { data } = await api.ask(
    enrol,
    { input: { courseId, email, name: 'Ada Lovelace', sectionId: made.id } },
    token,
  );
  expect(data?.['enrol']).toMatchObject({
    role: 'student',
    source: 'hand',
    person: { name: 'Ada Lovelace', email },
    section: { name: 'Monday' },
  });
  const { id } = Enrolled.parse(data).enrol;
  expect((await api.ask(change, { id, change: { role: 'assistant' } }, token)).data).toEqual({
    changeEnrolment: { role: 'assistant', section: { name: 'Monday' } },
  });
  expect((await api.ask(change, { id, change: { sectionId: null } }, token)).data).toEqual({
    changeEnrolment: { role: 'assistant', section: null },
  });
  expect(await api.refusalOf(enrol, { input: { courseId, email } }, token)).toBe(
    'CONFLICT: This person is in the course already, as assistant.',
  );
  const elsewhere = await aCourse(api);
  const foreign = { courseId: elsewhere.id, email: anAddress(), sectionId: made.id };
  const { token: other } = await elsewhere.member('instructor');
  expect(await api.refusalOf(enrol, { input: foreign }, other)).toMatch(
    /^NOT_FOUND: This course has no section/,
  );
  expect(await api.database.prisma.person.count({ where: { email: foreign.email } })).toBe(0);
});

test('who has left comes back with the same enrolment, and has lost nothing', async () => {
  const { id: courseId, member } = await aCourse(api);
  const { token } = await member('instructor');
  const student = await member('student');
  const id = await enrolmentOf(student.person.id);
  expect((await api.ask(end, { id }, token)).data).toEqual({ endEnrolment: { endedAt: expect.any(String) } });
  const find = 'query ($id: ID!) { course(id: $id) { id } }';
  expect(await api.refusalOf(find, { id: courseId }, student.token)).toMatch(/^NOT_FOUND/);
  const back = await api.ask(enrol, { input: { courseId, email: student.person.email } }, token);
  expect(Enrolled.parse(back.data).enrol.id).toBe(id);
  expect((await api.ask(find, { id: courseId }, student.token)).errors).toBeUndefined();
});

test('a student who becomes an assistant is in no group any more', async () => {
  const { member, group } = await aCourse(api);
  const { token } = await member('instructor');
  const student = await member('student');
  await group(student);
  const id = await enrolmentOf(student.person.id);
  await api.ask(change, { id, change: { role: 'assistant' } }, token);
  expect(await api.database.prisma.groupMember.count({ where: { personId: student.person.id } })).toBe(0);
});

test('the last instructor of a course neither leaves nor becomes less', async () => {
  const { member } = await aCourse(api);
  const [one, two] = [await member('instructor'), await member('instructor')];
  const [first, second] = [await enrolmentOf(one.person.id), await enrolmentOf(two.person.id)];
  const both = await Promise.all([
    api.refusalOf(end, { id: first }, one.token),
    api.refusalOf(end, { id: second }, two.token),
  ]);
  expect(both.toSorted()).toEqual([
    'CONFLICT: This course would have no instructor; make somebody else instructor first.',
    'nothing was refused',
  ]);
  const [left, leftToken] = both[0] === 'nothing was refused' ? [second, two.token] : [first, one.token];
  expect(await api.refusalOf(change, { id: left, change: { role: 'student' } }, leftToken)).toMatch(
    /^CONFLICT/,
  );
});

test('nobody gives a role above their own, and nobody below instructor gives any', async () => {
  const { id: courseId, member } = await aCourse(api);
  const instructor = await member('instructor');
  const admin = await member('admin');
  const input = { courseId, email: anAddress(), role: 'admin' };
  expect(await api.refusalOf(enrol, { input }, instructor.token)).toBe(
    'NOT_ALLOWED: You are instructor in this course, and who is admin is more.',
  );
  const id = await enrolmentOf(admin.person.id);
  expect(await api.refusalOf(change, { id, change: { role: 'student' } }, instructor.token)).toMatch(
    /^NOT_ALLOWED/,
  );
  expect(await api.refusalOf(end, { id }, instructor.token)).toMatch(/^NOT_ALLOWED/);
  expect((await api.ask(enrol, { input }, admin.token)).errors).toBeUndefined();
  for (const role of ['student', 'assistant'] as const) {
    const { token } = await member(role);
    expect(await api.refusalOf(enrol, { input: { courseId, email: anAddress() } }, token)).toMatch(
      /^NOT_ALLOWED/,
    );
    expect(await api.refusalOf(end, { id }, token)).toMatch(/^NOT_ALLOWED/);
  }
  const stranger = await api.signedIn('instructor');
  expect(await api.refusalOf(enrol, { input: { courseId, email: anAddress() } }, stranger.token)).toMatch(
    /^NOT_FOUND/,
  );
  expect(await api.refusalOf(end, { id }, stranger.token)).toMatch(/^NOT_FOUND/);
});

test('the people of a course are paged, sorted and filtered for who teaches it, and hidden from its students', async () => {
  const { id, member } = await aCourse(api);
  const { token } = await member('instructor');
  const names = ['Edsger', 'ada', 'Barbara', 'Grace', 'Donald_'];
  for (const name of names) {
    await api.ask(enrol, { input: { courseId: id, email: anAddress(), name } }, token);
  }
  const list = `query ($id: ID!, $first: Int, $after: String, $filter: EnrolmentFilterInput, $orderBy: EnrolmentOrder) {
    course(id: $id) { enrolments(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      totalCount edges { node { role person { name } } } pageInfo { hasNextPage endCursor } } } }`;
  const Page = z.object({
    course: z.object({
      enrolments: z.object({
        totalCount: z.number(),
        edges: z.array(z.object({ node: z.object({ person: z.object({ name: z.string() }) }) })),
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
      }),
    }),
  });
  const ask = async (variables: object) =>
    Page.parse((await api.ask(list, { id, ...variables }, token)).data).course.enrolments;
  const namesOf = (page: Awaited<ReturnType<typeof ask>>) => page.edges.map(({ node }) => node.person.name);
  for (const orderBy of ['name', 'email', 'role', 'section', 'joined']) {
    const whole = namesOf(await ask({ orderBy, first: 100 }));
    const pages: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const page: Awaited<ReturnType<typeof ask>> = await ask({ orderBy, first: 2, after });
      pages.push(...namesOf(page));
      [after, more] = [page.pageInfo.endCursor, page.pageInfo.hasNextPage];
    }
    expect([orderBy, pages, pages.length]).toEqual([orderBy, whole, 6]);
  }
  const students = await ask({ filter: { role: 'student' } });
  expect(namesOf(students)).toEqual(['ada', 'Barbara', 'Donald_', 'Edsger', 'Grace']);
  expect(students.totalCount).toBe(5);
  expect(namesOf(await ask({ filter: { text: 'RA' } }))).toEqual(['Barbara', 'Grace']);
  expect(namesOf(await ask({ filter: { text: '_' } }))).toEqual(['Donald_']);
  const student = await member('student');
  expect((await api.ask(list, { id }, student.token)).data).toEqual({ course: { enrolments: null } });
  expect(await api.refusalOf(list, { id }, student.token)).toMatch(
    /^NOT_ALLOWED: This needs the role assistant/,
  );
  expect(await api.refusalOf(list, { id, first: 101 }, token)).toMatch(/^BAD_INPUT: at most 100/);
});
