// Real: PostgreSQL, HTTP, web sockets, two apis that share nothing but the database.
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { aGrading } from '#libs/testing/factories';
import { withApi, type SignedInPerson } from '../testing/api-under-test.js';

const api = withApi();
const submit = 'mutation ($input: SubmitInput!) { submit(input: $input) { id } }';
const input = {
  exercise: 'pipe/01-parent-to-child',
  language: 'c',
  files: [{ path: 'uppercase.c', content: 'int x;' }],
};
const watch =
  'subscription ($id: ID!) { submissionProgress(id: $id) { submissionId state stage done total queuePosition says } }';
const Event = z.object({
  data: z.object({
    submissionProgress: z.object({
      state: z.string(),
      stage: z.string(),
      queuePosition: z.number().nullable(),
    }),
  }),
});

async function handedIn({ token }: SignedInPerson): Promise<string> {
  const { data } = await api.ask(submit, { input }, token);
  return z.object({ submit: z.object({ id: z.string() }) }).parse(data).submit.id;
}

/** Watches until the end; `reached` resolves when a state has been seen. */
async function watching(id: string, token: string, url?: string) {
  const events = (await api.socket(token, url)).iterate({ query: watch, variables: { id } });
  const states: string[] = [];
  const waiting = new Map<string, () => void>();
  const all = (async () => {
    for await (const event of events) {
      const { state } = Event.parse(event).data.submissionProgress;
      states.push(state);
      waiting.get(state)?.();
    }
    return states;
  })();
  const reached = (state: string) =>
    new Promise<void>((resolve) => {
      waiting.set(state, resolve);
      if (states.includes(state)) resolve();
    });
  return { all, reached };
}

test('every watcher, in whichever process, sees the present state at once, then each change, then the end', async () => {
  const student = await api.signedIn();
  const id = await handedIn(student);
  const elsewhere = await api.startAnother(api.databaseUrl());
  const early = await watching(id, student.token);
  const other = await watching(id, student.token, elsewhere);
  await Promise.all([early.reached('QUEUED'), other.reached('QUEUED')]);
  const { states } = api.submissions;
  expect(await states.begin(id, 3)).toEqual({ kind: 'begun', attempt: 1 });
  await states.advance(id, 1, { state: 'RUNNING', stage: 'large input', done: 2, total: 5 });
  await Promise.all([early.reached('RUNNING'), other.reached('RUNNING')]);
  const late = await watching(id, student.token, elsewhere);
  await late.reached('RUNNING');
  await api.submissions.record(id, aGrading());
  expect(await early.all).toEqual(['QUEUED', 'COMPILING', 'RUNNING', 'GRADED']);
  expect(await other.all).toEqual(['QUEUED', 'COMPILING', 'RUNNING', 'GRADED']);
  expect(await late.all).toEqual(['RUNNING', 'GRADED']);
  const tooLate = await watching(id, student.token);
  expect(await tooLate.all).toEqual(['GRADED']);
});

test('a watcher is told its place in the line', async () => {
  const student = await api.signedIn();
  const id = await handedIn(student);
  const events = (await api.socket(student.token)).iterate({ query: watch, variables: { id } });
  const { value } = await events.next();
  expect(Event.parse(value).data.submissionProgress.queuePosition).toBeGreaterThan(0);
  await events.return?.();
});

test("nobody watches somebody else's submission", async () => {
  const id = await handedIn(await api.signedIn());
  const events = (await api.socket((await api.signedIn()).token)).iterate({
    query: watch,
    variables: { id },
  });
  await expect(events.next()).resolves.toMatchObject({
    value: { errors: [{ extensions: { code: 'NOT_FOUND' } }] },
  });
});

test('a wrong token, or none, is closed out with the reason', async () => {
  const query = '{ mechanisms { slug } }';
  const wrong = (await api.socket('ipclab_wrong')).iterate({ query });
  await expect(wrong.next()).rejects.toMatchObject({ code: 4403, reason: /unknown, revoked or expired/ });
  const none = (await api.socket(null)).iterate({ query });
  await expect(none.next()).rejects.toMatchObject({ code: 4403, reason: /^Sign in first/ });
});

test('an upgrade to any other address, however odd, is refused and stops nothing', async () => {
  const { port, hostname } = new URL(await api.app.getUrl());
  const lines =
    'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n';
  for (const path of ['//', '/graphqlx', '/%', 'http://[', '/']) {
    const socket = connect(Number(port), hostname);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n${lines}\r\n`);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 404 /);
  }
  expect((await api.http().get('/health/live')).status).toBe(200);
});

test('a person has twenty sockets open and no more', async () => {
  const { token } = await api.signedIn();
  const query = '{ viewer { id } }';
  for (let i = 0; i < 20; i += 1) {
    await expect((await api.socket(token)).iterate({ query }).next()).resolves.toHaveProperty('value.data');
  }
  const oneMore = (await api.socket(token)).iterate({ query });
  await expect(oneMore.next()).rejects.toMatchObject({ code: 4403, reason: /20 connections open/ });
});

test('a revoked token opens nothing more on a connection that is open', async () => {
  const student = await api.signedIn();
  const client = await api.socket(student.token);
  const who = { query: '{ viewer { email } }' };
  await expect(client.iterate(who).next()).resolves.toMatchObject({
    value: { data: { viewer: { email: student.person.email } } },
  });
  await api.database.prisma.accessToken.updateMany({
    where: { personId: student.person.id },
    data: { revokedAt: new Date() },
  });
  await expect(client.iterate(who).next()).resolves.toMatchObject({
    value: { errors: [{ extensions: { code: 'NOT_SIGNED_IN' } }] },
  });
});

test('limits of queries hold on a web socket too, and a message of 100 KB ends it', async () => {
  const { token } = await api.signedIn();
  const nested = `{ mechanisms ${'{ exercises { mechanism '.repeat(25)} { slug } ${'} }'.repeat(25)} }`;
  const client = await api.socket(token);
  await expect(client.iterate({ query: nested }).next()).rejects.toEqual(
    expect.arrayContaining([expect.objectContaining({ extensions: { code: 'QUERY_TOO_COMPLEX' } })]),
  );
  const large = client.iterate({ query: '{ viewer { id } }', variables: { x: 'x'.repeat(100_000) } });
  await expect(large.next()).rejects.toMatchObject({ code: 1009 });
});

test('closing the api sends its watchers away, so that they come again, and does not hang', async () => {
  const student = await api.signedIn();
  const id = await handedIn(student);
  const url = await api.startAnother(api.databaseUrl());
  const watcher = await watching(id, student.token, url);
  await watcher.reached('QUEUED');
  const ended = watcher.all.then(
    () => 'completed',
    (closed: unknown) => z.object({ code: z.number() }).parse(closed).code,
  );
  await api.stopLast();
  await expect(ended).resolves.toBe(1001);
});
