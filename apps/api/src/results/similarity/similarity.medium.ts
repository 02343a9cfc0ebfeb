// Real: PostgreSQL, HTTP, web sockets, and Dolos.
import { expect, test } from 'vitest';
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
const other = programOf('memory-mapped-file/exercises/01-in-place-edit');

async function read(query: string, variables: object, token: string) {
  const { data, errors } = await api.ask(query, variables, token);
  expect(errors).toBeUndefined();
  return data?.['similarityAnalysis'];
}

test('an instructor sees which two programs are alike, by whom, and in which lines', async () => {
  const { instructor, students, assignmentId, submissions } = await aClassWithACopy(api);
  const { data } = await api.ask(startAnalysis, { input: { assignmentId } }, instructor.token);
  expect(data?.['startSimilarityAnalysis']).toMatchObject({
    state: 'QUEUED',
    compared: 'counted',
    counts: { programs: 3, earlier: 0, waiting: 3 },
  });
  const id = await started(api, instructor, { assignmentId });
  await analysed(api, id);
  const found = await read(pairs, { id, least: 0.5 }, instructor.token);
  expect(found).toMatchObject({ state: 'DONE', counts: { compared: 3 }, pairs: { totalCount: 1 } });
  const [ada, grace] = students;
  expect(found).toHaveProperty(
    'pairs.edges.0.node',
    expect.objectContaining({
      similarity: expect.closeTo(1, 1),
      left: expect.objectContaining({
        people: [{ id: ada.person.id }],
        submission: expect.objectContaining({ id: submissions[0] }),
      }),
      right: expect.objectContaining({ people: [{ id: grace?.person.id }] }),
    }),
  );
  expect(found).toHaveProperty('pairs.edges.0.node.fragments.0.left.path', 'uppercase.c');
  const seen = await read(clusters, { id, threshold: 0.8 }, instructor.token);
  expect(seen).toMatchObject({
    clusters: {
      totalCount: 1,
      edges: [{ node: { size: 2, pairs: 1, members: [{ people: [{ id: ada.person.id }] }, {}] } }],
    },
  });
});

test('assistants, students and strangers see no analysis and start none', async () => {
  const { courseId, instructor, assistant, students, assignmentId } = await aClassWithACopy(api);
  const id = await started(api, instructor, { assignmentId });
  await analysed(api, id);
  const stranger = await api.signedIn('instructor');
  const list = 'query ($id: ID!) { course(id: $id) { similarityAnalyses { edges { node { id state } } } } }';
  for (const { token } of [assistant, students[0]]) {
    expect(await api.refusalOf(startAnalysis, { input: { assignmentId } }, token)).toMatch(/^NOT_ALLOWED/);
    for (const query of [pairs, clusters, cancel, remove])
      expect(await api.refusalOf(query, { id }, token)).toMatch(/^NOT_ALLOWED/);
    expect(await api.refusalOf(list, { id: courseId }, token)).toMatch(/^NOT_ALLOWED/);
  }
  expect(await api.refusalOf(startAnalysis, { input: { assignmentId } }, stranger.token)).toMatch(
    /^NOT_FOUND/,
  );
  for (const query of [pairs, clusters, cancel, remove])
    expect(await api.refusalOf(query, { id }, stranger.token)).toMatch(/^NOT_FOUND/);
  const { data } = await api.ask(list, { id: courseId }, instructor.token);
  expect(data).toEqual({ course: { similarityAnalyses: { edges: [{ node: { id, state: 'DONE' } }] } } });
});

