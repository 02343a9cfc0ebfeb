// Real: PostgreSQL, HTTP on this machine, and the api that sends.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { PersonalDataStore } from '#libs/database/personal-data.store';
import { aReceiver, type Receiver } from '../../testing/a-receiver.js';
import { aWebhook } from '../../testing/a-webhook.js';
import { withApi } from '../../testing/api-under-test.js';

const api = withApi({ IPCLAB_WEBHOOKS: 'anywhere' });
/** Of waiting for what two loaded cores may be slow with. */
const patience = { timeout: 30_000, interval: 20 };
let receiver: Receiver;

beforeAll(async () => {
  receiver = await aReceiver();
});
beforeEach(() => {
  receiver.answer = (response) => void response.end('thanks');
});
afterAll(async () => {
  await receiver.close();
});

const find = `query ($courseId: ID!) { webhooks(courseId: $courseId) { edges { node {
  id url events revision disabledAt disabledReason failingSince } } } }`;
const update = `mutation ($input: UpdateWebhookInput!) { updateWebhook(input: $input) { revision disabledAt } }`;
const rotate = 'mutation ($id: ID!) { rotateWebhookSecret(id: $id, overlapHours: 1) { secret } }';
const again = 'mutation ($id: ID!) { sendWebhookAgain(deliveryId: $id) { id state } }';
const Rotated = z.object({ rotateWebhookSecret: z.object({ secret: z.string() }) });

/** Lets an endpoint be tried now, whatever it waits for. */
const dueNow = (id: string) =>
  api.database.prisma.webhookEndpoint.update({ where: { id }, data: { nextAttemptAt: new Date(0) } });

test('what fails is shown with the answer, tried again in its turn, and then arrives', async () => {
  receiver.answer = (response) => void response.writeHead(500).end('<html>oh no \0</html>');
  const {
    id,
    course,
    token,
    received,
    deliveries,
    test: sendTest,
  } = await aWebhook(api, receiver, ['score.changed']);
  await sendTest();
  await sendTest();
  await expect.poll(async () => (await deliveries()).at(-1)?.attempts, patience).toBe(1);
  const [second, first] = await deliveries();
  expect(first).toMatchObject({
    state: 'pending',
    responseStatus: 500,
    responseStart: '<html>oh no \u2400</html>',
    failure: 'It was answered with status 500.',
  });
  expect(second).toMatchObject({ state: 'pending', attempts: 0 });
  const { data } = await api.ask(find, { courseId: course.id }, token);
  expect(data).toMatchObject({ webhooks: { edges: [{ node: { failingSince: expect.any(String) } }] } });
  receiver.answer = (response) => void response.writeHead(204).end();
  await dueNow(id);
  await expect.poll(() => received().length, patience).toBe(3);
  const [tried, triedAgain, next] = received();
  expect(triedAgain?.body).toBe(tried?.body);
  expect(tried?.headers['ipclab-attempt']).toBe('1');
  expect(triedAgain?.headers['ipclab-attempt']).toBe('2');
  expect(next?.body).not.toBe(tried?.body);
});

test('a receiver that is gone disables its webhook with a reason, and enabling it sends what waited', async () => {
  receiver.answer = (response) => void response.writeHead(410).end();
  const { id, course, token, received, test: sendTest } = await aWebhook(api, receiver, ['score.changed']);
  await sendTest();
  const shown = async () => {
    const { data } = await api.ask(find, { courseId: course.id }, token);
    return JSON.stringify(data);
  };
  await expect.poll(shown, patience).toContain('410 Gone');
  receiver.answer = (response) => void response.end();
  const input = { id, revision: 0, enabled: true };
  expect((await api.ask(update, { input }, token)).data).toEqual({
    updateWebhook: { revision: 1, disabledAt: null },
  });
  await expect.poll(() => received().length, patience).toBe(2);
});

