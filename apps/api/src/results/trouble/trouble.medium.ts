// Real: PostgreSQL, HTTP.
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { fillClass, type GeneratedClass } from '#libs/testing/a-class';
import { aTrace } from '#libs/testing/a-trace';
import { withApi, type SignedInPerson } from '../../testing/api-under-test.js';

const api = withApi();
let made: GeneratedClass;
let staff: SignedInPerson;
beforeAll(async () => {
  made = await fillClass(api.database, { people: 60, assignments: 3, attempts: 5, seed: 31 });
  staff = await api.signedIn();
  await api.database.prisma.enrolment.create({
    data: { courseId: made.courseId, personId: staff.person.id, role: 'assistant', source: 'hand' },
  });
});

async function ask<T>(fields: string, shape: z.ZodType<T>, variables: object = {}): Promise<T> {
  const after = 'after' in variables ? ', $after: String' : '';
  const query = `query ($course: ID!${after}) { course(id: $course) { results { ${fields} } } }`;
  const { data, errors } = await api.ask(query, { course: made.courseId, ...variables }, staff.token);
  expect(errors).toBeUndefined();
  return z.object({ results: shape }).parse(data?.['course']).results;
}

const Stuck = z.object({
  stuck: z.object({
    totalCount: z.number(),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    edges: z.array(
      z.object({
        node: z.object({
          person: z.object({ id: z.string() }),
          assignment: z.object({ id: z.string() }),
          stalled: z.number(),
          failedChecks: z.array(z.string()),
          sameChecks: z.array(z.string()),
        }),
      }),
    ),
  }),
});

async function allStuck(attempts: number) {
  const rows: z.infer<typeof Stuck>['stuck']['edges'][number]['node'][] = [];
  let after: string | null = null;
  let count = 0;
  do {
    const fields = `stuck(first: 7, attempts: ${attempts}, after: $after) { totalCount pageInfo { hasNextPage endCursor }
      edges { node { person { id } assignment { id } stalled failedChecks sameChecks } } }`;
    const { stuck }: z.infer<typeof Stuck> = await ask(fields, Stuck, { after });
    rows.push(...stuck.edges.map(({ node }) => node));
    after = stuck.pageInfo.hasNextPage ? stuck.pageInfo.endCursor : null;
    count = stuck.totalCount;
  } while (after !== null);
  return { rows, count };
}

test('who made three attempts in vain is stuck, whoever passed is not, and the pages hold each once', async () => {
  const { rows, count } = await allStuck(3);
  const where = { assignment: { courseId: made.courseId }, passedAt: null, stalled: { gte: 3 } };
  const expected = await api.database.prisma.score.findMany({ where });
  const nameOf = (personId: string, assignmentId: string) => `${personId} ${assignmentId}`;
  expect(expected.length).toBeGreaterThan(7);
  expect(rows.map((row) => nameOf(row.person.id, row.assignment.id)).toSorted()).toEqual(
    expected.map((row) => nameOf(row.personId, row.assignmentId)).toSorted(),
  );
  expect(count).toBe(expected.length);
  const stalled = rows.map((row) => row.stalled);
  expect(stalled).toEqual(stalled.toSorted((one, other) => other - one));
});

test('the checks that failed in each of the last attempts are named', async () => {
  const { rows } = await allStuck(3);
  for (const { failedChecks, sameChecks } of rows) {
    expect(sameChecks.length).toBeGreaterThan(0);
    expect(failedChecks).toEqual(expect.arrayContaining(sameChecks));
  }
});

test('who failed one check every time is found by its name, whatever else they fail', async () => {
  const name = 'an interrupted call is called again';
  const { rows: all } = await allStuck(2);
  const expected = all.filter(({ sameChecks }) => sameChecks.includes(name));
  expect(expected.length).toBeGreaterThan(0);
  expect(expected.length).toBeLessThan(all.length);
  const fields = (check: string) => `stuck(first: 100, attempts: 2, check: ${JSON.stringify(check)}) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { person { id } assignment { id } stalled failedChecks sameChecks } } }`;
  const { stuck } = await ask(fields(name), Stuck);
  expect(stuck.edges.map(({ node }) => node)).toEqual(expected);
  expect(stuck.totalCount).toBe(expected.length);
  const nobody = await ask(fields('no check of this name'), Stuck);
  expect(nobody.stuck).toMatchObject({ totalCount: 0, edges: [] });
});

test('the same wrong run of several people is told once, with who and one picture', async () => {
  const shape = z.object({
    similarPictures: z.array(
      z.object({
        shape: z.string(),
        count: z.number(),
        assignment: z.object({ id: z.string() }),
        people: z.array(z.object({ id: z.string() })),
        submissionIds: z.array(z.string()),
        picture: z.object({ submissionId: z.string(), run: z.string(), svg: z.string() }).nullable(),
      }),
    ),
  });
  const fields =
    'similarPictures(first: 5) { shape count assignment { id } people { id } submissionIds picture { submissionId run svg } }';
  const { similarPictures: before } = await ask(fields, shape);
  const [most] = before;
  const submissionId = most?.submissionIds[0] ?? '';
  const trace = aTrace({ processes: [], objects: [] });
  await api.database.prisma.picture.createMany({
    data: ['r0', 'r1'].map((run) => ({
      submissionId,
      run,
      name: `${run}.svg`,
      svg: `<svg id="${run}"/>`,
      text: '',
      trace,
    })),
  });
  const { similarPictures } = await ask(fields, shape);
  expect(similarPictures).toHaveLength(5);
  expect(similarPictures[0]?.picture).toEqual({ submissionId, run: 'r1', svg: '<svg id="r1"/>' });
  for (const { shape: wrongShape, assignment, count, people } of similarPictures) {
    const where = { assignmentId: assignment.id, wrongShape };
    const expected = await api.database.prisma.score.findMany({ where, orderBy: { personId: 'asc' } });
    expect(count).toBe(expected.length);
    expect(people.map(({ id }) => id)).toEqual(expected.slice(0, 10).map(({ personId }) => personId));
  }
});

test.each([
  [
    'stuck(check: " ") { totalCount }',
    'BAD_INPUT: A check is named by its name in the report, of 1 to 200 characters.',
  ],
  ['stuck(attempts: 0) { totalCount }', 'BAD_INPUT: Somebody is stuck after 1 to 100 attempts.'],
  ['similarPictures(first: 21) { count }', 'BAD_INPUT: From 1 to 20 wrong runs can be asked for.'],
])('%s is refused', async (fields, says) => {
  const query = `query ($course: ID!) { course(id: $course) { results { ${fields} } } }`;
  expect(await api.refusalOf(query, { course: made.courseId }, staff.token)).toBe(says);
});
