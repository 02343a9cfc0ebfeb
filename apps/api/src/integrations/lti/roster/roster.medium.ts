// Real PostgreSQL; a course platform on this machine.
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { aPerson } from '#libs/testing/factories';
import { resourceLaunch, type LtiUser } from '#libs/testing/lti-messages';
import { aCourse, type TestCourse } from '../../../testing/a-course.js';
import { withApi, type SignedInPerson } from '../../../testing/api-under-test.js';
import { LtiBrowser, ltiSettings, register, withLtiPlatform } from '../../../testing/lti-browser.js';

const api = withApi(ltiSettings);
const platform = withLtiPlatform(api);

const mutation = `mutation ($contextId: ID!, $apply: Boolean!) { syncLtiRoster(contextId: $contextId, apply: $apply) {
  applied kept changes { action name role reason } } }`;
const Sync = z.object({
  syncLtiRoster: z.object({
    applied: z.boolean(),
    kept: z.number(),
    changes: z.array(
      z.object({
        action: z.string(),
        name: z.string().nullable(),
        role: z.string().nullable(),
        reason: z.string().nullable(),
      }),
    ),
  }),
});

let course: TestCourse;
let instructor: SignedInPerson;
let contextId = '';

const ada: LtiUser = { id: 'u-1', name: 'Ada', email: 'ada@platform.example', role: 'Instructor' };
const bob: LtiUser = { id: 'u-2', name: 'Bob', email: 'bob@platform.example', role: 'Learner' };
const cleo: LtiUser = { id: 'u-3', name: 'Cleo', role: 'Instructor#TeachingAssistant' };
const dan: LtiUser = { id: 'u-4', name: 'Dan', role: 'Learner' };
const mentor: LtiUser = { id: 'u-5', name: 'Mentor', role: 'Mentor' };

beforeAll(async () => {
  const platformId = await register(api, platform.registration);
  course = await aCourse(api);
  instructor = await course.member('instructor');
  const parts = { platformId, deploymentId: platform.deploymentId, contextId: 'course-1', title: 'OS' };
  const membershipsUrl = `${platform.issuer}/course/1/memberships`;
  const linked = { courseId: course.id, linkedById: instructor.person.id, membershipsUrl, scopes: [] };
  contextId = (await api.database.prisma.ltiContext.create({ data: { ...parts, ...linked } })).id;
});

async function sync(apply: boolean) {
  const { data, errors } = await api.ask(mutation, { contextId, apply }, instructor.token);
  if (errors !== undefined) throw new Error(errors[0]?.message);
  return Sync.parse(data).syncLtiRoster;
}

/** Everybody in the course, by name. */
async function enrolled() {
  const rows = await api.database.prisma.enrolment.findMany({
    where: { courseId: course.id, endedAt: null, source: 'lti' },
    include: { person: true },
  });
  return Object.fromEntries(rows.map(({ person, role }) => [person.name, role]));
}

const done = (changes: readonly { action: string; name: string | null }[]) =>
  changes.map(({ action, name }) => `${action} ${name}`);

test('a roster of several pages is previewed, then taken over, and taken over again without change', async () => {
  platform.members = [ada, bob, cleo, dan, mentor];
  const preview = await sync(false);
  expect(done(preview.changes)).toEqual(['ADD Ada', 'ADD Bob', 'ADD Cleo', 'ADD Dan', 'SKIP Mentor']);
  expect(preview.applied).toBe(false);
  expect(await enrolled()).toEqual({});
  const applied = await sync(true);
  expect(done(applied.changes)).toEqual(done(preview.changes));
  expect(await enrolled()).toEqual({ Ada: 'instructor', Bob: 'student', Cleo: 'assistant', Dan: 'student' });
  expect(await sync(true)).toMatchObject({ kept: 4, changes: [{ action: 'SKIP', name: 'Mentor' }] });
});

