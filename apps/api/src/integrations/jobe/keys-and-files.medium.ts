// Real: PostgreSQL, the queue on it, HTTP.
import { beforeAll, expect, test } from 'vitest';
import { JobeFilesStore } from '#libs/database/jobe-files.store';
import { aJobeKey } from '../../testing/a-jobe-key.js';
import { withApi } from '../../testing/api-under-test.js';

const api = withApi();
const root = '/jobe/index.php/restapi';
const make = 'mutation ($input: JobeKeyInput!) { createJobeKey(input: $input) { secret } }';
let key = '';

beforeAll(async () => {
  key = (await aJobeKey(api)).secret;
});

test('a key that is used too often is told to wait', async () => {
  const { secret } = await aJobeKey(api, { runsPerMinute: 2 });
  const statuses = [];
  for (let time = 0; time < 3; time += 1)
    statuses.push((await api.http().head(`${root}/files/abcdefgh`).set('x-api-key', secret)).status);
  expect(statuses).toEqual([404, 404, 429]);
});

test('a revoked key opens nothing any more, and its files are gone', async () => {
  const { secret, id, token } = await aJobeKey(api);
  const file = { file_contents: 'YQ==' };
  await api.http().put(`${root}/files/abcdefgh`).set('x-api-key', secret).send(file).expect(204);
  await api.http().head(`${root}/files/abcdefgh`).set('x-api-key', secret).expect(204);
  const revoke = 'mutation ($id: ID!) { revokeJobeKey(id: $id) { revokedAt } }';
  const { token: other } = await api.signedIn('instructor');
  expect(await api.refusalOf(revoke, { id }, other)).toMatch(/^NOT_FOUND/);
  expect((await api.ask(revoke, { id }, token)).errors).toBeUndefined();
  await api.http().head(`${root}/files/abcdefgh`).set('x-api-key', secret).expect(403);
  expect(await new JobeFilesStore(api.database).has(id, 'abcdefgh')).toBe(false);
});

test('files of one key are not there for another', async () => {
  const { secret } = await aJobeKey(api);
  const path = `${root}/files/onlyforone`;
  await api.http().put(path).set('x-api-key', key).send({ file_contents: 'YQ==' });
  const statuses = [key, secret].map(
    async (shown) => (await api.http().head(path).set('x-api-key', shown)).status,
  );
  expect(await Promise.all(statuses)).toEqual([204, 404]);
});

test.each([
  ['what is no base-64', { file_contents: 'a*b' }, 400],
  ['nothing', {}, 400],
  ['more than 2 MiB', { file_contents: Buffer.alloc(2 * 1_048_576 + 1).toString('base64') }, 413],
  ['more than a request may have', { file_contents: 'A'.repeat(3 * 1_048_576) }, 413],
])('a file of %s is not kept', async (_what, body, status) => {
  const answer = await api.http().put(`${root}/files/notkept1`).set('x-api-key', key).send(body);
  expect([answer.status, typeof answer.body]).toEqual([status, 'string']);
  await api.http().head(`${root}/files/notkept1`).set('x-api-key', key).expect(404);
});

test('files in use leave no room for more, and those long unused make it', async () => {
  const { secret, id: keyId } = await aJobeKey(api, { filesBytes: 100 });
  const put = (id: string, bytes: number) =>
    api
      .http()
      .put(`${root}/files/${id}`)
      .set('x-api-key', secret)
      .send({ file_contents: Buffer.alloc(bytes).toString('base64') });
  expect((await put('oldest00', 60)).status).toBe(204);
  expect((await put('newest00', 60)).status).toBe(413);
  await api.database.prisma.jobeFile.updateMany({
    where: { keyId },
    data: { lastUsedAt: new Date(Date.now() - 3_600_000) },
  });
  expect((await put('newest00', 60)).status).toBe(204);
  expect(await new JobeFilesStore(api.database).has(keyId, 'oldest00')).toBe(false);
});

test('students make no keys, and a key’s limits are within bounds', async () => {
  const { token } = await api.signedIn();
  expect(await api.refusalOf(make, { input: { label: 'x' } }, token)).toMatch(/^NOT_ALLOWED/);
  const { token: instructor } = await api.signedIn('instructor');
  const tooMuch = { label: 'x', runsPerMinute: 100_000 };
  expect(await api.refusalOf(make, { input: tooMuch }, instructor)).toMatch(/^BAD_INPUT: runsPerMinute/);
});

test('a run with more than 16 MiB of files is refused', async () => {
  const { secret, id: keyId } = await aJobeKey(api);
  const names = Array.from({ length: 9 }, (_, place) => `largefile${place}`);
  const content = new Uint8Array(2 * 1_048_576);
  await api.database.prisma.jobeFile.createMany({ data: names.map((name) => ({ keyId, name, content })) });
  const file_list = names.map((name) => [name, name]);
  const run_spec = { language_id: 'c', sourcecode: '', file_list };
  const answer = await api.http().post(`${root}/runs`).set('x-api-key', secret).send({ run_spec });
  expect([answer.status, answer.body]).toEqual([413, expect.stringContaining('16777216 bytes together')]);
});
