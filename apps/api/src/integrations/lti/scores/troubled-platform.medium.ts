// Real PostgreSQL; a course platform on this machine.
import { expect, test } from 'vitest';
import { withApi } from '../../../testing/api-under-test.js';
import { ltiSettings, withLtiPlatform } from '../../../testing/lti-browser.js';
import { withLtiCourse } from '../../../testing/lti-course.js';

const api = withApi({ ...ltiSettings, IPCLAB_PERSON_REQUESTS_PER_MINUTE: '100000' });
const platform = withLtiPlatform(api);
const linked = withLtiCourse(api, platform);
const launched = linked.launched.bind(linked);
const stands = linked.stands.bind(linked);
const retry = linked.retry.bind(linked);

test('a column that the platform made without telling us is found, and none is made beside it', async () => {
  platform.misbehave('lineitems', { kind: 'status', status: 500 });
  const { assignmentId, score } = await launched('link-twice');
  const before = platform.gradebook.lineItems.length;
  await score(0.5);
  await stands(assignmentId, ({ reason }) => String(reason).includes('HTTP 500'));
  // The list is empty, the column is made, and the answer is lost.
  platform.gradebook.add({ label: 'Ours', scoreMaximum: 100, resourceLinkId: 'link-twice' });
  await retry();
  await stands(assignmentId, ({ state }) => state === 'SENT');
  expect(platform.gradebook.lineItems).toHaveLength(before + 1);
});

test('a column whose making was never confirmed is not made twice', async () => {
  const before = platform.gradebook.lineItems.length;
  const { assignmentId, score } = await launched('link-silent');
  const asked = platform.asked.get('lineitems') ?? 0;
  // Two looks find nothing; the third request makes it.
  platform.misbehave('lineitems', { kind: 'nothing' }, { kind: 'nothing' }, { kind: 'takes-silently' });
  await score(0.5);
  await stands(assignmentId, ({ reason }) => String(reason).includes('could not be reached'));
  expect((platform.asked.get('lineitems') ?? 0) - asked).toBe(3);
  expect(platform.gradebook.lineItems).toHaveLength(before + 1);
  await retry();
  await stands(assignmentId, ({ state }) => state === 'SENT');
  expect(platform.gradebook.lineItems).toHaveLength(before + 1);
});

test.each([
  ['HTTP 500', { kind: 'status', status: 500 }, /with HTTP 500/],
  ['a page', { kind: 'html' }, /with a page for people instead of data/],
  ['HTTP 429', { kind: 'status', status: 429, retryAfterSeconds: 1800 }, /with HTTP 429/],
  ['a lost answer', { kind: 'takes-silently' }, /could not be reached/],
] as const)(
  'a score that is answered with %s stays pending, says why, and is sent later',
  async (name, wrong, says) => {
    const { assignmentId, score } = await launched(`link ${name}`);
    platform.misbehave('scores', wrong);
    await score(0.75);
    const line = await stands(assignmentId, ({ reason }) => reason !== null);
    expect(line).toMatchObject({ state: 'PENDING', attempts: 1, reason: expect.stringMatching(says) });
    if (name === 'HTTP 429') {
      const row = await api.database.prisma.ltiScore.findFirstOrThrow({
        where: { lineItem: { assignmentId } },
      });
      expect(row.nextTryAt.getTime()).toBeGreaterThan(Date.now() + 1_700_000);
    }
    await retry();
    expect(await stands(assignmentId, ({ state }) => state === 'SENT')).toMatchObject({
      sent: 0.75,
      reason: null,
    });
  },
);

test('a platform that does not answer is left after ten seconds, and asked again later', async () => {
  const { assignmentId, score } = await launched('link-slow');
  platform.misbehave('scores', { kind: 'hangs' });
  await score(0.75);
  const line = await stands(assignmentId, ({ reason }) => reason !== null);
  expect(line['reason']).toMatch(/did not answer within 10 seconds\.$/);
  await retry();
  await stands(assignmentId, ({ state }) => state === 'SENT');
});

test('a score that the platform refuses for good is shown as failed, and sent when somebody tries again', async () => {
  const { assignmentId, score } = await launched('link-refused');
  platform.misbehave('scores', { kind: 'status', status: 403 });
  await score(0.5);
  const line = await stands(assignmentId, ({ state }) => state === 'FAILED');
  expect(line['reason']).toBe('The platform answered our request for a score to be taken with HTTP 403: no.');
  expect(await retry()).toBe(1);
  await stands(assignmentId, ({ state }) => state === 'SENT');
});

test('a token that the platform has revoked is replaced by another at once', async () => {
  const { assignmentId, score } = await launched('link-revoked');
  await score(0.1);
  await stands(assignmentId, ({ state }) => state === 'SENT');
  const tokens = platform.asked.get('token') ?? 0;
  platform.tokens.revoke();
  await score(0.2);
  await stands(assignmentId, ({ sent }) => sent === 0.2);
  expect(platform.asked.get('token')).toBe(tokens + 1);
});
