// Real: PostgreSQL, HTTP.
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { fillClass, type GeneratedClass } from '#libs/testing/a-class';
import { countStatements } from '#libs/testing/count-statements';
import { withApi, type SignedInPerson } from '../../testing/api-under-test.js';

const api = withApi();
let made: GeneratedClass;
let staff: SignedInPerson;
beforeAll(async () => {
  made = await fillClass(api.database, { people: 60, assignments: 4, attempts: 3, seed: 11 });
  staff = await api.signedIn();
  await api.database.prisma.enrolment.create({
    data: { courseId: made.courseId, personId: staff.person.id, role: 'assistant', source: 'hand' },
  });
});

const query = `query ($course: ID!, $first: Int!, $after: String, $sort: GradebookSortInput, $filter: GradebookFilterInput, $of: [ID!]) {
  course(id: $course) { results { gradebook(first: $first, after: $after, sort: $sort, filter: $filter, assignmentIds: $of) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { person { id name } section group total points maxPoints tried passed
      cells { assignmentId counts attempts stalled passedAt failedChecks submissionId } } } } } } }`;

const Cell = z.object({
  assignmentId: z.string(),
  counts: z.number().nullable(),
  attempts: z.number(),
  stalled: z.number(),
  passedAt: z.string().nullable(),
  failedChecks: z.array(z.string()),
});
const Row = z.object({
  person: z.object({ id: z.string(), name: z.string() }),
  section: z.string().nullable(),
  group: z.string().nullable(),
  total: z.number(),
  points: z.number(),
  maxPoints: z.number(),
  cells: z.array(Cell),
});
const Gradebook = z.object({
  totalCount: z.number(),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  edges: z.array(z.object({ node: Row })),
});

const Course = z.object({ results: z.object({ gradebook: Gradebook }) });

async function page(variables: Record<string, unknown> = {}) {
  const asked = { course: made.courseId, first: 50, ...variables };
  const { data, errors } = await api.ask(query, asked, staff.token);
  expect(errors).toBeUndefined();
  const { gradebook } = Course.parse(data?.['course']).results;
  return { ...gradebook, rows: gradebook.edges.map(({ node }) => node) };
}

