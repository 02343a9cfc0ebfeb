// Real: PostgreSQL, the queue on it, HTTP.
import { gzipSync } from 'node:zlib';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { expect, test } from 'vitest';
import { HeartbeatsStore } from '#libs/database/heartbeats.store';
import { aGrading } from '#libs/testing/factories';
import { withApi } from '../testing/api-under-test.js';

const api = withApi();
const handIn = { exercise: 'pipe/01-parent-to-child', files: [{ path: 'uppercase.c', content: 'int x;' }] };
const post = (token: string) =>
  api.http().post('/api/v1/submissions').set('authorization', `Bearer ${token}`);
const get = (path: string, token: string) => api.http().get(path).set('authorization', `Bearer ${token}`);

test('a hand-in as JSON is accepted, its language told from its files, and the same key is the same one', async () => {
  const { token } = await api.signedIn();
  const first = await post(token).set('idempotency-key', 'k1').send(handIn);
  expect(first.status).toBe(201);
  expect(first.headers['location']).toBe(`/api/v1/submissions/${first.body.id}`);
  expect(first.body).toMatchObject({
    state: 'QUEUED',
    language: 'c',
    exercise: handIn.exercise,
    report: null,
  });
  expect((await post(token).send({ ...handIn, idempotencyKey: 'k1' })).body.id).toBe(first.body.id);
});

test('a packed folder and files under their paths are accepted as forms', async () => {
  const { token } = await api.signedIn();
  const archive = pack();
  archive.entry({ name: 'hw/uppercase.py' }, '# python');
  archive.finalize();
  const packed = gzipSync(await buffer(archive));
  const one = await post(token).field('exercise', handIn.exercise).attach('archive', packed, 'hw.tar.gz');
  expect([one.status, one.body.language]).toEqual([201, 'python']);
  // superagent hands these options to form-data, which would otherwise keep the last name of a path only.
  const readHeader = { filepath: 'io/read.h', contentType: 'text/plain' };
  const two = await post(token)
    .field('exercise', handIn.exercise)
    .attach('files', Buffer.from('#include "io/read.h"'), 'uppercase.c')
    .attach('files', Buffer.from('// read'), readHeader);
  expect([two.status, two.body.language]).toEqual([201, 'c']);
  expect((await api.submissions.find(two.body.id))?.files.map((file) => file.path)).toEqual([
    'uppercase.c',
    'io/read.h',
  ]);
});

test('a graded submission has its report, and pictures that a browser shows and does not run', async () => {
  const { token } = await api.signedIn();
  const { id } = (await post(token).send(handIn)).body;
  await api.submissions.record(id, aGrading());
  const { body } = await get(`/api/v1/submissions/${id}`, token);
  expect(body).toMatchObject({ state: 'GRADED', report: { points: 100, outcome: 'graded' } });
  const picture = await get(body.pictures[0].url, token);
  expect(picture.status).toBe(200);
  expect(picture.headers['content-type']).toBe('image/svg+xml; charset=utf-8');
  expect(picture.headers['content-security-policy']).toBe(
    "sandbox; default-src 'none'; style-src 'unsafe-inline'",
  );
  expect(picture.headers['x-content-type-options']).toBe('nosniff');
  expect(String(picture.body)).toContain('<svg');
  const other = await api.signedIn();
  for (const path of [
    `/api/v1/submissions/${id}`,
    body.pictures[0].url,
    `/api/v1/submissions/${id}/events`,
  ]) {
    expect((await get(path, other.token)).body).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  }
  expect((await get(`/api/v1/submissions/${id}/pictures/r9.svg`, token)).status).toBe(404);
});

