// Real PostgreSQL; a course platform on this machine.
import { expect, test } from 'vitest';
import { aCourse } from '../../../testing/a-course.js';
import { withApi } from '../../../testing/api-under-test.js';
import {
  LtiBrowser,
  ltiSettings,
  register,
  ticketOf,
  withLtiPlatform,
} from '../../../testing/lti-browser.js';
import { deepLinkingRequest, resourceLaunch, type LtiUser } from '#libs/testing/lti-messages';

const api = withApi(ltiSettings);
const platform = withLtiPlatform(api);

const teacher: LtiUser = {
  id: 'u-1',
  name: 'Ada Teacher',
  email: 'ada@platform.example',
  role: 'Instructor',
};
const student: LtiUser = { id: 'u-2', name: 'Bob Learner', email: 'bob@platform.example', role: 'Learner' };
const exercise = 'pipe/01-parent-to-child';

test('an instructor connects a course, and a student is signed in to the assignment of the link', async () => {
  await register(api, platform.registration);
  const { prisma } = api.database;
  const today = new Date();
  const term = await prisma.term.create({ data: { name: 'Now', startsOn: today, endsOn: today } });
  const browser = new LtiBrowser(api, platform);
  const link = { id: 'link-1', title: 'Pipes', custom: { ipclab_exercise: exercise } };

  const early = await browser.launch(resourceLaunch(student, platform.parties, link));
  expect(early.status).toBe(404);
  expect(early.text).toContain('LTI_NOT_CONNECTED');

  const asked = await browser.launch(resourceLaunch(teacher, platform.parties, link));
  expect(asked.text).toContain('Which course is this?');
  const typed = { course: 'new', term: term.id, code: 'OS-101', title: 'Operating systems' };
  const wrong = await browser.answer(asked, '/lti/course', { ...typed, timeZone: 'Mars/Olympus' });
  expect(wrong.text).toContain('is no name of the IANA time zone database');
  const entry = await browser.answer(wrong, '/lti/course', { ...typed, timeZone: 'Europe/Zurich' });
  expect(entry.text).toContain('Open ipclab');

  const page = await browser.launch(resourceLaunch(student, platform.parties, link));
  const { token, next } = await browser.enter(page);
  const assignment = await prisma.assignment.findFirstOrThrow({ where: { title: 'Pipes' } });
  expect(next).toBe(`/?assignment=${assignment.id}#${exercise}`);
  const { data } = await api.ask('{ viewer { name email role } }', {}, token);
  expect(data).toEqual({ viewer: { name: 'Bob Learner', email: 'bob@platform.example', role: 'student' } });
  const enrolments = await prisma.enrolment.findMany({
    where: { courseId: assignment.courseId },
    select: { role: true, source: true },
    orderBy: { role: 'asc' },
  });
  expect(enrolments).toEqual([
    { role: 'student', source: 'lti' },
    { role: 'instructor', source: 'hand' },
  ]);
});

test('a page of a launch is sent once, and is kept by nobody', async () => {
  const browser = new LtiBrowser(api, platform);
  const page = await browser.launch(resourceLaunch(student, platform.parties, { id: 'link-1' }));
  expect(page.get('cache-control')).toBe('no-store');
  expect(page.get('content-security-policy')).toContain(`frame-ancestors 'self' ${platform.issuer}`);
  const ticket = ticketOf(page);
  const elsewhere = api.http().post('/lti/enter').set('sec-fetch-site', 'cross-site').type('form');
  expect((await elsewhere.send({ ticket })).status).toBe(401);
  await browser.enter(page);
  const again = await browser.answer(page, '/lti/enter');
  expect(again.status).toBe(401);
  expect(again.text).toContain('LTI_LAUNCH_EXPIRED');
});

