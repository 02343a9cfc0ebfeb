// Real: PostgreSQL, HTTP.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { countStatements } from '#libs/testing/count-statements';
import { aCourse } from '../testing/a-course.js';
import { withApi, type SignedInPerson } from '../testing/api-under-test.js';

const api = withApi();

const query = `query ($who: ID!) { courses(first: 3) { edges { node { viewerRole groups { name members { id } } myResults { points cells { attempts } }
  assignments(first: 3) { pageInfo { hasNextPage } edges { node { id score(personId: $who) { counts person { id } }
    extensions(first: 2) { pageInfo { hasNextPage } edges { node { extraAttempts person { id } } } } } } } } } } }`;

const Listed = z.object({ courses: z.object({ edges: z.array(z.object({ node: z.unknown() })) }) });

/** Somebody who assists in so many courses of so many assignments; in each of them a student has a score and three an extension. */
async function anAssistant(courses: number, assignments: number) {
  const assistant = await api.signedIn();
  const student = await api.signedIn();
  const { prisma } = api.database;
  const expected: { id: string; granted: string[] }[][] = [];
  for (let place = 0; place < courses; place += 1) {
    const course = await aCourse(api);
    const data = { courseId: course.id, source: 'hand' } as const;
    await prisma.enrolment.create({
      data: { ...data, personId: assistant.person.id, role: 'assistant' },
    });
    await prisma.enrolment.create({ data: { ...data, personId: student.person.id } });
    const others = [await course.member('student'), await course.member('student')];
    await course.group(...others);
    const set: { id: string; granted: string[] }[] = [];
    for (let number = 0; number < assignments; number += 1) {
      const assignmentId = await course.assignment();
      const counts = (place + number + 1) / 10;
      await prisma.score.create({ data: { assignmentId, personId: student.person.id, counts } });
      const people = [student, ...others].map(({ person }) => person.id).toSorted();
      await prisma.extension.createMany({
        data: people.map((personId) => ({
          assignmentId,
          personId,
          extraAttempts: 1,
          reason: 'Ill.',
          grantedById: assistant.person.id,
        })),
      });
      set.push({ id: assignmentId, granted: people.slice(0, 2) });
    }
    expected.unshift(set);
  }
  return { assistant, student, expected };
}

async function listed(assistant: SignedInPerson, who: SignedInPerson) {
  const { data, errors } = await api.ask(query, { who: who.person.id }, assistant.token);
  expect(errors).toBeUndefined();
  return Listed.parse(data).courses.edges.map(({ node }) => node);
}

test('a list of courses with their assignments, scores and extensions takes as many statements as one', async () => {
  const one = await anAssistant(1, 1);
  const many = await anAssistant(3, 3);
  const nodes = await listed(many.assistant, many.student);
  expect(nodes).toMatchObject(
    many.expected.map((set, fromLast) => ({
      viewerRole: 'assistant',
      groups: [{ members: [{}, {}] }],
      myResults: { points: 0, cells: set.map(() => ({ attempts: 0 })) },
      assignments: {
        pageInfo: { hasNextPage: false },
        edges: set.map(({ id, granted }, number) => ({
          node: {
            id,
            score: {
              counts: (many.expected.length - 1 - fromLast + number + 1) / 10,
              person: { id: many.student.person.id },
            },
            extensions: {
              pageInfo: { hasNextPage: true },
              edges: granted.map((personId) => ({ node: { extraAttempts: 1, person: { id: personId } } })),
            },
          },
        })),
      },
    })),
  );
  const few = await countStatements(() => listed(one.assistant, one.student));
  expect(few).toBeGreaterThan(5);
  expect(await countStatements(() => listed(many.assistant, many.student))).toBe(few);
});

test('a student sees what is released in each of their courses, and neither scores nor extensions of others', async () => {
  const { student, expected } = await anAssistant(2, 2);
  const hidden = expected[1]?.[1]?.id ?? '';
  const { prisma } = api.database;
  const far = { releaseAt: new Date('2300-01-01'), dueAt: new Date('2300-02-01') };
  await prisma.assignment.update({ where: { id: hidden }, data: far });
  const titles =
    '{ courses(first: 9) { edges { node { assignments(first: 9) { edges { node { id } } } } } } }';
  const { data } = await api.ask(titles, {}, student.token);
  expect(Listed.parse(data).courses.edges.map(({ node }) => node)).toEqual(
    expected.map((set) => ({
      assignments: { edges: set.filter(({ id }) => id !== hidden).map(({ id }) => ({ node: { id } })) },
    })),
  );
  expect(await api.refusalOf(query, { who: student.person.id }, student.token)).toMatch(/^NOT_ALLOWED/);
});
