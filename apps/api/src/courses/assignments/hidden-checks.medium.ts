// Real: PostgreSQL, the queue on it, HTTP, a web socket.
import { expect, test } from 'vitest';
import { aGrading } from '#libs/testing/factories';
import { aClass, hourFromNow } from '../../testing/a-class.js';
import { aHandIn, anAssignment } from '../../testing/an-assignment.js';
import { withApi } from '../../testing/api-under-test.js';

const api = withApi();
const report = `query ($id: ID!) { submission(id: $id) {
  report { points maxPoints passed checks { name } runs { id case } } pictures { name } } }`;

const check = (name: string, group: 'behaviour' | 'robustness', run: string) => ({
  name,
  group,
  points: group === 'behaviour' ? 50 : 0,
  maxPoints: 50,
  passed: group === 'behaviour',
  says: group === 'behaviour' ? '' : 'SECRET sentence.',
  saysZh: '',
  runs: [run],
  seed: '7f3a',
});
const grading = () => {
  const { report: whole, pictures } = aGrading({
    passed: false,
    points: 50,
    checks: [check('prints', 'behaviour', 'r1'), check('SECRET check', 'robustness', 'r2')],
    runs: [
      { id: 'r1', case: 'small input', trace: true, picture: 'r1.svg' },
      { id: 'r2', case: 'SECRET case', trace: true, picture: 'r2.svg' },
    ],
  });
  const second = pictures.map((picture) => ({
    ...picture,
    run: 'r2',
    name: 'r2.svg',
    text: 'SECRET picture',
  }));
  return { report: whole, pictures: [...pictures, ...second] };
};

async function gradedWithHidden() {
  const course = await aClass(api);
  const [{ person, token }] = course.students;
  const assignmentId = await anAssignment(api, course, { hiddenGroups: ['robustness'] });
  const id = await aHandIn(api, token, assignmentId);
  await api.submissions.record(id, grading());
  return { course, assignmentId, id, person, token };
}

test('a student sees nothing of hidden checks before the due time, over GraphQL and REST', async () => {
  const { id, token, assignmentId } = await gradedWithHidden();
  const { data } = await api.ask(report, { id }, token);
  expect(data?.['submission']).toEqual({
    report: {
      points: 50,
      maxPoints: 50,
      passed: true,
      checks: [{ name: 'prints' }],
      runs: [{ id: 'r1', case: 'small input' }],
    },
    pictures: [{ name: 'r1.svg' }],
  });
  const get = (path: string) =>
    api.http().get(`/api/v1/submissions/${id}${path}`).set('authorization', `Bearer ${token}`);
  const shown = await get('');
  expect(shown.body).toMatchObject({ report: { points: 50, maxPoints: 50 }, pictures: [{ name: 'r1.svg' }] });
  expect(shown.text).not.toContain('SECRET');
  expect((await get('/pictures/r2.svg')).status).toBe(404);
  expect((await get('/pictures/r1.svg')).status).toBe(200);
  const viewer = 'query ($id: ID!) { assignment(id: $id) { viewer { score { counts } scoreShownAt } } }';
  expect((await api.ask(viewer, { id: assignmentId }, token)).data).toEqual({
    assignment: { viewer: { score: null, scoreShownAt: expect.stringMatching(/^20/) } },
  });
});

test('those who teach see everything at once', async () => {
  const { id, course } = await gradedWithHidden();
  for (const { token } of [course.instructor, course.assistant]) {
    expect((await api.ask(report, { id }, token)).data).toMatchObject({
      submission: { report: { maxPoints: 100, checks: { length: 2 } }, pictures: { length: 2 } },
    });
  }
});

test('from the own due time on everything is shown, and an extension moves it', async () => {
  const { id, course, assignmentId, person, token } = await gradedWithHidden();
  const extend = `mutation ($input: GrantExtensionInput!) { grantExtension(input: $input) { dueAt } }`;
  const granted = { assignmentId, personId: person.id, dueAt: hourFromNow(5), reason: 'Ill.' };
  expect((await api.ask(extend, { input: granted }, course.instructor.token)).errors).toBeUndefined();
  const dueAt = new Date(Date.now() - 1000);
  await api.database.prisma.assignment.update({ where: { id: assignmentId }, data: { dueAt } });
  expect((await api.ask(report, { id }, token)).data).toMatchObject({
    submission: { report: { maxPoints: 50 } },
  });
  await api.database.prisma.extension.deleteMany({ where: { assignmentId } });
  expect((await api.ask(report, { id }, token)).data).toMatchObject({
    submission: { report: { maxPoints: 100, checks: { length: 2 } } },
  });
});

test('progress names no step of a grading with hidden checks, except to those who teach', async () => {
  const course = await aClass(api);
  const [{ token }] = course.students;
  const id = await aHandIn(api, token, await anAssignment(api, course, { hiddenGroups: ['robustness'] }));
  const begun = await api.submissions.states.begin(id, 3);
  const attempt = begun.kind === 'begun' ? begun.attempt : 0;
  await api.submissions.states.advance(id, attempt, {
    state: 'RUNNING',
    stage: 'SECRET case',
    done: 1,
    total: 3,
  });
  const query = 'subscription ($id: ID!) { submissionProgress(id: $id) { state stage done } }';
  for (const [who, stage] of [
    [token, ''],
    [course.assistant.token, 'SECRET case'],
  ] as const) {
    const client = await api.socket(who);
    const events = client.iterate({ query, variables: { id } });
    expect(await events.next()).toMatchObject({
      value: { data: { submissionProgress: { state: 'RUNNING', stage, done: 1 } } },
    });
    await events.return?.();
  }
});
