// Real: PostgreSQL with the outbox's triggers, HTTP on this machine, two processes of the api as far as it can tell.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebhookDeliveriesStore } from '#libs/database/webhook-deliveries.store';
import { aReport, aSubmission } from '#libs/testing/factories';
import type { TestCourse } from '../../testing/a-course.js';
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
afterAll(async () => {
  await receiver.close();
});

const events = ['submission.graded', 'score.changed', 'assignment.released'];

async function aGradedHandIn(course: TestCourse, assignmentId: string) {
  const { person } = await course.member('student');
  const handIn = aSubmission({ personId: person.id });
  const { id } = await api.database.prisma.submission.create({
    data: { ...handIn, files: [...handIn.files], assignmentId },
  });
  await api.submissions.record(id, { report: aReport({ points: 85, passed: false }), pictures: [] });
  return { person, id };
}

test('a hand-in that is graded, a score and a release are told, signed and in their order', async () => {
  const { course, secret, received, got, deliveries } = await aWebhook(api, receiver, events);
  const assignmentId = await course.assignment();
  await expect.poll(() => got().map((one) => one.type), patience).toEqual(['assignment.released']);
  const { person, id } = await aGradedHandIn(course, assignmentId);
  const who = { assignmentId, personId: person.id };
  await api.database.prisma.score.upsert({
    where: { assignmentId_personId: who },
    create: { ...who, adjusted: 0.5, counts: 0.5 },
    update: { adjusted: 0.5, counts: 0.5 },
  });
  await expect.poll(() => got().at(-1)?.data['score'], patience).toBe(0.5);
  const told = ['assignment.released', 'submission.graded', 'score.changed', 'score.changed'];
  expect(got().map((one) => one.type)).toEqual(told);
  expect(got().find((one) => one.type === 'submission.graded')).toMatchObject({
    courseId: course.id,
    data: {
      submissionId: id,
      assignmentId,
      person: { id: person.id, email: person.email },
      state: 'GRADED',
      outcome: 'graded',
      passed: false,
      points: 85,
      maxPoints: 100,
      submittedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    },
  });
  for (const { headers, body } of received()) {
    const [, time = '', signature] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['ipclab-signature'])) ?? [];
    expect(signature).toBe(createHmac('sha256', secret).update(`${time}.${body}`).digest('hex'));
    expect(Math.abs(Date.now() / 1000 - Number(time))).toBeLessThan(60);
  }
  await expect
    .poll(async () => (await deliveries()).filter((one) => one.state !== 'delivered'), patience)
    .toEqual([]);
  expect((await deliveries()).at(0)).toMatchObject({
    responseStatus: 200,
    responseStart: 'thanks',
    failure: null,
  });
});

test('what a transaction took back was never an event', async () => {
  const { course, got, test: sendTest } = await aWebhook(api, receiver, ['score.changed']);
  const assignmentId = await course.assignment();
  const { person } = await course.member('student');
  const { prisma } = api.database;
  const undone = prisma.$transaction(async (transaction) => {
    await transaction.score.create({ data: { assignmentId, personId: person.id, counts: 1 } });
    throw new Error('taken back');
  });
  await expect(undone).rejects.toThrow('taken back');
  await prisma.score.create({ data: { assignmentId, personId: person.id, counts: 0.25 } });
  await prisma.score.updateMany({ where: { assignmentId }, data: { attempts: 7 } });
  await sendTest();
  await expect
    .poll(() => got().map((one) => one.data['score'] ?? one.type), patience)
    .toEqual([0.25, 'test']);
});

test('events arrive once and in their order, also with several processes that send', async () => {
  const { course, got } = await aWebhook(api, receiver, ['score.changed']);
  await api.startAnother(api.databaseUrl());
  const assignmentId = await course.assignment();
  const { person } = await course.member('student');
  const where = { assignmentId_personId: { assignmentId, personId: person.id } };
  const scores = Array.from({ length: 20 }, (_, place) => place / 20);
  for (const counts of scores)
    await api.database.prisma.score.upsert({
      where,
      create: { assignmentId, personId: person.id, counts },
      update: { counts },
    });
  await expect.poll(() => got().length, patience).toBeGreaterThanOrEqual(20);
  await api.stopLast();
  expect(got().map((one) => one.data['score'])).toEqual(scores);
});

test('what a process took and died with is sent by another when its lease has ended', async () => {
  const { course, got } = await aWebhook(api, receiver, ['score.changed']);
  const assignmentId = await course.assignment();
  const { person } = await course.member('student');
  const store = new WebhookDeliveriesStore(api.database);
  await api.database.prisma.score.create({ data: { assignmentId, personId: person.id, counts: 1 } });
  const turn = await store.take(3_000);
  await expect.poll(() => got().length, patience).toBe(1);
  // The one that was thought dead comes back, and changes nothing.
  if (turn !== null)
    expect(
      await store.settle(
        turn,
        { responseStatus: 500, responseStart: '', failure: 'late' },
        { kind: 'give-up' },
      ),
    ).toBe(false);
});
