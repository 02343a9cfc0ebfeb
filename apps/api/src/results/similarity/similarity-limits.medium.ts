// Real: PostgreSQL, HTTP, web sockets, and Dolos.
import { expect, test } from 'vitest';
import { SimilarityStore } from '#libs/database/similarity.store';
import { countStatements } from '#libs/testing/count-statements';
import { aPerson, aSubmission } from '#libs/testing/factories';
import { aClass } from '../../testing/a-class.js';
import {
  aClassWithACopy,
  analysed,
  copyOf,
  gradedHandIn,
  programOf,
  startAnalysis,
  started,
} from '../../testing/a-comparison.js';
import { anAssignment } from '../../testing/an-assignment.js';
import { withApi } from '../../testing/api-under-test.js';

const api = withApi();
const side = 'id isEarlier outcome isPartlyRead people { id } submission { id files { path content } }';
const pairs = `query ($id: ID!, $first: Int, $after: String, $order: SimilarPairOrder, $person: ID, $least: Float, $earlier: Boolean) {
  similarityAnalysis(id: $id) { state counts { programs earlier compared nothingOwn }
    pairs(first: $first, after: $after, order: $order, personId: $person, least: $least, isEarlier: $earlier) {
      totalCount pageInfo { hasNextPage endCursor }
      edges { node { id similarity longest overlap left { ${side} } right { ${side} }
        fragments { left { path fromLine toLine } right { path fromLine toLine } fingerprints } } } } } }`;
const clusters = `query ($id: ID!, $threshold: Float) { similarityAnalysis(id: $id) {
  clusters(threshold: $threshold) { totalCount edges { node { size pairs leastSimilarity mostSimilarity members { people { id } } } } } } }`;
const cancel = 'mutation ($id: ID!) { cancelSimilarityAnalysis(id: $id) { state } }';
const remove = 'mutation ($id: ID!) { deleteSimilarityAnalysis(id: $id) }';

const first = programOf('pipe/exercises/01-parent-to-child');

test('pages hold every pair once in each order, for the same number of statements', async () => {
  const taught = await aClass(api, 6);
  const assignmentId = await anAssignment(api, taught);
  for (const student of taught.students)
    await gradedHandIn(api, student, { assignmentId, files: copyOf(first) });
  const { token } = taught.instructor;
  const id = await started(api, taught.instructor, { assignmentId });
  await analysed(api, id);
  for (const order of ['SIMILARITY', 'LONGEST', 'OVERLAP']) {
    const seen: unknown[] = [];
    let after: unknown = null;
    for (let page = 0; page < 4; page += 1) {
      const { data } = await api.ask(pairs, { id, first: 4, order, after }, token);
      const text = JSON.stringify(data);
      seen.push(...[...text.matchAll(/"node":\{"id":"([^"]+)"/g)].map(([, pair]) => pair));
      after = /"endCursor":"([^"]+)"/.exec(text)?.[1];
    }
    expect(new Set(seen).size).toBe(15);
    expect(seen).toHaveLength(15);
  }
  const few = await countStatements(() => api.ask(pairs, { id, first: 1 }, token));
  const many = await countStatements(() => api.ask(pairs, { id, first: 15 }, token));
  expect(many).toBe(few);
});

