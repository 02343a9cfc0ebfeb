// Real: PostgreSQL, HTTP, argon2.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { aCourse } from '../../testing/a-course.js';
import { testPassword, withApi } from '../../testing/api-under-test.js';

const api = withApi();

const invite = `mutation ($courseId: ID!, $personIds: [ID!]) { createInvitations(courseId: $courseId, personIds: $personIds) {
  invitations { secret expiresAt person { id email } } notInvited { reason person { email } } } }`;
const accept = `mutation ($secret: String!, $password: String!) { acceptInvitation(secret: $secret, password: $password) {
  token person { email } } }`;
const enrol = 'mutation ($input: EnrolInput!) { enrol(input: $input) { hasPassword person { id } } }';
const signUp = 'mutation ($input: SignUpInput!) { signUp(input: $input) { token } }';

const Invited = z.object({
  createInvitations: z.object({
    invitations: z.array(
      z.object({ secret: z.string(), person: z.object({ id: z.string(), email: z.string() }) }),
    ),
    notInvited: z.array(z.object({ reason: z.string(), person: z.object({ email: z.string() }) })),
  }),
});

async function invited(courseId: string, token: string, personIds?: string[]) {
  return Invited.parse((await api.ask(invite, { courseId, personIds }, token)).data).createInvitations;
}

/** A course with an instructor and somebody enrolled who has no password. */
async function aClass() {
  const course = await aCourse(api);
  const { token } = await course.member('instructor');
  const email = `${crypto.randomUUID()}@example.org`;
  const { data } = await api.ask(enrol, { input: { courseId: course.id, email } }, token);
  expect(data).toMatchObject({ enrol: { hasPassword: false } });
  return { ...course, token, email };
}

test('who was enrolled by others chooses a password with an invitation, once', async () => {
  const { id, token, email } = await aClass();
  const { invitations } = await invited(id, token);
  expect(invitations).toMatchObject([{ person: { email } }]);
  const [{ secret = '' } = {}] = invitations;
  expect(await api.refusalOf(accept, { secret, password: 'short' })).toMatch(
    /^BAD_INPUT: a password has at least/,
  );
  const accepted = await api.ask(accept, { secret, password: testPassword });
  const Accepted = z.object({ acceptInvitation: z.object({ token: z.string() }) });
  const own = Accepted.parse(accepted.data).acceptInvitation.token;
  expect((await api.ask('{ courses { edges { node { id } } } }', {}, own)).data).toEqual({
    courses: { edges: [{ node: { id } }] },
  });
  expect(await api.refusalOf(accept, { secret, password: testPassword })).toMatch(
    /^NOT_FOUND: This invitation/,
  );
  const signIn =
    'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { token } }';
  expect((await api.ask(signIn, { email, password: testPassword })).errors).toBeUndefined();
  expect(await invited(id, token)).toEqual({ invitations: [], notInvited: [] });
});

test('an account that others made is not taken over by signing up or signing in', async () => {
  const { email } = await aClass();
  const input = { email: email.toUpperCase(), name: 'Eve', password: testPassword };
  expect(await api.refusalOf(signUp, { input })).toMatch(/^EMAIL_TAKEN: .*ask them for an invitation/);
  const signIn =
    'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { token } }';
  for (const password of ['', 'nobody has this password']) {
    expect(await api.refusalOf(signIn, { email, password })).toMatch(/^WRONG_CREDENTIALS/);
  }
});

test('an invitation is worthless once it is expired or another is made, and its secret is not kept', async () => {
  const { id, token } = await aClass();
  const [first] = (await invited(id, token)).invitations;
  const [second] = (await invited(id, token, [first?.person.id ?? ''])).invitations;
  const kept = await api.database.prisma.invitation.findMany({ where: { personId: first?.person.id ?? '' } });
  expect(kept).toHaveLength(1);
  expect(JSON.stringify(kept)).not.toContain(second?.secret);
  expect(await api.refusalOf(accept, { secret: first?.secret, password: testPassword })).toMatch(
    /^NOT_FOUND/,
  );
  await api.database.prisma.invitation.updateMany({ data: { expiresAt: new Date(0) } });
  expect(await api.refusalOf(accept, { secret: second?.secret, password: testPassword })).toMatch(
    /^NOT_FOUND/,
  );
  expect(await api.refusalOf(accept, { secret: 'a\0b', password: testPassword })).toMatch(/^NOT_FOUND/);
});

test('an instructor does not come by an invitation into the course of another', async () => {
  const one = await aClass();
  const other = await aCourse(api);
  const { token } = await other.member('instructor');
  await api.ask(enrol, { input: { courseId: other.id, email: one.email } }, token);
  expect(await invited(other.id, token)).toEqual({
    invitations: [],
    notInvited: [{ person: { email: one.email }, reason: expect.stringMatching(/an admin invites them/) }],
  });
  const admin = await api.signedIn('admin');
  expect((await invited(other.id, admin.token)).invitations).toMatchObject([
    { person: { email: one.email } },
  ]);
});

test('people are invited by instructors of the course, and only who has no password', async () => {
  const { id, token, member } = await aClass();
  const withPassword = await member('student');
  const personIds = [withPassword.person.id];
  expect(await api.refusalOf(invite, { courseId: id, personIds }, token)).toMatch(
    /^BAD_INPUT: Somebody named here/,
  );
  const assistant = await member('assistant');
  expect(await api.refusalOf(invite, { courseId: id }, assistant.token)).toMatch(/^NOT_ALLOWED/);
  const stranger = await api.signedIn('instructor');
  expect(await api.refusalOf(invite, { courseId: id }, stranger.token)).toMatch(/^NOT_FOUND/);
});
