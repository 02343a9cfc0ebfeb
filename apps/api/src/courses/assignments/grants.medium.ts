// Real: PostgreSQL, the queue on it, HTTP.
import { expect, test } from 'vitest';
import { aGrading } from '#libs/testing/factories';
import { aClass, hourFromNow } from '../../testing/a-class.js';
import { aHandIn, anAssignment, handInOf, submitHandIn } from '../../testing/an-assignment.js';
import { withApi } from '../../testing/api-under-test.js';

const api = withApi();
const grant =
  'mutation ($input: GrantExtensionInput!) { grantExtension(input: $input) { dueAt extraAttempts revision } }';
const takeBack = `mutation ($assignmentId: ID!, $personId: ID!, $revision: Int!) {
  removeExtension(assignmentId: $assignmentId, personId: $personId, revision: $revision) }`;
const adjust = `mutation ($input: AdjustScoreInput!) { adjustScore(input: $input) {
  counts fraction adjusted adjustedReason revision adjustedBy { id } } }`;
const unadjust = `mutation ($assignmentId: ID!, $personId: ID!, $revision: Int!) {
  removeAdjustment(assignmentId: $assignmentId, personId: $personId, revision: $revision) { counts adjusted revision } }`;
const score = `query ($id: ID!, $personId: ID!) { assignment(id: $id) { score(personId: $personId) { counts fraction lateAttempts revision } } }`;

async function lateWork() {
  const course = await aClass(api);
  const [{ person, token }] = course.students;
  const latePolicy = { deduct: { fraction: 0.2, per: 'hour' } };
  const assignmentId = await anAssignment(api, course, { latePolicy, attemptsMax: 1 });
  const dueAt = new Date(Date.now() - 1.5 * 3_600_000);
  const releaseAt = new Date(dueAt.getTime() - 1000);
  await api.database.prisma.assignment.update({ where: { id: assignmentId }, data: { releaseAt, dueAt } });
  await api.submissions.record(await aHandIn(api, token, assignmentId), aGrading());
  const place = { assignmentId, personId: person.id };
  const read = async () =>
    (await api.ask(score, { id: assignmentId, ...place }, course.instructor.token)).data;
  return { course, person, token, assignmentId, place, read };
}

test('an extension gives time and attempts, counts late work anew, and can be taken back', async () => {
  const { course, token, assignmentId, place, read } = await lateWork();
  expect(await read()).toMatchObject({ assignment: { score: { counts: 0.6, lateAttempts: 1 } } });
  const input = { ...place, dueAt: hourFromNow(1), extraAttempts: 1, reason: 'Ill for a week.' };
  const { data } = await api.ask(grant, { input }, course.instructor.token);
  expect(data).toMatchObject({ grantExtension: { extraAttempts: 1, revision: 0 } });
  expect(await read()).toMatchObject({ assignment: { score: { counts: 1, lateAttempts: 0 } } });
  const list = `query ($id: ID!) { assignment(id: $id) { extensions { edges { node { reason person { id } grantedBy { id } } } } } }`;
  expect((await api.ask(list, { id: assignmentId }, course.assistant.token)).data).toMatchObject({
    assignment: {
      extensions: { edges: [{ node: { reason: 'Ill for a week.', person: { id: place.personId } } }] },
    },
  });
  expect(await api.refusalOf(list, { id: assignmentId }, token)).toMatch(/^NOT_ALLOWED/);
  expect(await api.refusalOf(submitHandIn, handInOf(assignmentId), token)).toBe('nothing was refused');
  expect(
    (await api.ask(takeBack, { ...place, revision: 0 }, course.instructor.token)).errors,
  ).toBeUndefined();
  expect(await read()).toMatchObject({ assignment: { score: { counts: 0.6, lateAttempts: 1 } } });
});

test('who was granted time and has not tried has no score', async () => {
  const course = await aClass(api);
  const assignmentId = await anAssignment(api, course);
  const place = { assignmentId, personId: course.students[0].person.id };
  await api.ask(
    grant,
    { input: { ...place, extraAttempts: 1, reason: 'Why not.' } },
    course.instructor.token,
  );
  const { data } = await api.ask(score, { id: assignmentId, ...place }, course.instructor.token);
  expect(data).toEqual({ assignment: { score: null } });
});