test('who watches hears of the progress, and an analysis can be cancelled and deleted', async () => {
  const { instructor, assignmentId, students } = await aClassWithACopy(api);
  const id = await started(api, instructor, { assignmentId });
  const client = await api.socket(instructor.token);
  const query =
    'subscription ($id: ID!) { similarityProgress(id: $id) { analysisId state stage done total } }';
  const words = client.iterate({ query, variables: { id } });
  expect((await words.next()).value?.data).toMatchObject({
    similarityProgress: { analysisId: id, state: 'QUEUED' },
  });
  const { states } = new SimilarityStore(api.database);
  await states.begin(id, 8);
  expect((await words.next()).value?.data).toMatchObject({ similarityProgress: { state: 'RUNNING' } });
  await states.advance(id, 1, { state: 'RUNNING', stage: 'comparing', done: 1, total: 3 });
  expect((await words.next()).value?.data).toMatchObject({
    similarityProgress: { stage: 'comparing', done: 1, total: 3 },
  });
  expect(await api.ask(cancel, { id }, instructor.token)).toMatchObject({
    data: { cancelSimilarityAnalysis: { state: 'CANCELLED' } },
  });
  expect((await words.next()).value?.data).toMatchObject({ similarityProgress: { state: 'CANCELLED' } });
  expect((await words.next()).done).toBe(true);
  expect(await api.refusalOf(cancel, { id }, instructor.token)).toMatch(/^ALREADY_ENDED/);
  const student = await api.socket(students[0].token);
  const refused = await student.iterate({ query, variables: { id } }).next();
  expect(refused.value?.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_ALLOWED' });
  expect((await api.ask(remove, { id }, instructor.token)).errors).toBeUndefined();
  expect(await api.refusalOf(pairs, { id }, instructor.token)).toMatch(/^NOT_FOUND/);
});

test('what makes no sense to compare is refused with a sentence', async () => {
  const { instructor, assignmentId } = await aClassWithACopy(api);
  const start = (input: object) => api.refusalOf(startAnalysis, { input }, instructor.token);
  expect(await start({ assignmentId: crypto.randomUUID() })).toBe(
    'NOT_FOUND: You have no assignment with this id.',
  );
  expect(await start({ assignmentId, earlierAssignmentIds: [assignmentId] })).toBe(
    'BAD_INPUT: An assignment is not an earlier one of itself.',
  );
  const ids = Array.from({ length: 21 }, () => crypto.randomUUID());
  expect(await start({ assignmentId, earlierAssignmentIds: ids })).toMatch(/^BAD_INPUT: At most 20/);
  const empty = await aClass(api, 1);
  const nothing = { input: { assignmentId: await anAssignment(api, empty) } };
  expect(await api.refusalOf(startAnalysis, nothing, empty.instructor.token)).toMatch(
    /^BAD_INPUT: There are no two/,
  );
  for (let made = 0; made < 5; made += 1) await started(api, instructor, { assignmentId });
  expect(await start({ assignmentId })).toMatch(/^TOO_MANY_WAITING: 5 analyses/);
  const id = await new SimilarityStore(api.database).offer();
  expect(id).toEqual([]);
});

test('more hand-ins than can be compared are refused, and more analyses than are kept', async () => {
  const { prisma } = api.database;
  const taught = await aClassWithACopy(api);
  const { courseId, assignmentId, instructor } = taught;
  const people = await prisma.person.createManyAndReturn({
    data: Array.from({ length: 2_000 }, () => aPerson()),
    select: { id: true },
  });
  await prisma.enrolment.createMany({
    data: people.map(({ id }) => ({ courseId, personId: id, source: 'hand' as const })),
  });
  const handIns = people.map(({ id }) => ({ ...aSubmission({ personId: id }), priority: 1, assignmentId }));
  await prisma.submission.createMany({
    data: handIns.map(({ files, ...row }) => ({ ...row, files: files.map((file) => ({ ...file })) })),
  });
  const start = (compared: string) =>
    api.refusalOf(startAnalysis, { input: { assignmentId, compared } }, instructor.token);
  expect(await start('last')).toMatch(/^BAD_INPUT: More than 2000 hand-ins would be compared/);
  const ended = {
    assignmentId,
    choice: { compared: 'counted', earlierAssignmentIds: [] },
    state: 'GRADED' as const,
  };
  const row = { ...ended, createdById: instructor.person.id, priority: 1 };
  await prisma.similarityAnalysis.createMany({ data: Array.from({ length: 50 }, () => row) });
  expect(await start('counted')).toMatch(/^CONFLICT: This assignment has 50 analyses/);
});

test('a threshold or a page beyond its bounds is refused', async () => {
  const { instructor, assignmentId } = await aClassWithACopy(api);
  const id = await started(api, instructor, { assignmentId });
  for (const threshold of [0, 0.05, 1.5])
    expect(await api.refusalOf(clusters, { id, threshold }, instructor.token)).toMatch(
      /^BAD_INPUT: A threshold/,
    );
  expect(await api.refusalOf(pairs, { id, first: 101 }, instructor.token)).toMatch(/^BAD_INPUT: A page/);
  expect(await api.refusalOf(pairs, { id, after: 'x' }, instructor.token)).toMatch(/^BAD_INPUT: This cursor/);
});