test('a link that names no exercise is set up by the instructor who follows it', async () => {
  const browser = new LtiBrowser(api, platform);
  const link = { id: 'link-bare' };
  const early = await browser.launch(resourceLaunch(student, platform.parties, link));
  expect(early.text).toContain('This link opens no exercise yet');
  const asked = await browser.launch(resourceLaunch(teacher, platform.parties, link));
  expect(asked.text).toContain('Set in this course already');
  const set = await api.database.prisma.assignment.findFirstOrThrow({ where: { title: 'Pipes' } });
  await browser.answer(asked, '/lti/choose', { what: `assignment:${set.id}` });
  const { next } = await browser.enter(await browser.launch(resourceLaunch(student, platform.parties, link)));
  expect(next).toContain(set.id);
});

test('an instructor chooses an exercise by deep linking, and the first launch of the link sets it', async () => {
  const browser = new LtiBrowser(api, platform);
  const asked = await browser.launch(deepLinkingRequest(teacher, platform.parties, { data: 'opaque' }));
  expect(asked.text).toContain('Parent to child');
  const back = await browser.answer(asked, '/lti/choose', { what: exercise });
  expect(back.text).toContain(`action="${platform.issuer}/deep-links"`);
  const [, token = ''] = /name="JWT" value="([^"]+)"/.exec(back.text) ?? [];
  const response = await platform.readDeepLinks(token);
  expect(response.data).toBe('opaque');
  const [item] = response.items;
  expect(item).toMatchObject({
    type: 'ltiResourceLink',
    title: 'Parent to child',
    lineItem: { scoreMaximum: 100 },
    custom: { ipclab_exercise: exercise },
  });
  const link = { id: 'link-deep', title: 'Chosen', custom: { ipclab_exercise: exercise } };
  const classmates = [1, 2, 3].map((n) => ({
    id: `c-${n}`,
    name: `Classmate ${n}`,
    role: 'Learner' as const,
  }));
  const entered = await Promise.all(
    classmates.map(async (who) => {
      const browser = new LtiBrowser(api, platform);
      return browser.enter(await browser.launch(resourceLaunch(who, platform.parties, link)));
    }),
  );
  expect(new Set(entered.map(({ next }) => next)).size).toBe(1);
  expect(await api.database.prisma.assignment.count({ where: { title: { startsWith: 'Chosen' } } })).toBe(1);
});

test('two links of one name and one exercise are two assignments, for each has a column in the gradebook', async () => {
  const { prisma } = api.database;
  const custom = { ipclab_exercise: exercise };
  const browser = new LtiBrowser(api, platform);
  const follow = async (id: string) =>
    (
      await browser.enter(
        await browser.launch(resourceLaunch(student, platform.parties, { id, title: 'Twice', custom })),
      )
    ).next;
  const [first, second, again] = [await follow('twice-1'), await follow('twice-2'), await follow('twice-1')];
  expect(again).toBe(first);
  expect(second).not.toBe(first);
  const made = await prisma.assignment.findMany({
    where: { title: { startsWith: 'Twice' } },
    orderBy: { position: 'asc' },
  });
  expect(made.map(({ title }) => title)).toEqual(['Twice', 'Twice (2)']);
  await prisma.assignment.updateMany({ data: { archivedAt: new Date() }, where: { title: 'Twice (2)' } });
  await follow('twice-3');
  expect(await prisma.assignment.count({ where: { title: 'Twice (3)' } })).toBe(1);
});

test('students choose nothing', async () => {
  const browser = new LtiBrowser(api, platform);
  const page = await browser.launch(deepLinkingRequest(student, platform.parties, { data: '' }));
  expect(page.status).toBe(403);
  expect(page.text).toContain('Exercises are chosen by who teaches the course.');
});

test('an instructor connects only a course that is theirs', async () => {
  const { id: courseId } = await aCourse(api);
  const browser = new LtiBrowser(api, platform);
  const claims = resourceLaunch(teacher, platform.parties, { id: 'x' });
  const elsewhere = {
    ...claims,
    'https://purl.imsglobal.org/spec/lti/claim/context': { id: 'course-2', title: 'Two' },
  };
  const asked = await browser.launch(elsewhere);
  const wrong = await browser.answer(asked, '/lti/course', { course: courseId });
  expect(wrong.text).toContain('You are in no course with this id.');
  expect(wrong.text).toContain('Which course is this?');
});
