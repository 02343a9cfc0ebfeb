// Real: PostgreSQL, the queue on it, HTTP.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openQueue } from '#libs/queue/open-queue';
import { aGrading, aSubmission } from '#libs/testing/factories';
import { withApi } from '../testing/api-under-test.js';

const api = withApi({ IPCLAB_WAITING_PER_PERSON: '3' });
const submit = 'mutation ($input: SubmitInput!) { submit(input: $input) { id } }';
const input = {
  exercise: 'pipe/01-parent-to-child',
  language: 'c',
  files: [{ path: 'uppercase.c', content: 'int x;' }],
};
const find = 'query ($id: ID!) { submission(id: $id) { id state failure } }';

async function handedIn(token: string, more: object = {}): Promise<string> {
  const { data } = await api.ask(submit, { input: { ...input, ...more } }, token);
  return z.object({ submit: z.object({ id: z.string() }) }).parse(data).submit.id;
}

test('what is handed in becomes a row, then a job, and can be asked for', async () => {
  const { person, token } = await api.signedIn();
  const whole = `mutation ($input: SubmitInput!) { submit(input: $input) {
    id state language exercise { slug title { en } mechanism { slug } } person { email } report { points } pictures { name } files { path }
  } }`;
  const { data, errors } = await api.ask(whole, { input }, token);
  expect(errors).toBeUndefined();
  expect(data?.['submit']).toMatchObject({
    state: 'QUEUED',
    language: 'c',
    exercise: {
      slug: 'pipe/01-parent-to-child',
      title: { en: 'Parent to child' },
      mechanism: { slug: 'pipe' },
    },
    person: { email: person.email },
    report: null,
    pictures: [],
    files: [{ path: 'uppercase.c' }],
  });
  const [row] = (await api.submissions.list({ personId: person.id }, { first: 5, after: null })).items;
  const queue = await openQueue({
    address: { databaseUrl: api.databaseUrl(), queueUrl: null },
    onError: () => {},
  });
  expect(await queue.standing(row?.id ?? '')).toBe('waiting');
  await queue.close();
  expect((await api.ask(find, { id: row?.id }, token)).data).toEqual({
    submission: { id: row?.id, state: 'QUEUED', failure: null },
  });
});

test('the report and the pictures of a graded submission are typed and whole', async () => {
  const { token } = await api.signedIn();
  const id = await handedIn(token);
  const check = { name: 'end of file', group: 'behaviour', points: 0, maxPoints: 15, passed: false } as const;
  const said = { says: 'It never ended.', saysZh: '它没有结束。', runs: ['r1'], seed: '7f3a' };
  await api.submissions.record(id, aGrading({ points: 85, passed: false, checks: [{ ...check, ...said }] }));
  const { data, errors } = await api.ask(
    `query ($id: ID!) { submission(id: $id) { state endedAt
      report { outcome points maxPoints passed checks { name group says saysZh runs } runs { id case trace picture } sandbox { engine limits } timing { totalMs } }
      pictures { run name svg text } } }`,
    { id },
    token,
  );
  expect(errors).toBeUndefined();
  expect(data?.['submission']).toMatchObject({
    state: 'GRADED',
    endedAt: expect.stringMatching(/^20/),
    report: {
      outcome: 'graded',
      points: 85,
      checks: [
        {
          name: 'end of file',
          group: 'behaviour',
          says: 'It never ended.',
          saysZh: '它没有结束。',
          runs: ['r1'],
        },
      ],
      runs: [{ id: 'r1', picture: 'r1.svg' }],
    },
    pictures: [{ run: 'r1', name: 'r1.svg', text: 'Nothing happened.' }],
  });
});

test('a report is kept whatever bytes a program printed', async () => {
  const { token } = await api.signedIn();
  const id = await handedIn(token);
  const grading = aGrading({ compiler: { exitCode: 1, says: 'a\0b' } });
  const [picture] = grading.pictures;
  const printed = picture === undefined ? [] : [{ ...picture, text: 'wrote "\0\ud800"' }];
  expect(await api.submissions.record(id, { ...grading, pictures: printed })).toBe(true);
  const query = 'query ($id: ID!) { submission(id: $id) { report { compiler { says } } pictures { text } } }';
  expect((await api.ask(query, { id }, token)).data).toEqual({
    submission: { report: { compiler: { says: 'a␀b' } }, pictures: [{ text: 'wrote "␀\ufffd"' }] },
  });
});

test('the same key of the same person is the same submission, and of another person is not', async () => {
  const one = await api.signedIn();
  const other = await api.signedIn();
  const again = await Promise.all([1, 2, 3, 4].map(() => handedIn(one.token, { idempotencyKey: 'k1' })));
  expect(new Set(again).size).toBe(1);
  expect(await handedIn(other.token, { idempotencyKey: 'k1' })).not.toBe(again[0]);
  expect(await handedIn(one.token, { idempotencyKey: 'k2' })).not.toBe(again[0]);
  expect(await api.refusalOf(submit, { input: { ...input, idempotencyKey: 'a b' } }, one.token)).toMatch(
    /^BAD_INPUT/,
  );
});