test('events tell where it stands, each change, and the end', async () => {
  const { token } = await api.signedIn();
  const { id } = (await post(token).send(handIn)).body;
  const response = await fetch(`${await api.app.getUrl()}/api/v1/submissions/${id}/events`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += new TextDecoder().decode(chunk);
    if (text.includes('"QUEUED"') && !text.includes('"COMPILING"')) await api.submissions.states.begin(id, 3);
    if (text.includes('"COMPILING"')) await api.submissions.record(id, aGrading());
  }
  const states = [...text.matchAll(/^data: \{.*"state":"(\w+)"/gm)].map(([, state]) => state);
  expect(states).toEqual(['QUEUED', 'COMPILING', 'GRADED']);
  expect(text).toMatch(/event: end\ndata: \{\}\n\n$/);
});

test('exercises are listed for everybody, without their answers', async () => {
  const { status, body } = await api.http().get('/api/v1/exercises?mechanism=pipe&language=c');
  expect(status).toBe(200);
  expect(body).toMatchObject([
    { slug: 'pipe/01-parent-to-child', title: { zh: '父进程写给子进程' }, starter: [{ language: 'c' }] },
  ]);
  expect(JSON.stringify(body)).not.toMatch(/secret|solution|wrong|peer|plan/);
  expect((await api.http().get('/api/v1/exercises/pipe/01-parent-to-child')).body).toMatchObject({
    level: 'starter',
  });
  expect((await api.http().get('/api/v1/exercises?mechanism=pipes')).body).toMatchObject({
    code: 'UNKNOWN_MECHANISM',
  });
  expect((await api.http().get('/api/v1/exercises?levle=core')).body).toMatchObject({ code: 'BAD_INPUT' });
});

test('the document is OpenAPI 3.1 and its page loads nothing from elsewhere', async () => {
  const { body } = await api.http().get('/api/v1/openapi.json');
  expect(body.openapi).toBe('3.1.0');
  expect(Object.keys(body.paths).sort()).toEqual([
    '/api/v1/courses/{id}/grades.csv',
    '/api/v1/courses/{id}/grades.json',
    '/api/v1/exercises',
    '/api/v1/exercises/{mechanism}/{name}',
    '/api/v1/people/{id}/export',
    '/api/v1/submissions',
    '/api/v1/submissions/{id}',
    '/api/v1/submissions/{id}/events',
    '/api/v1/submissions/{id}/junit.xml',
    '/api/v1/submissions/{id}/pictures/{name}',
    '/api/v1/submissions/{id}/report.html',
    '/api/v1/submissions/{id}/results.json',
  ]);
  const responses = body.paths['/api/v1/submissions'].post.responses;
  expect(Object.keys(responses)).toEqual(expect.arrayContaining(['201', '401', '404', '413', '422', '429']));
  expect(responses['422'].description).toContain('BAD_ARCHIVE');
  const page = await api.http().get('/api/docs');
  expect(page.text).not.toMatch(/(src|href)=["']?(https?:)?\/\//);
  const setUp = await api.http().get('/api/docs/swagger-ui-init.js');
  expect(setUp.text).toContain('"validatorUrl": null');
  const bundle = await api.http().get('/api/docs/swagger-ui-bundle.js');
  expect(bundle.status).toBe(200);
});

test('it is ready only while a grader has tested its sandbox within a minute', async () => {
  expect((await api.http().get('/health/live')).body).toEqual({ live: true });
  const before = await api.http().get('/health/ready');
  expect([before.status, before.body]).toMatchObject([
    503,
    { ready: false, database: 'ok', queue: 'ok', sandbox: /No grader/ },
  ]);
  const at = new Date();
  const grader = {
    id: 'g1',
    host: 'here',
    pid: 1,
    startedAt: at,
    beatAt: at,
    selfTestAt: at,
    engine: '',
    image: '',
    limits: '',
    languages: {},
  };
  const heartbeats = new HeartbeatsStore(api.database);
  await heartbeats.beat({ ...grader, selfTestPassed: false, selfTestSays: 'No namespaces here.' });
  expect((await api.http().get('/health/ready')).body.sandbox).toContain('No namespaces here.');
  await heartbeats.beat({ ...grader, selfTestPassed: true, selfTestSays: '' });
  expect((await api.http().get('/health/ready')).body).toEqual({
    ready: true,
    database: 'ok',
    queue: 'ok',
    sandbox: 'ok',
  });
  await heartbeats.beat({
    ...grader,
    selfTestPassed: true,
    selfTestSays: '',
    selfTestAt: new Date(at.getTime() - 61_000),
  });
  expect((await api.http().get('/health/ready')).status).toBe(503);
});

test('metrics count requests by route and jobs by state', async () => {
  await api.http().get('/api/v1/exercises/pipe/01-parent-to-child');
  const { text, status } = await api.http().get('/metrics');
  expect(status).toBe(200);
  expect(text).toContain(
    'ipclab_http_request_seconds_count{method="GET",route="/api/v1/exercises/:mechanism/:name",status="200"}',
  );
  expect(text).toMatch(/ipclab_queue_jobs\{state="waiting"\} \d+/);
});

test('an address where nothing is says so as problem details', async () => {
  const { status, body, headers } = await api.http().get('/api/v1/nothing?x=1');
  expect([status, headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
  expect(body).toEqual({
    type: 'urn:ipclab:refusal:not-found',
    title: 'NOT_FOUND',
    status: 404,
    detail: 'There is nothing at this address.',
    instance: '/api/v1/nothing',
    code: 'NOT_FOUND',
  });
});
