// Real PostgreSQL; a course platform on this machine.
import { expect, test, vi } from 'vitest';
import { aPerson } from '#libs/testing/factories';
import { withApi } from '../../../testing/api-under-test.js';
import { ltiSettings, withLtiPlatform } from '../../../testing/lti-browser.js';
import { learner, scoreLines, withLtiCourse } from '../../../testing/lti-course.js';

const api = withApi({ ...ltiSettings, IPCLAB_PERSON_REQUESTS_PER_MINUTE: '100000' });
const platform = withLtiPlatform(api);
const linked = withLtiCourse(api, platform);
const launched = linked.launched.bind(linked);
const stands = linked.stands.bind(linked);
const retry = linked.retry.bind(linked);

test('a score goes to the platform after each change, once, rising in time and never above full marks', async () => {
  const { assignmentId, score } = await launched('link-1');
  await score(0.256);
  await stands(assignmentId, ({ state }) => state === 'SENT');
  await score(1.2);
  const line = await stands(assignmentId, ({ sent }) => sent === 1.2);
  expect(line).toMatchObject({ state: 'SENT', reason: null, person: { name: 'Bob Learner' } });
  const column = platform.gradebook.lineItems.find(({ resourceLinkId }) => resourceLinkId === 'link-1');
  expect(column).toMatchObject({ scoreMaximum: 100, tag: 'ipclab', resourceId: assignmentId });
  const sent = platform.gradebook.scores.filter(({ lineItem }) => lineItem === column?.id);
  expect(sent.map(({ scoreGiven, scoreMaximum, userId }) => [userId, scoreGiven, scoreMaximum])).toEqual([
    ['u-2', 25.6, 100],
    ['u-2', 100, 100],
  ]);
  expect(sent[1]).toMatchObject({ activityProgress: 'Completed', gradingProgress: 'FullyGraded' });
});

test('a score that is taken back is taken back there', async () => {
  const { assignmentId, score } = await launched('link-back');
  await score(0.5);
  await stands(assignmentId, ({ sent }) => sent === 0.5);
  await score(null);
  await stands(assignmentId, ({ state, sent }) => state === 'SENT' && sent === null);
  const last = platform.gradebook.scores.at(-1);
  expect(last).toMatchObject({ activityProgress: 'Initialized', gradingProgress: 'NotReady' });
  expect(last?.scoreGiven).toBeUndefined();
});

test('the column that a deep link made is used, and none is made beside it', async () => {
  const lineItem = platform.gradebook.add({ label: 'Deep', scoreMaximum: 100, resourceLinkId: 'link-deep' });
  const before = platform.gradebook.lineItems.length;
  const { assignmentId, score } = await launched('link-deep', { lineItem });
  await score(0.5);
  await stands(assignmentId, ({ state }) => state === 'SENT');
  expect(platform.gradebook.scores.at(-1)?.lineItem).toBe(lineItem);
  expect(platform.gradebook.lineItems).toHaveLength(before);
});

test('what was scored before the platform was connected is owed as well', async () => {
  const { prisma } = api.database;
  const assignmentId = await linked.course.assignment();
  const { personId } = await prisma.ltiIdentity.findFirstOrThrow({ where: { subject: learner.id } });
  await prisma.score.create({ data: { assignmentId, personId, counts: 0.4 } });
  const context = await prisma.ltiContext.findFirstOrThrow();
  await prisma.ltiLink.create({ data: { contextId: context.id, linkId: 'link-late', assignmentId } });
  await linked.follow('link-late');
  expect(await stands(assignmentId, ({ state }) => state === 'SENT')).toMatchObject({ sent: 0.4 });
});

test('two processes share the scores of a class, make one column, and send each score once', async () => {
  const { prisma } = api.database;
  await api.startAnother(api.databaseUrl());
  const { assignmentId } = await launched('link-class');
  const people = await prisma.person.createManyAndReturn({
    data: Array.from({ length: 30 }, () => aPerson()),
  });
  const { issuer } = platform;
  await prisma.ltiIdentity.createMany({
    data: people.map(({ id }) => ({ issuer, subject: id, personId: id })),
  });
  const before = platform.gradebook.scores.length;
  await prisma.score.createMany({
    data: people.map(({ id }) => ({ assignmentId, personId: id, counts: 1 })),
  });
  await vi.waitFor(
    async () =>
      expect(await prisma.ltiScore.count({ where: { lineItem: { assignmentId }, state: 'sent' } })).toBe(30),
    { interval: 50, timeout: 30_000 },
  );
  await api.stopLast();
  const sent = platform.gradebook.scores.slice(before).map(({ userId }) => userId);
  expect(sent.sort()).toEqual(people.map(({ id }) => id).sort());
  const columns = platform.gradebook.lineItems.filter(({ resourceId }) => resourceId === assignmentId);
  expect(columns).toHaveLength(1);
});

test('an api that ends in the middle of sending loses nothing', async () => {
  const { assignmentId, score } = await launched('link-restart');
  const { prisma } = api.database;
  const { personId } = await prisma.ltiIdentity.findFirstOrThrow({ where: { subject: learner.id } });
  await score(0.9);
  await stands(assignmentId, ({ state }) => state === 'SENT');
  // As a process leaves it that was killed while it had the score to itself.
  await score(0.95);
  await prisma.ltiScore.updateMany({
    where: { personId, lineItem: { assignmentId } },
    data: { state: 'pending', leasedUntil: new Date(Date.now() - 1), nextTryAt: new Date(0) },
  });
  const line = await stands(assignmentId, ({ state, sent }) => state === 'SENT' && sent === 0.95);
  expect(line).toMatchObject({ reason: null });
});

test('a score waits while checks are hidden, for points would give them away', async () => {
  const { prisma } = api.database;
  const { assignmentId, personId, score } = await launched('link-hidden');
  const hour = 3_600_000;
  await prisma.assignment.update({
    where: { id: assignmentId },
    data: {
      hiddenGroups: ['robustness'],
      releaseAt: new Date(Date.now() - 2 * hour),
      dueAt: new Date(Date.now() - hour),
    },
  });
  const grant = {
    reason: 'Ill.',
    grantedById: linked.instructor.person.id,
    dueAt: new Date(Date.now() + hour),
  };
  await prisma.extension.create({ data: { assignmentId, personId, ...grant } });
  await score(0.5);
  const line = await stands(assignmentId, ({ reason }) => reason !== null);
  expect(line).toMatchObject({
    state: 'PENDING',
    attempts: 0,
    reason: expect.stringMatching(/hidden until it is due/),
    sent: null,
  });
  await prisma.extension.deleteMany({ where: { assignmentId } });
  await retry();
  expect(await stands(assignmentId, ({ state }) => state === 'SENT')).toMatchObject({ sent: 0.5 });
});

test('students see nobody’s scores, and assistants try nothing again', async () => {
  const classmate = await linked.course.member('student');
  const assistant = await linked.course.member('assistant');
  expect(await api.refusalOf(scoreLines, { courseId: linked.course.id }, classmate.token)).toMatch(
    /^NOT_ALLOWED/,
  );
  expect(
    await api.refusalOf(scoreLines, { courseId: linked.course.id }, (await api.signedIn()).token),
  ).toMatch(/^NOT_FOUND/);
  const mutation = 'mutation ($courseId: ID!) { retryLtiScores(courseId: $courseId) }';
  expect(await api.refusalOf(mutation, { courseId: linked.course.id }, assistant.token)).toMatch(
    /^NOT_ALLOWED/,
  );
});
