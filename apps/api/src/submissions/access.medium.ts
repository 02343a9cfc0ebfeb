// Real: PostgreSQL, the queue on it, HTTP, web sockets.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { aGrading, aSubmission } from '#libs/testing/factories';
import { aCourse } from '../testing/a-course.js';
import { withApi, type SignedInPerson } from '../testing/api-under-test.js';

const api = withApi();

const Listed = z.object({
  submissions: z.object({ edges: z.array(z.object({ node: z.object({ id: z.string() }) })) }),
});

/** Each way by which somebody may come to a submission, and whether it let this person in. */
const doors: Readonly<Record<string, (id: string, token: string) => Promise<boolean>>> = {
  submission: async (id, token) => {
    const query =
      'query ($id: ID!) { submission(id: $id) { id files { path } report { points } pictures { svg } } }';
    return isOpen(await api.refusalOf(query, { id }, token));
  },
  submissions: async (id, token) => {
    const query = '{ submissions(first: 100) { edges { node { id } } } }';
    const { data } = await api.ask(query, {}, token);
    return Listed.parse(data).submissions.edges.some(({ node }) => node.id === id);
  },
  'REST submission': async (id, token) => (await get(`/api/v1/submissions/${id}`, token)) === 200,
  'REST picture': async (id, token) =>
    (await get(`/api/v1/submissions/${id}/pictures/r1.svg`, token)) === 200,
  'REST events': async (id, token) => (await get(`/api/v1/submissions/${id}/events`, token)) === 200,
  progress: async (id, token) => {
    const query = 'subscription ($id: ID!) { submissionProgress(id: $id) { state } }';
    const client = await api.socket(token);
    for await (const { data } of client.iterate({ query, variables: { id } })) if (data) return true;
    return false;
  },
  // It has ended: whoever may cancel it is told so, and everybody else that there is none.
  cancel: async (id, token) => {
    const query = 'mutation ($id: ID!) { cancelSubmission(id: $id) { id } }';
    const refusal = await api.refusalOf(query, { id }, token);
    return refusal.startsWith('ALREADY_ENDED') || isOpen(refusal);
  },
};

function isOpen(refusal: string): boolean {
  if (refusal === 'nothing was refused') return true;
  expect(refusal).toBe('NOT_FOUND: You have no submission with this id.');
  return false;
}

async function get(path: string, token: string): Promise<number> {
  const { status } = await api.http().get(path).set('authorization', `Bearer ${token}`);
  if (status !== 200) expect(status).toBe(404);
  return status;
}

/** A graded submission of an assignment, and everybody who may want to see it. */
async function aScene() {
  const course = await aCourse(api);
  const other = await aCourse(api);
  const [owner, mate, formerMate] = [
    await course.member('student'),
    await course.member('student'),
    await course.member('student'),
  ];
  const groupId = await course.group(owner, mate, formerMate);
  const assignmentId = await course.assignment();
  const { submission } = await api.submissions.create(aSubmission({ personId: owner.person.id }), 100);
  const row = { where: { id: submission.id } };
  await api.database.prisma.submission.update({ ...row, data: { assignmentId, groupId } });
  await api.submissions.record(submission.id, aGrading());
  const sharer = await course.member('student');
  const share = { submissionId: submission.id, assignmentId, personId: sharer.person.id };
  await api.database.prisma.handInMember.create({ data: share });
  const formerAssistant = await course.member('assistant');
  for (const { person } of [formerMate, formerAssistant]) {
    const data = { endedAt: new Date() };
    await api.database.prisma.enrolment.updateMany({ where: { personId: person.id }, data });
  }
  const seeing: Record<string, SignedInPerson> = {
    'its owner': owner,
    "a member of the owner's group": mate,
    'who was in the group when it handed in': sharer,
    'an assistant of the course': await course.member('assistant'),
    'an instructor of the course': await course.member('instructor'),
    'an admin of the course': await course.member('admin'),
    'an admin of everything': await api.signedIn('admin'),
  };
  const blind: Record<string, SignedInPerson> = {
    'another student of the course': await course.member('student'),
    'a member of the group who has left the course': formerMate,
    'an assistant who has left the course': formerAssistant,
    'an instructor of another course': await other.member('instructor'),
    'an instructor of no course': await api.signedIn('instructor'),
    'a student of no course': await api.signedIn(),
  };
  return { id: submission.id, owner, seeing, blind };
}