test('a copy of an earlier term is found, and shown only to who teaches both', async () => {
  const earlier = await aClassWithACopy(api);
  const now = await aClass(api, 2);
  const assignmentId = await anAssignment(api, now);
  await gradedHandIn(api, now.students[0], { assignmentId, files: copyOf(first) });
  const { instructor } = now;
  const input = { assignmentId, earlierAssignmentIds: [earlier.assignmentId] };
  expect(await api.refusalOf(startAnalysis, { input }, instructor.token)).toMatch(/^NOT_FOUND/);
  const both = { personId: instructor.person.id, role: 'instructor', source: 'hand' } as const;
  await api.database.prisma.enrolment.create({ data: { courseId: earlier.courseId, ...both } });
  const id = await started(api, instructor, input);
  await analysed(api, id);
  const found = await read(pairs, { id, least: 0.5 }, instructor.token);
  // The two of the earlier term are not compared with each other.
  expect(found).toMatchObject({ counts: { programs: 4, earlier: 3 }, pairs: { totalCount: 2 } });
  for (const place of [0, 1]) {
    expect(found).toHaveProperty(`pairs.edges.${place}.node.left.isEarlier`, false);
    expect(found).toHaveProperty(`pairs.edges.${place}.node.right.isEarlier`, true);
    expect(found).toHaveProperty(`pairs.edges.${place}.node.right.people.length`, 1);
  }
  expect(await read(pairs, { id, least: 0.5, earlier: false }, instructor.token)).toMatchObject({
    pairs: { totalCount: 0 },
  });
  const colleague = await api.signedIn();
  await api.database.prisma.enrolment.create({
    data: { courseId: now.courseId, ...both, personId: colleague.person.id },
  });
  const theirs = await read(pairs, { id, least: 0.5 }, colleague.token);
  expect(theirs).toHaveProperty('pairs.edges.0.node.left.people.length', 1);
  expect(theirs).toHaveProperty('pairs.edges.0.node.right.people', []);
  expect(theirs).toHaveProperty('pairs.edges.0.node.right.submission', null);
});

test('members of a group hand in once, and are not compared with each other', async () => {
  const taught = await aClass(api, 4);
  const { courseId, instructor, students } = taught;
  const assignmentId = await anAssignment(api, taught, { groupHandIns: true });
  const { prisma } = api.database;
  for (const members of [students.slice(0, 2), students.slice(2)]) {
    const group = await prisma.group.create({ data: { courseId, name: crypto.randomUUID() } });
    for (const { person } of members)
      await prisma.groupMember.create({ data: { courseId, personId: person.id, groupId: group.id } });
  }
  const [ada, grace, linus] = students;
  await gradedHandIn(api, ada, { assignmentId, files: other });
  if (grace === undefined || linus === undefined) throw new Error('There are four students.');
  await gradedHandIn(api, grace, { assignmentId, files: first });
  await gradedHandIn(api, linus, { assignmentId, files: copyOf(first) });
  const id = await started(api, instructor, { assignmentId, compared: 'last' });
  await analysed(api, id);
  const found = await read(pairs, { id }, instructor.token);
  expect(found).toMatchObject({ counts: { programs: 2 }, pairs: { totalCount: 1 } });
  expect(found).toHaveProperty('pairs.edges.0.node.left.people.length', 2);
});

test('what counts is compared, or what was handed in last', async () => {
  const taught = await aClass(api, 2);
  const assignmentId = await anAssignment(api, taught);
  const [ada, grace] = taught.students;
  if (grace === undefined) throw new Error('There are two students.');
  const best = await gradedHandIn(api, ada, { assignmentId, files: first });
  const last = await gradedHandIn(api, ada, { assignmentId, files: other, points: 10 });
  await gradedHandIn(api, grace, { assignmentId, files: copyOf(first) });
  const programs =
    'query ($id: ID!) { similarityAnalysis(id: $id) { programs { edges { node { submission { id } } } } } }';
  const idsOf = async (compared: string) => {
    const id = await started(api, taught.instructor, { assignmentId, compared });
    return JSON.stringify(await read(programs, { id }, taught.instructor.token));
  };
  const counted = await idsOf('counted');
  expect([counted.includes(best), counted.includes(last)]).toEqual([true, false]);
  const latest = await idsOf('last');
  expect([latest.includes(best), latest.includes(last)]).toEqual([false, true]);
});

test('an erased person is in no pair, and the export tells nothing about others', async () => {
  const { instructor, assignmentId, students, submissions } = await aClassWithACopy(api);
  const id = await started(api, instructor, { assignmentId });
  await analysed(api, id);
  const [ada, grace] = students;
  const exported = await api
    .http()
    .get(`/api/v1/people/${ada.person.id}/export`)
    .set('authorization', `Bearer ${ada.token}`);
  expect(exported.text).toContain('"SimilarityProgram"');
  expect(exported.text).toContain(id);
  for (const secret of [grace?.person.id, submissions[1], '"similarity"'])
    expect(exported.text).not.toContain(secret);
  await api.signedIn('admin');
  const admin = await api.signedIn('admin');
  const erase = 'mutation ($id: ID!) { erasePerson(id: $id) { submissionsEmptied } }';
  expect((await api.ask(erase, { id: ada.person.id }, admin.token)).errors).toBeUndefined();
  const found = await read(pairs, { id, least: 0.5 }, instructor.token);
  expect(found).toMatchObject({ counts: { programs: 2 }, pairs: { totalCount: 0 } });
});
