// Real: PostgreSQL, the api as processes that are killed, HTTP on this machine.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { aReceiver, type Receiver } from '../../testing/a-receiver.js';
import { aWebhook } from '../../testing/a-webhook.js';
import { anApiProcess } from '../../testing/an-api-process.js';
import { withApi } from '../../testing/api-under-test.js';

// Two processes one after the other take their time on two loaded cores.
vi.setConfig({ testTimeout: 180_000 });

const api = withApi({ IPCLAB_WEBHOOKS: 'anywhere' });
const patience = { timeout: 60_000, interval: 20 };
let receiver: Receiver;

beforeAll(async () => {
  receiver = await aReceiver();
});
afterAll(() => receiver.close());

test('what a killed process was sending is sent again under the same id, and what waited after it once and in order', async () => {
  const { course, id, received, got } = await aWebhook(api, receiver, ['score.changed']);
  const assignmentId = await course.assignment();
  const { person } = await course.member('student');
  // From here on only processes send that can be killed.
  await api.stopLast();
  const { prisma } = api.database;
  const who = { assignmentId, personId: person.id };
  const score = (counts: number) =>
    prisma.score.upsert({
      where: { assignmentId_personId: who },
      create: { ...who, counts },
      update: { counts },
    });
  receiver.answer = () => {};
  const first = await anApiProcess(api, { IPCLAB_WEBHOOKS: 'anywhere' });
  for (const counts of [0.1, 0.2, 0.3]) await score(counts);
  await expect.poll(() => received().length, patience).toBe(1);
  expect(await first.kill('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
  receiver.answer = (response) => void response.end('thanks');
  const where = { endpointId: id };
  expect(await prisma.webhookDelivery.count({ where: { ...where, state: 'pending' } })).toBe(3);

  const second = await anApiProcess(api, { IPCLAB_WEBHOOKS: 'anywhere' });
  // The half minute in which the dead one has the endpoint to itself is over.
  await prisma.webhookEndpoint.update({ where: { id }, data: { leasedUntil: new Date() } });
  await expect
    .poll(() => prisma.webhookDelivery.count({ where: { ...where, state: 'delivered' } }), patience)
    .toBe(3);
  await second.kill('SIGTERM');
  expect(got().map(({ data }) => data['score'])).toEqual([0.1, 0.1, 0.2, 0.3]);
  const ids = received().map(({ headers }) => headers['ipclab-delivery']);
  expect(ids[1]).toBe(ids[0]);
  expect(new Set(ids).size).toBe(3);
  expect(received()[1]?.body).toBe(received()[0]?.body);
});
