// Real: PostgreSQL, the queue on it, HTTP.
import { expect, test } from 'vitest';
import { openQueue } from '#libs/queue/open-queue';
import { withApi } from '../testing/api-under-test.js';

const api = withApi();
const submit = `mutation ($input: SubmitInput!) {
  submit(input: $input) { id state language exercise { slug title { en } } person { email } report { points } pictures { name } files { path } }
}`;
const input = {
  exercise: 'pipe/01-parent-to-child',
  language: 'c',
  files: [{ path: 'uppercase.c', content: 'int x;' }],
};

test('what is handed in over GraphQL becomes a row, then a job, and can be asked for', async () => {
  const { person, token } = await api.signedIn();
  const { data, errors } = await api.ask(submit, { input }, token);
  expect(errors).toBeUndefined();
  expect(data?.['submit']).toMatchObject({
    state: 'QUEUED',
    language: 'c',
    exercise: { slug: 'pipe/01-parent-to-child', title: { en: 'Parent to child' } },
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
  const asked = await api.ask(
    'query ($id: ID!) { submission(id: $id) { id state } }',
    { id: row?.id },
    token,
  );
  expect(asked.data).toEqual({ submission: { id: row?.id, state: 'QUEUED' } });
});
