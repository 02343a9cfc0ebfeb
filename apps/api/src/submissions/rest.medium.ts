// Real: PostgreSQL, the queue on it, HTTP.
import { expect, test } from 'vitest';
import { withApi } from '../testing/api-under-test.js';

const api = withApi();

test('debug', async () => {
  const { token } = await api.signedIn();
  for (const path of [
    '/health/live',
    '/health/ready',
    '/metrics',
    '/api/v1/exercises',
    '/api/v1/openapi.json',
    '/api/docs',
    '/api/docs/',
    '/api/docs/swagger-ui-bundle.js',
    '/',
    '/nothing',
    '/assets/x',
    '/api/v1/submissions/x',
    '/graphql',
  ]) {
    const { status, text, headers } = await api.http().get(path);
    console.log(path, status, headers['content-type'], text?.slice(0, 900));
  }
  const posted = await api
    .http()
    .post('/api/v1/submissions')
    .set('authorization', `Bearer ${token}`)
    .send({ exercise: 'pipe/01-parent-to-child', files: [{ path: 'uppercase.c', content: '1' }] });
  console.log(posted.status, posted.body, posted.headers);
  const form = await api
    .http()
    .post('/api/v1/submissions')
    .set('authorization', `Bearer ${token}`)
    .field('exercise', 'pipe/01-parent-to-child')
    .attach('files', Buffer.from('x'), 'uppercase.c');
  console.log(form.status, form.body);
  const big = await api
    .http()
    .post('/graphql')
    .set('authorization', `Bearer ${token}`)
    .send({ query: 'x'.repeat(5_000_000) });
  console.log(big.status, big.body);
  const bad = await api
    .http()
    .post('/graphql')
    .set('authorization', `Bearer ${token}`)
    .set('content-type', 'application/json')
    .send('{"que');
  console.log(bad.status, bad.body);
  expect(1).toBe(1);
});
