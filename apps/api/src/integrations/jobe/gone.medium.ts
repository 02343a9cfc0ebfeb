// Real: PostgreSQL, the queue on it, HTTP. There is no grader.
import { request } from 'node:http';
import { expect, test } from 'vitest';
import { aJobeKey } from '../../testing/a-jobe-key.js';
import { withApi } from '../../testing/api-under-test.js';

const api = withApi({ IPCLAB_JOBE_WAIT_MS: '600000' });
const path = '/jobe/index.php/restapi/runs';
const run = { run_spec: { language_id: 'c', sourcecode: 'int main(void) { return 0; }\n' } };
/** Of waiting for what two loaded cores may be slow with. */
const patience = { timeout: 30_000, interval: 10 };
const states = async () =>
  (await api.database.prisma.hostedRun.findMany({ orderBy: { id: 'asc' } })).map((row) => row.state);

test('a run whose client hangs up is taken out of the line', async () => {
  const { secret } = await aJobeKey(api);
  const headers = { 'content-type': 'application/json', 'x-api-key': secret };
  const asked = request(`${await api.app.getUrl()}${path}`, { method: 'POST', headers });
  asked.on('error', () => {});
  asked.end(JSON.stringify(run));
  await expect.poll(states, patience).toEqual(['QUEUED']);
  asked.destroy();
  await expect.poll(states, patience).toEqual(['CANCELLED']);
});

test('a server that is stopped tells who waits to ask again, and leaves no run behind', async () => {
  const { secret } = await aJobeKey(api);
  const url = await api.startAnother(api.databaseUrl());
  const headers = { 'content-type': 'application/json', 'x-api-key': secret };
  const answer = fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(run) });
  await expect.poll(states, patience).toContain('QUEUED');
  await api.stopLast();
  const { status } = await answer;
  expect(status).toBe(503);
  expect(await states()).not.toContain('QUEUED');
});
