// Real: PostgreSQL, the queue on it, HTTP. Bad hand-ins, over GraphQL and over REST.
import { gzipSync } from 'node:zlib';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { beforeAll, expect, test } from 'vitest';
import { withApi } from '../testing/api-under-test.js';

const api = withApi();
const submit = 'mutation ($input: SubmitInput!) { submit(input: $input) { id } }';
const good = { path: 'uppercase.c', content: 'int x;' };
let token = '';
beforeAll(async () => {
  ({ token } = await api.signedIn());
});

const handIn = (more: object) => ({
  exercise: 'pipe/01-parent-to-child',
  language: 'c',
  files: [good],
  ...more,
});
const withFile = (path: string, content = '') => handIn({ files: [good, { path, content }] });

test.each<[string, object, RegExp]>([
  [
    'an unknown exercise',
    handIn({ exercise: 'pipe/01-parent-child' }),
    /^UNKNOWN_EXERCISE: .* did you mean pipe\/01-parent-to-child\?/,
  ],
  ['an exercise that leads out', handIn({ exercise: '../../etc' }), /^UNKNOWN_EXERCISE/],
  ['an unknown language', handIn({ language: 'rust' }), /^LANGUAGE_NOT_OFFERED: .*rust/],
  [
    'a language that the exercise does not take',
    handIn({ language: 'cpp' }),
    /^LANGUAGE_NOT_OFFERED: This exercise takes c or python/,
  ],
  ['no files', handIn({ files: [] }), /^NO_FILES/],
  [
    '300 files',
    handIn({ files: Array.from({ length: 300 }, (_, i) => ({ path: `${i}.c`, content: '' })) }),
    /^TOO_MANY_FILES/,
  ],
  ['a file of 300 KB', withFile('a.c', 'x'.repeat(300_000)), /^FILE_TOO_LARGE/],
  ['a file of 5 MB', withFile('a.c', 'x'.repeat(5_000_000)), /^UPLOAD_TOO_LARGE/],
  [
    'files of 1.2 MB together',
    handIn({
      files: Array.from({ length: 6 }, (_, i) => ({ path: `${i}.c`, content: 'x'.repeat(200_000) })),
    }),
    /^UPLOAD_TOO_LARGE/,
  ],
  ['..', withFile('../a.c'), /^BAD_PATH/],
  ['an absolute path', withFile('/etc/passwd'), /^BAD_PATH/],
  ['NUL', withFile('a\0.c'), /^BAD_PATH/],
  ['a backslash', withFile('a\\b.c'), /^BAD_PATH/],
  ['-rf', withFile('-rf'), /^BAD_PATH/],
  ['$(…)', withFile('$(reboot).c'), /^BAD_PATH/],
  ['names that differ by case', withFile('Uppercase.c'), /^PATHS_COLLIDE/],
  ['broken UTF-8', withFile('a.c', 'a\ud800'), /^NOT_UTF8/],
  [
    'no program',
    handIn({ files: [{ path: 'main.c', content: '' }] }),
    /^PROGRAM_MISSING: This exercise builds `uppercase` from uppercase\.c: there is no such file among main\.c\./,
  ],
  ['points of its own', handIn({ points: 100 }), /^BAD_INPUT/],
  ['an assignment that there is not', handIn({ assignmentId: '1' }), /^NOT_FOUND/],
])('%s is refused in both APIs with the same code', async (_, input, refusal) => {
  const overGraphql = await api.refusalOf(submit, { input }, token);
  expect(overGraphql).toMatch(refusal);
  const { status, body, headers } = await api
    .http()
    .post('/api/v1/submissions')
    .set('authorization', `Bearer ${token}`)
    .send(input);
  expect(headers['content-type']).toContain('application/problem+json');
  expect(body).toMatchObject({
    status,
    code: overGraphql.split(':', 1)[0],
    detail: expect.stringMatching(/\.$|\?$/),
  });
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
});

