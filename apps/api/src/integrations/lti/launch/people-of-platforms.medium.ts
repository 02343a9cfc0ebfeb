// Real PostgreSQL; a course platform on this machine.
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { aPerson } from '#libs/testing/factories';
import { resourceLaunch, type LtiUser } from '#libs/testing/lti-messages';
import { aCourse } from '../../../testing/a-course.js';
import { testPassword, withApi } from '../../../testing/api-under-test.js';
import { LtiBrowser, ltiSettings, register, withLtiPlatform } from '../../../testing/lti-browser.js';

const api = withApi(ltiSettings);
const platform = withLtiPlatform(api);
const browser = new LtiBrowser(api, platform);

beforeAll(async () => {
  const platformId = await register(api, platform.registration);
  const { prisma } = api.database;
  const course = await aCourse(api);
  const { person } = await course.member('instructor');
  const assignmentId = await course.assignment();
  const parts = { platformId, deploymentId: platform.deploymentId, contextId: 'course-1', title: 'OS' };
  const { id: contextId } = await prisma.ltiContext.create({
    data: { ...parts, courseId: course.id, linkedById: person.id, scopes: [] },
  });
  await prisma.ltiLink.create({ data: { contextId, linkId: 'link', assignmentId } });
});

beforeEach(() => api.database.prisma.ltiPlatform.updateMany({ data: { vouchesForEmail: false } }));

const launch = (user: LtiUser) => browser.launch(resourceLaunch(user, platform.parties, { id: 'link' }));

/** Whom the session of a launch belongs to. */
async function viewerOf(page: Awaited<ReturnType<typeof launch>>): Promise<unknown> {
  const { token } = await browser.enter(page);
  return (await api.ask('{ viewer { id name email } }', {}, token)).data?.['viewer'];
}

test('who was launched once is the same person at the next launch, whatever they are called then', async () => {
  const first = await viewerOf(
    await launch({ id: 's-1', name: 'First', email: 'one@p.example', role: 'Learner' }),
  );
  const again = await viewerOf(
    await launch({ id: 's-1', name: 'Second', email: 'two@p.example', role: 'Learner' }),
  );
  expect(again).toEqual(first);
});

test('who is launched without a name and an address gets an account that nobody can write to', async () => {
  expect(await viewerOf(await launch({ id: 's-2', role: 'Learner' }))).toMatchObject({
    name: 'Somebody without a name',
    email: expect.stringMatching(/@lti\.invalid$/),
  });
});

test('an account that has the address is given only for its password', async () => {
  const owner = await api.signedIn();
  const user: LtiUser = { id: 's-3', name: 'Mallory', email: owner.person.email, role: 'Learner' };
  const asked = await launch(user);
  expect(asked.text).toContain('Is this you?');
  expect(asked.text).not.toContain('data-send');
  const wrong = await browser.answer(asked, '/lti/account', { password: 'not the password' });
  expect(wrong.text).toContain('There is no account with this email address and password.');
  const entry = await browser.answer(wrong, '/lti/account', { password: testPassword });
  expect(await viewerOf(entry)).toMatchObject({ id: owner.person.id });
  expect(await viewerOf(await launch(user))).toMatchObject({ id: owner.person.id });
});

test('a platform that vouches for addresses gives a student their account, and nobody an instructor’s', async () => {
  const { prisma } = api.database;
  await prisma.ltiPlatform.updateMany({ data: { vouchesForEmail: true } });
  const student = await api.signedIn();
  const given = await launch({ id: 's-4', email: student.person.email.toUpperCase(), role: 'Learner' });
  expect(await viewerOf(given)).toMatchObject({ id: student.person.id });
  const instructor = await api.signedIn('instructor');
  const asked = await launch({ id: 's-5', email: instructor.person.email, role: 'Learner' });
  expect(asked.text).toContain('Is this you?');
});

test('an account that has no password yet is given to nobody whom no platform vouches for', async () => {
  const { email } = await api.database.prisma.person.create({ data: aPerson({ passwordHash: null }) });
  const page = await launch({ id: 's-6', email, role: 'Learner' });
  expect(page.status).toBe(409);
  expect(page.text).toContain('LTI_ACCOUNT_EXISTS');
});

test('an admin is never signed in by a launch, even with the password', async () => {
  const admin = await api.signedIn('admin');
  const asked = await launch({ id: 's-7', email: admin.person.email, role: 'Instructor' });
  const page = await browser.answer(asked, '/lti/account', { password: testPassword });
  expect(page.status).toBe(403);
  expect(page.text).toContain('admins sign in to ipclab by themselves');
});

test('who neither learns nor teaches in the course is not let in', async () => {
  const page = await launch({ id: 's-8', role: 'Mentor' });
  expect(page.status).toBe(403);
  expect(page.text).toContain('neither that you learn in this course nor that you teach it');
});

test('many launches of one new person at once make one account', async () => {
  const user: LtiUser = { id: 's-9', email: 'nine@p.example', role: 'Learner' };
  const pages = await Promise.all(
    [1, 2, 3, 4, 5].map(() =>
      new LtiBrowser(api, platform).launch(resourceLaunch(user, platform.parties, { id: 'link' })),
    ),
  );
  expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(await api.database.prisma.person.count({ where: { email: 'nine@p.example' } })).toBe(1);
});
