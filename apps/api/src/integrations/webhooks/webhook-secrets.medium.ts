// Real: PostgreSQL, HTTP on this machine, and the api that sends.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { aReceiver, type Received, type Receiver } from '../../testing/a-receiver.js';
import { aWebhook } from '../../testing/a-webhook.js';
import { withApi } from '../../testing/api-under-test.js';
import { keyringOf } from '../sealing/keyring.js';

const former = 'a former secret of thirty-two characters';
const api = withApi({ IPCLAB_WEBHOOKS: 'anywhere', IPCLAB_FORMER_SECRET: former });
const patience = { timeout: 30_000, interval: 20 };
let receiver: Receiver;

beforeAll(async () => {
  receiver = await aReceiver();
});
afterAll(() => receiver.close());

const purpose = 'secrets of webhooks';
const kept = (id: string) => api.database.prisma.webhookEndpoint.findUniqueOrThrow({ where: { id } });
const keep = (id: string, secret: string) =>
  api.database.prisma.webhookEndpoint.update({ where: { id }, data: { secret } });

/** Whether this secret signed what came. */
function isSignedBy(secret: string, received: Received | undefined): boolean {
  const [, time = '', rest = ''] = /^t=(\d+),(.*)$/.exec(String(received?.headers['ipclab-signature'])) ?? [];
  const expected = createHmac('sha256', secret).update(`${time}.${received?.body}`).digest('hex');
  return rest.split(',').includes(`v1=${expected}`);
}

test('the secret of a webhook is not in the database, and signs all the same, also after another was made', async () => {
  const { id, token, secret, received, test: sendTest } = await aWebhook(api, receiver, ['score.changed']);
  expect((await kept(id)).secret).toMatch(/^sealed:1:[0-9a-f]{12}:[\w-]{80,}$/);
  expect(JSON.stringify(await kept(id))).not.toContain(secret);
  const rotate = 'mutation ($id: ID!) { rotateWebhookSecret(id: $id, overlapHours: 1) { secret } }';
  const { data } = await api.ask(rotate, { id }, token);
  const newer = z.object({ secret: z.string() }).parse(data?.['rotateWebhookSecret']).secret;
  expect(JSON.stringify(await kept(id))).not.toMatch(/whsec_/);
  await sendTest();
  await expect.poll(() => received().length, patience).toBe(1);
  const [one] = received();
  expect([isSignedBy(secret, one), isSignedBy(newer, one), isSignedBy('whsec_another', one)]).toEqual([
    true,
    true,
    false,
  ]);
});

test.each([
  ['kept as it is, as it was before', (secret: string) => secret],
  ['sealed with the former secret', (secret: string) => keyringOf([former], purpose).close(secret)],
])('a secret %s signs, and the next start seals it', async (_, write) => {
  const { id, secret, received, test: sendTest } = await aWebhook(api, receiver, ['score.changed']);
  const { secret: today } = await kept(id);
  await keep(id, write(secret));
  await sendTest();
  await expect.poll(() => received().length, patience).toBe(1);
  await api.startAnother(api.databaseUrl());
  const { secret: sealed } = await kept(id);
  expect(sealed.slice(0, 22)).toBe(today.slice(0, 22));
  await sendTest();
  await expect.poll(() => received().length, patience).toBe(2);
  await api.stopLast();
  expect(received().map((one) => isSignedBy(secret, one))).toEqual([true, true]);
});

test('a webhook whose secret this server cannot read sends nothing, says so, and goes on with a new one', async () => {
  const {
    id,
    token,
    received,
    deliveries,
    test: sendTest,
  } = await aWebhook(api, receiver, ['score.changed']);
  await keep(id, keyringOf(['nobody knows this secret any more, alas'], purpose).close('whsec_a'));
  await sendTest();
  const says = 'Its secret cannot be read any more on this server: make a new one, then enable the webhook.';
  await expect.poll(async () => (await kept(id)).disabledReason, patience).toBe(says);
  expect(await deliveries()).toMatchObject([{ state: 'pending', failure: says, attempts: 1 }]);
  expect(received()).toEqual([]);
  const { data } = await api.ask(
    'mutation ($id: ID!) { rotateWebhookSecret(id: $id) { secret } }',
    { id },
    token,
  );
  const secret = z.object({ secret: z.string() }).parse(data?.['rotateWebhookSecret']).secret;
  const enable = 'mutation ($input: UpdateWebhookInput!) { updateWebhook(input: $input) { disabledAt } }';
  await api.ask(enable, { input: { id, revision: 1, enabled: true } }, token);
  await expect.poll(() => received().length, patience).toBe(1);
  expect(isSignedBy(secret, received()[0])).toBe(true);
});