test('a request without a token, or with a wrong one, is refused in both APIs', async () => {
  expect(await api.refusalOf(submit, { input: handIn({}) })).toMatch(/^NOT_SIGNED_IN: Sign in first/);
  expect(await api.refusalOf(submit, { input: handIn({}) }, 'ipclab_wrong')).toMatch(
    /^NOT_SIGNED_IN: This token is unknown/,
  );
  for (const header of ['Bearer ipclab_wrong', 'Basic YTpi', 'Bearer a b', 'Bearer']) {
    const { status, body, headers } = await api
      .http()
      .post('/api/v1/submissions')
      .set('authorization', header)
      .send(handIn({}));
    expect([status, body.code, headers['www-authenticate']]).toEqual([401, 'NOT_SIGNED_IN', 'Bearer']);
  }
});

async function upload(name: string, bytes: Buffer) {
  const { status, body } = await api
    .http()
    .post('/api/v1/submissions')
    .set('authorization', `Bearer ${token}`)
    .field('exercise', 'pipe/01-parent-to-child')
    .attach('archive', bytes, name);
  return `${status} ${body.code}: ${body.detail}`;
}

async function tarGz(
  ...entries: readonly [{ name: string; type?: 'file' | 'symlink'; linkname?: string }, string][]
) {
  const archive = pack();
  for (const [header, content] of entries) archive.entry(header, content);
  archive.finalize();
  return gzipSync(await buffer(archive));
}

test('an archive that slips out, links, explodes or is none is refused', async () => {
  expect(await upload('a.tar.gz', await tarGz([{ name: '../../../etc/cron.d/x' }, 'x']))).toMatch(
    /^422 BAD_ARCHIVE: .*has \.\. in it/,
  );
  const link = { name: 'uppercase.c', type: 'symlink', linkname: '/etc/passwd' } as const;
  expect(await upload('a.tar.gz', await tarGz([link, '']))).toMatch(/^422 BAD_ARCHIVE: .*is a symbolic link/);
  expect(await upload('a.tar.gz', gzipSync(Buffer.alloc(300_000_000)))).toMatch(
    /^422 BAD_ARCHIVE: .*unpacks to more than/,
  );
  expect(await upload('a.zip', Buffer.from('PK\x03\x04nothing'))).toMatch(/^422 BAD_ARCHIVE: .*no sound ZIP/);
  expect(await upload('a.zip', Buffer.alloc(2_000_000))).toMatch(/^413 UPLOAD_TOO_LARGE/);
  expect(await upload('a.tar.gz', await tarGz([{ name: 'main.c' }, '']))).toMatch(/^422 PROGRAM_MISSING/);
});

test('bytes that are no UTF-8 are refused when files are uploaded one by one', async () => {
  const { status, body } = await api
    .http()
    .post('/api/v1/submissions')
    .set('authorization', `Bearer ${token}`)
    .field('exercise', 'pipe/01-parent-to-child')
    .attach('files', Buffer.from([0x69, 0xff, 0xfe]), 'uppercase.c');
  expect([status, body.code]).toEqual([422, 'NOT_UTF8']);
});

test('a form with hundreds of files or fields is refused', async () => {
  const form = api
    .http()
    .post('/api/v1/submissions')
    .set('authorization', `Bearer ${token}`)
    .field('exercise', 'pipe/01-parent-to-child');
  for (let i = 0; i < 300; i += 1) void form.attach('files', Buffer.from('x'), `${i}.c`);
  const { status, body } = await form;
  expect([status, body.code]).toEqual([413, 'UPLOAD_TOO_LARGE']);
});

test('what is no JSON, or of another type, is refused as problem details', async () => {
  const ask = (type: string, text: string) =>
    api
      .http()
      .post('/api/v1/submissions')
      .set('authorization', `Bearer ${token}`)
      .set('content-type', type)
      .send(text);
  for (const [type, text] of [
    ['application/json', '{"exercise":'],
    ['application/json', 'null'],
    ['application/json', '{"__proto__": {"x": 1}}'],
    ['text/csv', 'a,b'],
  ] as const) {
    const { body } = await ask(type, text);
    expect(body).toMatchObject({ code: 'BAD_INPUT', status: 400 });
  }
});

test('nothing of all this became a submission', async () => {
  const { data } = await api.ask('{ submissions { edges { node { id } } } }', {}, token);
  expect(data).toEqual({ submissions: { edges: [] } });
});
