// Real: PostgreSQL, the queue on it, HTTP. There is no grader.
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { HostedRunsStore } from '#libs/database/hosted-runs.store';
import { withApi } from '../../testing/api-under-test.js';
import { JobeSweep } from './jobe-sweep.js';

const api = withApi({ IPCLAB_JOBE_WAIT_MS: '300' });
const root = '/jobe/index.php/restapi';
const Created = z.object({ createJobeKey: z.object({ secret: z.string() }) });
const make = 'mutation { createJobeKey(input: { label: "x", runsAtOnce: 2 }) { secret } }';
let key = '';

beforeAll(async () => {
  const { token } = await api.signedIn('admin');
  key = Created.parse((await api.ask(make, {}, token)).data).createJobeKey.secret;
});

const run = { run_spec: { language_id: 'c', sourcecode: 'int main(void) { return 0; }\n' } };
const post = () => api.http().post(`${root}/runs`).set('x-api-key', key).send(run);
const open = () => api.database.prisma.hostedRun.findMany({ where: { endedAt: null } });

test('a run that no grader takes in time is answered with "server overload" and waits no longer', async () => {
  const { status, body } = await post();
  expect([status, body.outcome]).toEqual([200, 21]);
  expect(await open()).toEqual([]);
});

test('more runs than the key allows at a time are not added to the queue', async () => {
  const before = await api.database.prisma.hostedRun.count();
  const answers = await Promise.all([post(), post(), post(), post()]);
  expect(answers.map((answer) => answer.body.outcome)).toEqual([21, 21, 21, 21]);
  expect(answers.filter((answer) => answer.body.run_id === '0').length).toBeGreaterThan(0);
  expect((await api.database.prisma.hostedRun.count()) - before).toBeLessThan(4);
});

test('while no grader has shown itself nobody is told which languages there are', async () => {
  const answer = await api.http().get(`${root}/languages`).set('x-api-key', key);
  expect([answer.status, answer.body]).toEqual([503, expect.stringContaining('No grader')]);
});

test('a run that the graders gave up is an internal error, never a fault of the program', async () => {
  const pending = post().then((answer) => answer);
  await expect.poll(async () => (await open()).length, { timeout: 30_000, interval: 5 }).toBe(1);
  const [row] = await open();
  await new HostedRunsStore(api.database).states.giveUp(row?.id ?? '', 'bwrap exited 1');
  const { body } = await pending;
  expect(body).toMatchObject({ outcome: 20, stdout: '', stderr: expect.stringContaining('on the server') });
  expect(JSON.stringify(body)).not.toContain('bwrap');
});

test('a run is no run of many programs to whoever owns the key', async () => {
  await post();
  const row = await api.database.prisma.hostedRun.findFirstOrThrow();
  expect(await new HostedRunsStore(api.database).find(row.id)).toBeNull();
});

test('runs are forgotten a day after they were answered', async () => {
  const sweep = api.app.get(JobeSweep, { strict: false });
  expect((await sweep.once(new Date())).runs).toBe(0);
  expect((await sweep.once(new Date(Date.now() + 90_000_000))).runs).toBeGreaterThan(0);
});