test('a hand-in for a course is seen by its owner, the group and who teaches the course, through every door', async () => {
  const { id, seeing, blind } = await aScene();
  for (const [door, opens] of Object.entries(doors)) {
    for (const [who, { token }] of Object.entries(seeing)) {
      expect([door, who, await opens(id, token)]).toEqual([door, who, true]);
    }
    for (const [who, { token }] of Object.entries(blind)) {
      expect([door, who, await opens(id, token)]).toEqual([door, who, false]);
    }
  }
});

test('practice is seen by its owner and by admins, whoever teaches the owner', async () => {
  const course = await aCourse(api);
  const owner = await course.member('student');
  const { submission } = await api.submissions.create(aSubmission({ personId: owner.person.id }), 100);
  await api.submissions.record(submission.id, aGrading());
  const teacher = await course.member('instructor');
  const admin = await api.signedIn('admin');
  for (const [door, opens] of Object.entries(doors)) {
    const seen = [];
    for (const { token } of [owner, admin, teacher]) seen.push(await opens(submission.id, token));
    expect([door, ...seen]).toEqual([door, true, true, false]);
  }
});

test('who has left a course still sees their own work', async () => {
  const { id, owner } = await aScene();
  const where = { personId: owner.person.id };
  await api.database.prisma.enrolment.updateMany({ where, data: { endedAt: new Date() } });
  for (const opens of Object.values(doors)) expect(await opens(id, owner.token)).toBe(true);
});

test('why a hand-in was not graded is told to who teaches the course, and to nobody else', async () => {
  const course = await aCourse(api);
  const owner = await course.member('student');
  const assignmentId = await course.assignment();
  const { submission } = await api.submissions.create(aSubmission({ personId: owner.person.id }), 100);
  const { id } = submission;
  await api.database.prisma.submission.update({ where: { id }, data: { assignmentId } });
  await api.submissions.states.giveUp(id, 'The disk of the grader is full.');
  const failureTo = async ({ token }: SignedInPerson) =>
    (await api.ask('query ($id: ID!) { submission(id: $id) { failure } }', { id }, token)).data;
  expect(await failureTo(owner)).toEqual({ submission: { failure: null } });
  for (const teacher of [await course.member('assistant'), await api.signedIn('admin')]) {
    expect(await failureTo(teacher)).toEqual({
      submission: { failure: 'The disk of the grader is full.' },
    });
  }
});

test("a list is narrowed to a course or an assignment, and asking for somebody else's is for who sees others", async () => {
  const { id, owner, seeing } = await aScene();
  const { assignmentId } = (await api.submissions.find(id)) ?? {};
  await api.submissions.create(aSubmission({ personId: owner.person.id }), 100);
  const query =
    'query ($filter: SubmissionFilterInput) { submissions(filter: $filter) { edges { node { id } } } }';
  const listed = async (filter: object, token: string) =>
    Listed.parse((await api.ask(query, { filter }, token)).data).submissions.edges.map(({ node }) => node.id);
  expect(await listed({ assignmentId }, owner.token)).toEqual([id]);
  expect(await listed({}, owner.token)).toHaveLength(2);
  const assistant = seeing['an assistant of the course'];
  expect(await listed({ personId: owner.person.id }, assistant?.token ?? '')).toEqual([id]);
  const student = await api.signedIn();
  const filter = { personId: owner.person.id };
  expect(await api.refusalOf(query, { filter }, student.token)).toBe(
    'NOT_ALLOWED: You see your own submissions only.',
  );
});