test('who left or changed role follows, and who comes back has their work again', async () => {
  platform.members = [ada, { ...bob, status: 'Inactive' }, { ...cleo, role: 'Instructor' }];
  expect(done((await sync(true)).changes)).toEqual(['CHANGE_ROLE Cleo', 'END null', 'END null']);
  expect(await enrolled()).toEqual({ Ada: 'instructor', Cleo: 'instructor' });
  platform.members = [ada, bob, cleo, dan];
  const { changes } = await sync(true);
  expect(done(changes)).toEqual(['BRING_BACK Bob', 'CHANGE_ROLE Cleo', 'BRING_BACK Dan']);
});

test('an enrolment made by hand is neither changed nor ended, and who was taken out by hand stays out', async () => {
  const { prisma } = api.database;
  const removed = await prisma.ltiIdentity.findFirstOrThrow({ where: { subject: dan.id } });
  await prisma.enrolment.updateMany({
    where: { personId: removed.personId },
    data: { source: 'hand', endedAt: new Date() },
  });
  const byHand = await prisma.ltiIdentity.findFirstOrThrow({ where: { subject: bob.id } });
  await prisma.enrolment.updateMany({
    where: { personId: byHand.personId },
    data: { source: 'csv', role: 'assistant' },
  });
  expect((await sync(true)).changes).toEqual([
    { action: 'SKIP', name: 'Dan', role: 'student', reason: 'Somebody took them out of the course here.' },
  ]);
  const launched = await new LtiBrowser(api, platform).launch(
    resourceLaunch(dan, platform.parties, { id: 'l' }),
  );
  expect(launched.text).toContain('An instructor has taken you out of this course');
  platform.members = [ada, cleo];
  expect((await sync(true)).changes).toEqual([]);
  const rows = await prisma.enrolment.findMany({ where: { personId: byHand.personId } });
  expect(rows).toMatchObject([{ role: 'assistant', source: 'csv', endedAt: null }]);
});

test('an account that has the address of a member is taken for theirs only when the platform vouches for addresses', async () => {
  const { prisma } = api.database;
  const { id } = await prisma.person.create({
    data: aPerson({ email: 'eve@platform.example', passwordHash: null }),
  });
  const eve: LtiUser = { id: 'u-6', name: 'Eve', email: 'Eve@platform.example', role: 'Learner' };
  platform.members = [ada, cleo, eve];
  expect((await sync(true)).changes).toMatchObject([
    { action: 'SKIP', name: 'Eve', reason: /An account has their address/ },
  ]);
  await prisma.ltiPlatform.updateMany({ data: { vouchesForEmail: true } });
  expect(done((await sync(true)).changes)).toEqual(['ADD Eve']);
  expect(await prisma.ltiIdentity.findFirst({ where: { subject: 'u-6' } })).toMatchObject({ personId: id });
});

test('a roster that is empty, of another shape, or refused ends nobody', async () => {
  const before = await enrolled();
  platform.members = [];
  await expect(sync(true)).rejects.toThrow('The roster is empty, and an empty one ends nobody.');
  platform.members = [ada, bob, cleo];
  platform.misbehave('memberships', { kind: 'nothing' }, { kind: 'html' });
  await expect(sync(true)).rejects.toThrow('with a page for people instead of data');
  platform.misbehave('memberships', { kind: 'status', status: 403 });
  await expect(sync(true)).rejects.toThrow('HTTP 403');
  expect(await enrolled()).toEqual(before);
});

test('only an instructor takes a roster over', async () => {
  const assistant = await course.member('assistant');
  const variables = { contextId, apply: false };
  expect(await api.refusalOf(mutation, variables, assistant.token)).toMatch(/^NOT_ALLOWED/);
  expect(await api.refusalOf(mutation, variables, (await api.signedIn()).token)).toMatch(/^NOT_FOUND/);
  const contexts = '{ ltiContexts(courseId: "ID") { title platformName hasRoster rosterAt } }'.replace(
    'ID',
    course.id,
  );
  const { data } = await api.ask(contexts, {}, assistant.token);
  expect(data).toMatchObject({ ltiContexts: [{ title: 'Operating systems', hasRoster: true }] });
});