async function allRows(variables: Record<string, unknown>) {
  const rows: z.infer<typeof Row>[] = [];
  let after: string | null = null;
  do {
    const { rows: more, pageInfo } = await page({ ...variables, first: 7, after });
    rows.push(...more);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return rows;
}

test.each([
  ['name', { by: 'NAME' }, (row: z.infer<typeof Row>) => row.person.name],
  ['total', { by: 'TOTAL' }, (row: z.infer<typeof Row>) => row.points.toFixed(6)],
])('pages sorted by %s hold everybody once and in order', async (_, sort, keyOf) => {
  const rows = await allRows({ sort });
  expect(rows.map(({ person }) => person.id).toSorted()).toEqual(made.studentIds.toSorted());
  const keys = rows.map(keyOf);
  expect(keys).toEqual(keys.toSorted());
});

test('sorted by an assignment, who tried nothing comes before who has nothing', async () => {
  const assignmentId = made.assignmentIds[2] ?? '';
  const rows = await allRows({ sort: { by: 'ASSIGNMENT', assignmentId } });
  const counts = rows.map(
    ({ cells }) => cells.find((cell) => cell.assignmentId === assignmentId)?.counts ?? -1,
  );
  expect(counts).toHaveLength(60);
  expect(counts).toEqual(counts.toSorted((one, other) => one - other));
  expect(counts[0]).toBe(-1);
});

test('a total is what counts times its weight, of what full marks in all that counts are worth', async () => {
  const assignments = await api.database.prisma.assignment.findMany({ where: { courseId: made.courseId } });
  const weights = new Map(assignments.map(({ id, weight }) => [id, weight]));
  const { rows } = await page();
  for (const { points, maxPoints, total, cells } of rows) {
    const sum = cells.reduce(
      (all, cell) => all + (cell.counts ?? 0) * (weights.get(cell.assignmentId) ?? 0),
      0,
    );
    expect(points).toBeCloseTo(sum, 9);
    expect(maxPoints).toBe(1 + 2 + 3 + 1);
    expect(total).toBeCloseTo(sum / maxPoints, 9);
  }
});

test('a filter leaves those it names, and the count says how many', async () => {
  const sections = await api.database.prisma.section.findMany({ where: { courseId: made.courseId } });
  const second = sections.find(({ name }) => name === 'Section 002');
  const inSecond = await page({ filter: { sectionId: second?.id } });
  expect(inSecond.totalCount).toBe(10);
  expect(new Set(inSecond.rows.map(({ section }) => section))).toEqual(new Set(['Section 002']));
  const named = await page({ filter: { text: 'student 0003' } });
  expect(named.rows.map(({ person }) => person.name)).toEqual(
    Array.from({ length: 10 }, (_, n) => `Student 0003${n}`),
  );
  expect((await page({ filter: { text: '%' } })).totalCount).toBe(0);
});

test('passed, not passed, stuck and not tried in an assignment is what the cells say', async () => {
  const assignmentId = made.assignmentIds[0] ?? '';
  const standing = async (is: string) =>
    (await allRows({ filter: { standing: { is, assignmentId, stuckFrom: 2 } } })).map(({ cells }) =>
      cells.find((cell) => cell.assignmentId === assignmentId),
    );
  const [passed, open, stuck, untried] = [
    await standing('PASSED'),
    await standing('NOT_PASSED'),
    await standing('STUCK'),
    await standing('NOT_TRIED'),
  ];
  expect(passed.length + open.length).toBe(60);
  expect(passed.every((cell) => cell?.passedAt)).toBe(true);
  expect(stuck.length).toBeGreaterThan(0);
  expect(stuck.every((cell) => cell?.passedAt === null && cell.stalled >= 2)).toBe(true);
  expect(untried.length).toBeGreaterThan(0);
  expect(untried.every((cell) => cell === undefined)).toBe(true);
});

test('columns that are asked for are the only ones', async () => {
  const of = [made.assignmentIds[1]];
  const { rows } = await page({ of });
  expect(new Set(rows.flatMap(({ cells }) => cells.map((cell) => cell.assignmentId)))).toEqual(new Set(of));
});

test('the number of statements is the same for any size of page, of class, and place in it', async () => {
  const large = await fillClass(api.database, { people: 300, assignments: 9, attempts: 2, seed: 12 });
  await api.database.prisma.enrolment.create({
    data: { courseId: large.courseId, personId: staff.person.id, role: 'assistant', source: 'hand' },
  });
  const { pageInfo } = await page({ first: 2 });
  const few = await countStatements(() => page({ first: 2 }));
  expect(few).toBeGreaterThan(3);
  const inLarge = { course: large.courseId, sort: { by: 'TOTAL', descending: true } };
  for (const asked of [{ first: 60 }, { first: 60, after: pageInfo.endCursor }, { ...inLarge, first: 100 }])
    expect(await countStatements(() => page(asked))).toBe(few);
});

test('students and strangers do not see the gradebook', async () => {
  const stranger = await api.signedIn();
  const asked = { course: made.courseId, first: 5 };
  expect(await api.refusalOf(query, asked, stranger.token)).toMatch(/^NOT_FOUND/);
  await api.database.prisma.enrolment.create({
    data: { courseId: made.courseId, personId: stranger.person.id, source: 'hand' },
  });
  expect(await api.refusalOf(query, asked, stranger.token)).toMatch(/^NOT_ALLOWED/);
});

test.each([
  ['a page of 101', { first: 101 }, /^BAD_INPUT: A page has from 1 to 100 rows, and 101 were asked for\./],
  ['a cursor from nowhere', { after: 'bm93aGVyZQ' }, /^BAD_INPUT/],
  ['a cursor that is no JSON', { after: Buffer.from('gradebook:{').toString('base64url') }, /^BAD_INPUT/],
  ['an assignment of nobody', { of: [crypto.randomUUID()] }, /^NOT_FOUND/],
  ['sorting by no assignment', { sort: { by: 'ASSIGNMENT' } }, /^BAD_INPUT: To sort by ASSIGNMENT/],
])('%s is refused', async (_, variables, says) => {
  const asked = { course: made.courseId, first: 5, ...variables };
  expect(await api.refusalOf(query, asked, staff.token)).toMatch(says);
});

test('a cursor of one order is refused in another', async () => {
  const { pageInfo } = await page({ first: 3 });
  const asked = { course: made.courseId, first: 3, after: pageInfo.endCursor, sort: { by: 'TOTAL' } };
  expect(await api.refusalOf(query, asked, staff.token)).toBe(
    'BAD_INPUT: This cursor belongs to a list of another order.',
  );
});