test("somebody else's submission is not found by others and is seen by admins", async () => {
  const owner = await api.signedIn();
  const id = await handedIn(owner.token);
  const cancel = 'mutation ($id: ID!) { cancelSubmission(id: $id) { id } }';
  for (const role of ['student', 'instructor'] as const) {
    const { token } = await api.signedIn(role);
    expect(await api.refusalOf(find, { id }, token)).toBe('NOT_FOUND: You have no submission with this id.');
    expect(await api.refusalOf(cancel, { id }, token)).toMatch(/^NOT_FOUND/);
  }
  const { token } = await api.signedIn('admin');
  expect((await api.ask(find, { id }, token)).data).toMatchObject({ submission: { id } });
});

test('an id that nobody could have been given is not found', async () => {
  const { token } = await api.signedIn();
  for (const id of ['1', '../etc/passwd', 'a\0b', "' OR 1=1 --", '01a204a3-2c14-742c-9e3c-2f49698d9ccb']) {
    expect(await api.refusalOf(find, { id }, token)).toMatch(/^NOT_FOUND/);
  }
});

test('why practice was not graded is for admins', async () => {
  const { token } = await api.signedIn();
  const id = await handedIn(token);
  await api.submissions.states.giveUp(id, 'The disk of the grader is full.');
  expect((await api.ask(find, { id }, token)).data).toMatchObject({
    submission: { state: 'NOT_GRADED', failure: null },
  });
  const admin = await api.signedIn('admin');
  expect((await api.ask(find, { id }, admin.token)).data).toMatchObject({
    submission: { failure: 'The disk of the grader is full.' },
  });
});

test('a list is read page by page, newest first, and of a student holds only their own', async () => {
  const { person, token } = await api.signedIn();
  const ids = [await handedIn(token), await handedIn(token), await handedIn(token)];
  await handedIn((await api.signedIn()).token);
  const list = `query ($first: Int, $after: String, $filter: SubmissionFilterInput) {
    submissions(first: $first, after: $after, filter: $filter) { edges { cursor node { id person { id } } } pageInfo { hasNextPage endCursor } } }`;
  const Page = z.object({
    submissions: z.object({
      edges: z.array(z.object({ node: z.object({ id: z.string(), person: z.object({ id: z.string() }) }) })),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    }),
  });
  const first = Page.parse((await api.ask(list, { first: 2 }, token)).data).submissions;
  const after = first.pageInfo.endCursor;
  const second = Page.parse((await api.ask(list, { first: 2, after }, token)).data).submissions;
  expect([...first.edges, ...second.edges].map((edge) => edge.node.id)).toEqual(ids.toReversed());
  expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
  const { token: admin } = await api.signedIn('admin');
  const filter = { personId: person.id, states: ['QUEUED'], exercise: input.exercise };
  expect(Page.parse((await api.ask(list, { first: 9, filter }, admin)).data).submissions.edges).toHaveLength(
    3,
  );
  const other = await api.signedIn();
  expect(await api.refusalOf(list, { filter: { personId: person.id } }, other.token)).toMatch(/^NOT_ALLOWED/);
  expect(await api.refusalOf(list, { after: 'nonsense' }, token)).toMatch(/^BAD_INPUT/);
  expect(await api.refusalOf(list, { first: 1000 }, token)).toMatch(/^BAD_INPUT: at most 100/);
});

test('files of a page of submissions are asked for in parts', async () => {
  const { person, token } = await api.signedIn();
  for (let i = 0; i < 21; i += 1) await api.submissions.create(aSubmission({ personId: person.id }), 100);
  const list = (first: number) => `{ submissions(first: ${first}) { edges { node { files { path } } } } }`;
  expect(await api.refusalOf(list(21), {}, token)).toMatch(
    /^QUERY_TOO_COMPLEX: Ask for the files of at most 20/,
  );
  expect((await api.ask(list(20), {}, token)).data).toMatchObject({ submissions: { edges: { length: 20 } } });
});

test('whoever has too many waiting is told so, until one is cancelled', async () => {
  const { token } = await api.signedIn();
  const ids = [await handedIn(token), await handedIn(token), await handedIn(token)];
  expect(await api.refusalOf(submit, { input }, token)).toMatch(/^TOO_MANY_WAITING: 3 of your submissions/);
  const cancel = 'mutation ($id: ID!) { cancelSubmission(id: $id) { state } }';
  expect((await api.ask(cancel, { id: ids[0] }, token)).data).toEqual({
    cancelSubmission: { state: 'CANCELLED' },
  });
  expect(await api.refusalOf(cancel, { id: ids[0] }, token)).toMatch(/^ALREADY_ENDED/);
  expect(await handedIn(token)).toMatch(/^[0-9a-f-]{36}$/);
});
