// Real: PostgreSQL, HTTP, argon2.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { testPassword, withApi } from '../testing/api-under-test.js';
import { TokensSweep } from './tokens-sweep.js';

const api = withApi({ IPCLAB_PERSON_REQUESTS_PER_MINUTE: '40' });
const signUp =
  'mutation ($input: SignUpInput!) { signUp(input: $input) { token expiresAt person { email role } } }';
const signIn =
  'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { token } }';
const viewer = '{ viewer { email role } }';
const Token = z.object({ signIn: z.object({ token: z.string() }) });
const aStudent = () => ({ email: `${crypto.randomUUID()}@example.org`, name: 'Ada', password: testPassword });

test('whoever signs up is a student, signed in, and can sign in again', async () => {
  const input = aStudent();
  const { data } = await api.ask(signUp, { input });
  expect(data).toMatchObject({ signUp: { person: { email: input.email, role: 'student' } } });
  const again = { email: input.email.toUpperCase(), password: input.password };
  const { token } = Token.parse((await api.ask(signIn, again)).data).signIn;
  expect((await api.ask(viewer, {}, token)).data).toEqual({
    viewer: { email: input.email, role: 'student' },
  });
});

test('an address has one account, and a role cannot be asked for', async () => {
  const input = aStudent();
  await api.ask(signUp, { input });
  expect(await api.refusalOf(signUp, { input })).toMatch(/^EMAIL_TAKEN/);
  expect(await api.refusalOf(signUp, { input: { ...aStudent(), role: 'admin' } })).toMatch(/^BAD_INPUT/);
});

test.each([
  ['a short password', { password: 'short' }, /at least 10 characters/],
  ['an endless password', { password: 'x'.repeat(2000) }, /at most 1000 bytes/],
  ['no address', { email: 'ada' }, /email/],
  ['no name', { name: ' ' }, /name/],
  ['a NUL', { name: 'a\0b' }, /name/],
])('an account with %s is refused', async (_, flaw, sentence) => {
  const refusal = await api.refusalOf(signUp, { input: { ...aStudent(), ...flaw } });
  expect(refusal).toMatch(/^BAD_INPUT/);
  expect(refusal).toMatch(sentence);
});

test('a wrong password and an unknown address are told the same', async () => {
  const { person } = await api.signedIn();
  const wrong = await api.refusalOf(signIn, { email: person.email, password: 'wrong password' });
  expect(wrong).toMatch(/^WRONG_CREDENTIALS/);
  expect(await api.refusalOf(signIn, { email: 'nobody@example.org', password: 'wrong password' })).toBe(
    wrong,
  );
  expect(await api.refusalOf(signIn, { email: 'a\0b', password: testPassword })).toBe(wrong);
});

test('passwords and tokens are not kept', async () => {
  const { person, token } = await api.signedIn();
  const [kept] = await api.database.prisma.accessToken.findMany({ where: { personId: person.id } });
  expect(kept?.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(kept)).not.toContain(token);
  expect(person.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('a personal token opens the door until it is revoked, and only its owner revokes it', async () => {
  const owner = await api.signedIn();
  const create = 'mutation { createApiToken(label: "my editor") { token apiToken { id label } } }';
  const Created = z.object({
    createApiToken: z.object({ token: z.string(), apiToken: z.object({ id: z.string() }) }),
  });
  const { token, apiToken } = Created.parse((await api.ask(create, {}, owner.token)).data).createApiToken;
  expect((await api.ask(viewer, {}, token)).data).toMatchObject({ viewer: { email: owner.person.email } });
  const listed = await api.ask('{ apiTokens { label lastUsedAt } }', {}, owner.token);
  expect(listed.data?.['apiTokens']).toContainEqual({ label: 'my editor', lastUsedAt: expect.any(String) });
  const revoke = 'mutation ($id: ID!) { revokeApiToken(id: $id) }';
  const other = await api.signedIn();
  expect(await api.refusalOf(revoke, { id: apiToken.id }, other.token)).toMatch(/^NOT_FOUND/);
  expect((await api.ask(revoke, { id: apiToken.id }, owner.token)).errors).toBeUndefined();
  expect(await api.refusalOf(viewer, {}, token)).toMatch(/^NOT_SIGNED_IN/);
});

test('signing out ends the session that is shown', async () => {
  const { person } = await api.signedIn();
  const { token } = Token.parse(
    (await api.ask(signIn, { email: person.email, password: testPassword })).data,
  ).signIn;
  expect((await api.ask('mutation { signOut }', {}, token)).data).toEqual({ signOut: true });
  expect(await api.refusalOf(viewer, {}, token)).toMatch(/^NOT_SIGNED_IN/);
});

test('an expired token opens nothing', async () => {
  const { person, token } = await api.signedIn();
  await api.database.prisma.accessToken.updateMany({
    where: { personId: person.id },
    data: { expiresAt: new Date(0) },
  });
  expect(await api.refusalOf(viewer, {}, token)).toMatch(/^NOT_SIGNED_IN/);
});

test('without a token there is no viewer, and that is no mistake', async () => {
  expect(await api.ask(viewer)).toEqual({ data: { viewer: null } });
});

test('an account can be tried ten times a minute, also with the right password at the eleventh', async () => {
  const { person } = await api.signedIn();
  for (let i = 0; i < 10; i += 1) {
    expect(await api.refusalOf(signIn, { email: person.email, password: `wrong number ${i}` })).toMatch(
      /^WRONG/,
    );
  }
  expect(await api.refusalOf(signIn, { email: person.email, password: testPassword })).toMatch(
    /^TOO_MANY_REQUESTS/,
  );
});

test('a person who asks without end is told to wait, and others are not', async () => {
  const eager = await api.signedIn();
  const other = await api.signedIn();
  const refusals = [];
  for (let i = 0; i < 50; i += 1) refusals.push(await api.refusalOf(viewer, {}, eager.token));
  expect(refusals.filter((refusal) => refusal.startsWith('TOO_MANY_REQUESTS')).length).toBeGreaterThan(5);
  expect((await api.ask(viewer, {}, other.token)).data).toMatchObject({
    viewer: { email: other.person.email },
  });
});

test('the api forgets a token a month after its end, and no token that still opens the door', async () => {
  const sweep = api.app.get(TokensSweep, { strict: false });
  const [out, inside] = [await api.signedIn(), await api.signedIn()];
  const end = new Date();
  const ended = { where: { personId: out.person.id }, data: { revokedAt: end } };
  await api.database.prisma.accessToken.updateMany(ended);
  const left = () => api.database.prisma.accessToken.count({ where: { personId: out.person.id } });
  const daysLater = (days: number) => new Date(end.getTime() + days * 86_400_000);
  await sweep.once(daysLater(29));
  expect(await left()).toBe(1);
  expect(await sweep.once(daysLater(31))).toBeGreaterThan(0);
  expect(await left()).toBe(0);
  expect((await api.ask(viewer, {}, inside.token)).data).toMatchObject({ viewer: { role: 'student' } });
});
