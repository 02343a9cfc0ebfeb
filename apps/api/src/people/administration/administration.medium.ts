// Real: PostgreSQL, HTTP, argon2.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { testPassword, withApi } from '../../testing/api-under-test.js';

const api = withApi();

const create =
  'mutation ($input: CreatePersonInput!) { createPerson(input: $input) { secret person { id role } } }';
const setRole = 'mutation ($id: ID!, $role: PersonRole!) { setPersonRole(id: $id, role: $role) { role } }';
const people =
  'query ($text: String, $first: Int, $after: String) { people(text: $text, first: $first, after: $after) { edges { node { email } } pageInfo { endCursor hasNextPage } } }';
const Created = z.object({
  createPerson: z.object({ secret: z.string(), person: z.object({ id: z.string() }) }),
});

test('an admin makes an instructor, who comes by the invitation', async () => {
  const { token } = await api.signedIn('admin');
  const input = { email: 'Grace@navy.org', name: 'Grace Hopper', role: 'instructor' };
  const { createPerson } = Created.parse((await api.ask(create, { input }, token)).data);
  const accept = `mutation ($secret: String!, $password: String!) { acceptInvitation(secret: $secret, password: $password) {
    person { email role } } }`;
  const variables = { secret: createPerson.secret, password: testPassword };
  expect((await api.ask(accept, variables)).data).toEqual({
    acceptInvitation: { person: { email: 'grace@navy.org', role: 'instructor' } },
  });
  expect(await api.refusalOf(create, { input }, token)).toMatch(/^EMAIL_TAKEN/);
  const { id } = createPerson.person;
  expect((await api.ask(setRole, { id, role: 'student' }, token)).data).toEqual({
    setPersonRole: { role: 'student' },
  });
});

test('an admin finds people by a part of their name or address, page by page', async () => {
  const { token } = await api.signedIn('admin');
  for (const name of ['ann', 'ben', 'cat']) {
    await api.ask(create, { input: { email: `${name}@find.org`, name: `${name} 100%` } }, token);
  }
  const first = await api.ask(people, { text: '@FIND.org', first: 2 }, token);
  expect(first.data).toMatchObject({
    people: {
      edges: [{ node: { email: 'cat@find.org' } }, { node: { email: 'ben@find.org' } }],
      pageInfo: { hasNextPage: true },
    },
  });
  const Page = z.object({ people: z.object({ pageInfo: z.object({ endCursor: z.string() }) }) });
  const after = Page.parse(first.data).people.pageInfo.endCursor;
  expect((await api.ask(people, { text: '@find', after }, token)).data).toMatchObject({
    people: { edges: [{ node: { email: 'ann@find.org' } }], pageInfo: { hasNextPage: false } },
  });
  expect((await api.ask(people, { text: '0%' }, token)).data).toMatchObject({
    people: { edges: { length: 3 } },
  });
});

test('the last admin stays admin, and nobody but admins does any of this', async () => {
  const admin = await api.signedIn('admin');
  const where = { role: 'admin', id: { not: admin.person.id } } as const;
  await api.database.prisma.person.updateMany({ where, data: { role: 'student' } });
  expect(await api.refusalOf(setRole, { id: admin.person.id, role: 'student' }, admin.token)).toMatch(
    /^CONFLICT: This is the last admin/,
  );
  expect((await api.ask('{ people { edges { node { id } } } }', {}, admin.token)).errors).toBeUndefined();
  expect(await api.refusalOf(setRole, { id: crypto.randomUUID(), role: 'admin' }, admin.token)).toMatch(
    /^NOT_FOUND/,
  );
  const { token, person } = await api.signedIn('instructor');
  const input = { email: 'eve@find.org', name: 'Eve', role: 'admin' };
  for (const refusal of [
    await api.refusalOf(setRole, { id: person.id, role: 'admin' }, token),
    await api.refusalOf(create, { input }, token),
    await api.refusalOf(people, {}, token),
  ]) {
    expect(refusal).toBe('NOT_ALLOWED: This is for admins.');
  }
});