test('an extension that gives nothing, is for nobody, or was changed meanwhile is refused in words', async () => {
  const { course, place } = await lateWork();
  const { token } = course.instructor;
  const refusal = (parts: object) =>
    api.refusalOf(grant, { input: { ...place, reason: 'Ill.', ...parts } }, token);
  expect(await refusal({})).toMatch(
    /^BAD_INPUT: An extension gives a later due time, further attempts, or both/,
  );
  expect(await refusal({ dueAt: hourFromNow(-5) })).toMatch(
    /^BAD_INPUT: An extension until .* gives no time/,
  );
  expect(await refusal({ extraAttempts: -1 })).toMatch(/^BAD_INPUT/);
  expect(await refusal({ extraAttempts: 1, reason: ' ' })).toMatch(/^BAD_INPUT: say why/);
  const stranger = (await api.signedIn()).person.id;
  expect(await refusal({ extraAttempts: 1, personId: stranger })).toBe(
    'NOT_FOUND: Nobody in this course has this id.',
  );
  expect(await refusal({ extraAttempts: 1 })).toBe('nothing was refused');
  expect(await refusal({ extraAttempts: 2 })).toMatch(
    /^CONFLICT: .* until the due time of everybody with 1 further attempts now \(revision 0\)/,
  );
  expect(await refusal({ extraAttempts: 2, revision: 0 })).toBe('nothing was refused');
});

test('an adjustment counts in place of the attempts, says who and why, and can be taken back', async () => {
  const { course, place, read } = await lateWork();
  const { token, person } = course.instructor;
  const input = { ...place, fraction: 0.9, reason: 'The grader was down.', revision: 1 };
  expect((await api.ask(adjust, { input }, token)).data).toEqual({
    adjustScore: {
      counts: 0.9,
      fraction: 0.6,
      adjusted: 0.9,
      adjustedReason: 'The grader was down.',
      revision: 2,
      adjustedBy: { id: person.id },
    },
  });
  expect(await api.refusalOf(adjust, { input: { ...input, fraction: 0.1 } }, token)).toMatch(
    /^CONFLICT: This score changed meanwhile: 90 % count after 1 attempts, adjusted by hand now \(revision 2\)/,
  );
  const viewer = `query ($id: ID!) { assignment(id: $id) { viewer { score { counts isAdjusted adjustedReason } } } }`;
  const [student] = course.students;
  expect((await api.ask(viewer, { id: place.assignmentId }, student.token)).data).toMatchObject({
    assignment: {
      viewer: { score: { counts: 0.9, isAdjusted: true, adjustedReason: 'The grader was down.' } },
    },
  });
  expect((await api.ask(unadjust, { ...place, revision: 2 }, token)).data).toMatchObject({
    removeAdjustment: { counts: 0.6, adjusted: null },
  });
  expect(await read()).toMatchObject({ assignment: { score: { counts: 0.6 } } });
});

test('who handed in nothing can be given a score', async () => {
  const course = await aClass(api);
  const assignmentId = await anAssignment(api, course);
  const input = {
    assignmentId,
    personId: course.students[0].person.id,
    fraction: 0.5,
    reason: 'Oral exam.',
    revision: 0,
  };
  expect((await api.ask(adjust, { input }, course.instructor.token)).data).toMatchObject({
    adjustScore: { counts: 0.5, fraction: null },
  });
});

test('a score above full marks or below none is refused', async () => {
  const { course, place } = await lateWork();
  for (const fraction of [1.01, -0.1]) {
    const input = { ...place, fraction, reason: 'Because.', revision: 1 };
    expect(await api.refusalOf(adjust, { input }, course.instructor.token)).toMatch(/^BAD_INPUT: a score is/);
  }
});

test('assistants and students grant and adjust nothing', async () => {
  const { course, token, place } = await lateWork();
  for (const who of [course.assistant.token, token]) {
    const input = { ...place, reason: 'Please.' };
    expect(await api.refusalOf(grant, { input: { ...input, extraAttempts: 1 } }, who)).toMatch(
      /^NOT_ALLOWED/,
    );
    expect(await api.refusalOf(adjust, { input: { ...input, fraction: 1, revision: 1 } }, who)).toMatch(
      /^NOT_ALLOWED/,
    );
    expect(await api.refusalOf(unadjust, { ...place, revision: 1 }, who)).toMatch(/^NOT_ALLOWED/);
  }
});