test('after a change of the secret both sign, and the old one no more when its time is over', async () => {
  const { id, token, secret, received, test: sendTest } = await aWebhook(api, receiver, ['score.changed']);
  const { data } = await api.ask(rotate, { id }, token);
  const { secret: fresh } = Rotated.parse(data).rotateWebhookSecret;
  expect(fresh).not.toBe(secret);
  const signaturesOf = (place: number) => {
    const one = received()[place];
    const [, time = '', rest = ''] = /^t=(\d+),(.*)$/.exec(String(one?.headers['ipclab-signature'])) ?? [];
    const of = (key: string) =>
      `v1=${createHmac('sha256', key).update(`${time}.${one?.body}`).digest('hex')}`;
    return { rest, fresh: of(fresh), former: of(secret) };
  };
  await sendTest();
  await expect.poll(() => received().length, patience).toBe(1);
  const both = signaturesOf(0);
  expect(both.rest).toBe(`${both.fresh},${both.former}`);
  await api.database.prisma.webhookEndpoint.update({ where: { id }, data: { formerUntil: new Date(0) } });
  await sendTest();
  await expect.poll(() => received().length, patience).toBe(2);
  expect(signaturesOf(1).rest).toBe(signaturesOf(1).fresh);
});

test('what was delivered can be sent again as a delivery of its own, and what waits cannot', async () => {
  const { token, received, deliveries, test: sendTest } = await aWebhook(api, receiver, ['score.changed']);
  await sendTest();
  await expect.poll(async () => (await deliveries()).at(0)?.state, patience).toBe('delivered');
  const [first] = await deliveries();
  expect((await api.ask(again, { id: first?.id }, token)).errors).toBeUndefined();
  await expect.poll(() => received().length, patience).toBe(2);
  const [one, two] = received();
  expect(two?.body).toBe(one?.body);
  expect(two?.headers['ipclab-delivery']).not.toBe(one?.headers['ipclab-delivery']);
  receiver.answer = (response) => void response.writeHead(503).end();
  await sendTest();
  const waiting = (await deliveries()).find((delivery) => delivery.state === 'pending');
  expect(await api.refusalOf(again, { id: waiting?.id }, token)).toMatch(
    /^BAD_INPUT: This delivery still waits/,
  );
});

test('two who change a webhook at once do not undo each other', async () => {
  const { id, token } = await aWebhook(api, receiver, ['score.changed']);
  const change = (label: string) => api.refusalOf(update, { input: { id, revision: 0, label } }, token);
  const answers = await Promise.all([change('a'), change('b')]);
  expect(answers.sort().at(0)).toMatch(/^CONFLICT: .*revision 1/);
  expect(answers.at(1)).toBe('nothing was refused');
});

test('assistants, students and instructors of other courses see and change nothing', async () => {
  const { id, course, deliveries, test: sendTest } = await aWebhook(api, receiver, ['score.changed']);
  await sendTest();
  const [delivery] = await deliveries();
  const other = await aWebhook(api, receiver, ['score.changed']);
  const tokens = [other.token];
  for (const role of ['assistant', 'student'] as const) tokens.push((await course.member(role)).token);
  for (const token of tokens) {
    expect(await api.refusalOf(find, { courseId: course.id }, token)).toMatch(/^NOT_(FOUND|ALLOWED)/);
    expect(await api.refusalOf(rotate, { id }, token)).toMatch(/^NOT_FOUND/);
    expect(await api.refusalOf(again, { id: delivery?.id }, token)).toMatch(/^NOT_FOUND/);
    expect(await api.refusalOf(update, { input: { id, revision: 0, enabled: false } }, token)).toMatch(
      /^NOT_FOUND/,
    );
  }
});

test.each([
  [{ url: 'ftp://example.org/' }, 'https://'],
  [{ url: 'nonsense' }, 'no address'],
  [{ url: 'https://user:secret@example.org/' }, 'no user'],
  [{ events: ['everything'] }, 'events.0'],
  [{ events: [] }, 'events'],
  [{ label: '' }, 'label'],
])('a webhook with %j is refused', async (parts, says) => {
  const { course, token } = await aWebhook(api, receiver, ['score.changed']);
  const input = { courseId: course.id, url: 'https://example.org/', label: 'x', events: ['score.changed'] };
  const make = 'mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { secret } }';
  const refusal = await api.refusalOf(make, { input: { ...input, ...parts } }, token);
  expect(refusal).toMatch(/^BAD_INPUT: /);
  expect(refusal).toContain(says);
});

test('who is erased is erased from what was sent as well', async () => {
  const { course, got, deliveries } = await aWebhook(api, receiver, ['score.changed']);
  const assignmentId = await course.assignment();
  const { person } = await course.member('student');
  await api.database.prisma.score.create({ data: { assignmentId, personId: person.id, counts: 1 } });
  await expect.poll(() => got().length, patience).toBe(1);
  await api.signedIn('admin');
  await new PersonalDataStore(api.database).erase(person.id, new Date());
  expect(await deliveries()).toEqual([]);
});
