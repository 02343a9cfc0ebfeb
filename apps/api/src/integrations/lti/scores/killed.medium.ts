// Real: PostgreSQL, the api as processes that are killed; a course platform on this machine.
import { expect, test, vi } from 'vitest';
import { anApiProcess } from '../../../testing/an-api-process.js';
import { withApi } from '../../../testing/api-under-test.js';
import { ltiSettings, withLtiPlatform } from '../../../testing/lti-browser.js';
import { withLtiCourse } from '../../../testing/lti-course.js';

// Two processes one after the other take their time on two loaded cores.
vi.setConfig({ testTimeout: 180_000 });

// The api of this process launches, and sends no scores.
const api = withApi({ ...ltiSettings, IPCLAB_LTI_SYNC_MS: '3600000' });
const platform = withLtiPlatform(api);
const linked = withLtiCourse(api, platform);
const patience = { timeout: 60_000, interval: 20 };

test('a score that a killed process had sent without hearing so is sent again, later by its time and the same', async () => {
  const { assignmentId, personId, score } = await linked.launched('link-killed');
  const { prisma } = api.database;
  platform.misbehave('scores', { kind: 'takes-and-hangs' });
  const first = await anApiProcess(api, ltiSettings);
  await score(0.75);
  await expect.poll(() => platform.gradebook.scores.length, patience).toBe(1);
  expect(await first.kill('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
  const where = { personId, lineItem: { assignmentId } };
  expect(await prisma.ltiScore.findFirstOrThrow({ where })).toMatchObject({ state: 'pending', sent: null });

  const second = await anApiProcess(api, ltiSettings);
  // The three minutes in which the dead one has the score to itself are over.
  await prisma.ltiScore.updateMany({ where, data: { leasedUntil: new Date(Date.now() - 1) } });
  await linked.stands(assignmentId, ({ state, sent }) => state === 'SENT' && sent === 0.75);
  await second.kill('SIGTERM');
  const [taken, again] = platform.gradebook.scores;
  expect(platform.gradebook.scores).toHaveLength(2);
  expect({ ...again, timestamp: null }).toEqual({ ...taken, timestamp: null });
  expect(Date.parse(again?.timestamp ?? '')).toBeGreaterThan(Date.parse(taken?.timestamp ?? ''));
  expect(platform.gradebook.lineItems.filter(({ resourceId }) => resourceId === assignmentId)).toHaveLength(
    1,
  );
});
