// Real: PostgreSQL, HTTP.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { aCourse } from '../../testing/a-course.js';
import { withApi } from '../../testing/api-under-test.js';

const api = withApi();

const importRoster = `mutation ($input: RosterInput!) { importRoster(input: $input) {
  applied created changed unchanged problemCount lines { line email outcome says } problems { line column reason } } }`;
const people = `query ($id: ID!) { course(id: $id) { groups { name members { email } } sections { name }
  enrolments(orderBy: email, first: 100) { edges { node { role source person { name email } section { name } group { name } } } } } }`;

const csv = [
  'name;email;role;section;group',
  'Ada;ada@roster.org;;Monday;Red',
  'Bob;bob@roster.org;student;Tuesday;Red',
  'Cy;cy@roster.org;assistant;;',
].join('\r\n');

test('a class list is tried dry, then brought in, and brought in again changes nothing', async () => {
  const { id, member } = await aCourse(api);
  const { token } = await member('instructor');
  const dry = await api.ask(importRoster, { input: { courseId: id, csv, dryRun: true } }, token);
  expect(dry.data?.['importRoster']).toMatchObject({
    applied: false,
    created: 3,
    problemCount: 0,
    lines: [
      {
        line: 2,
        email: 'ada@roster.org',
        outcome: 'created',
        says: [
          'An account is made.',
          'Becomes student of the course.',
          'Comes into the section “Monday”.',
          'Comes into the group “Red”.',
        ],
      },
      { line: 3 },
      { line: 4 },
    ],
  });
  expect(await api.database.prisma.person.count({ where: { email: { endsWith: '@roster.org' } } })).toBe(0);
  const real = await api.ask(importRoster, { input: { courseId: id, csv } }, token);
  expect(real.data?.['importRoster']).toMatchObject({ applied: true, created: 3, changed: 0, unchanged: 0 });
  const { data, errors } = await api.ask(people, { id }, token);
  expect(errors).toBeUndefined();
  expect(data?.['course']).toMatchObject({
    sections: [{ name: 'Monday' }, { name: 'Tuesday' }],
    groups: [{ name: 'Red', members: [{ email: 'ada@roster.org' }, { email: 'bob@roster.org' }] }],
    enrolments: {
      edges: expect.arrayContaining([
        {
          node: {
            role: 'student',
            source: 'csv',
            person: { name: 'Ada', email: 'ada@roster.org' },
            section: { name: 'Monday' },
            group: { name: 'Red' },
          },
        },
      ]),
    },
  });
  const again = await api.ask(importRoster, { input: { courseId: id, csv } }, token);
  expect(again.data?.['importRoster']).toMatchObject({ applied: true, created: 0, changed: 0, unchanged: 3 });
});

test('people who are there are moved, made more and brought back, and keep their names', async () => {
  const { id, member } = await aCourse(api);
  const { token } = await member('instructor');
  const [mover, gone] = [await member('student'), await member('student')];
  await api.database.prisma.enrolment.updateMany({
    where: { personId: gone.person.id },
    data: { endedAt: new Date() },
  });
  const list = `email,name,role,section\n${mover.person.email},Other,assistant,Friday\n${gone.person.email.toUpperCase()},,,`;
  const { data } = await api.ask(importRoster, { input: { courseId: id, csv: list } }, token);
  expect(data?.['importRoster']).toMatchObject({
    applied: true,
    changed: 2,
    lines: [
      { says: ['Becomes assistant; was student.', 'Comes into the section “Friday”.'] },
      { says: ['Comes back into the course.'] },
    ],
  });
  const moved = await api.database.prisma.enrolment.findFirstOrThrow({
    where: { personId: mover.person.id },
    include: { section: true, person: true },
  });
  expect(moved).toMatchObject({
    role: 'assistant',
    section: { name: 'Friday' },
    person: { name: 'Somebody' },
  });
});

test('one broken row keeps the whole list out, and every flaw is told with its line and column', async () => {
  const { id, member } = await aCourse(api);
  const { token, person } = await member('instructor');
  const list = `email,role\ngood@list.org,student\nbad,student\n${person.email},student\nmore@list.org,boss\n`;
  const { data } = await api.ask(importRoster, { input: { courseId: id, csv: list } }, token);
  expect(data?.['importRoster']).toMatchObject({
    applied: false,
    problemCount: 3,
    problems: [
      { line: 3, column: 'email', reason: '“bad” is no email address.' },
      { line: 4, column: 'role', reason: 'This course would have no instructor.' },
      { line: 5, column: 'role', reason: expect.stringMatching(/^“boss” is no role/) },
    ],
  });
  expect(await api.database.prisma.person.count({ where: { email: 'good@list.org' } })).toBe(0);
  expect(await api.database.prisma.enrolment.count({ where: { courseId: id } })).toBe(1);
});

test('a list of 5000 with groups is brought in at once, and by two people at the same time once', async () => {
  const { id, member } = await aCourse(api);
  const { token } = await member('instructor');
  const rows = Array.from(
    { length: 5000 },
    (_, n) => `p${n}@big.org,Person ${n},Section ${n % 7},Group ${n >> 2}`,
  );
  const input = { courseId: id, csv: `email,name,section,group\n${rows.join('\n')}` };
  const Imported = z.object({
    importRoster: z.object({ applied: z.literal(true), created: z.number(), unchanged: z.number() }),
  });
  const both = await Promise.all([1, 2].map(() => api.ask(importRoster, { input }, token)));
  const counts = both.map(({ data }) => Imported.parse(data).importRoster);
  expect(counts.map(({ created }) => created).toSorted()).toEqual([0, 5000]);
  expect(counts.map(({ unchanged }) => unchanged).toSorted()).toEqual([0, 5000]);
  const { prisma } = api.database;
  expect(await prisma.enrolment.count({ where: { courseId: id, source: 'csv' } })).toBe(5000);
  expect(await prisma.groupMember.count({ where: { courseId: id } })).toBe(5000);
  expect(await prisma.group.count({ where: { courseId: id } })).toBe(1250);
});

test('class lists are brought in by instructors', async () => {
  const { id, member } = await aCourse(api);
  for (const role of ['student', 'assistant'] as const) {
    const { token } = await member(role);
    expect(await api.refusalOf(importRoster, { input: { courseId: id, csv } }, token)).toMatch(
      /^NOT_ALLOWED/,
    );
  }
  const stranger = await api.signedIn('instructor');
  expect(await api.refusalOf(importRoster, { input: { courseId: id, csv } }, stranger.token)).toMatch(
    /^NOT_FOUND/,
  );
});
