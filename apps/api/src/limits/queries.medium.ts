// Real: PostgreSQL, HTTP.
import { beforeAll, expect, test } from 'vitest';
import { withApi } from '../testing/api-under-test.js';

const api = withApi();
let token = '';
beforeAll(async () => {
  ({ token } = await api.signedIn());
});

const aliases = Array.from({ length: 60 }, (_, i) => `a${i}: viewer { id }`).join(' ');
const tokens = 'id '.repeat(3000);
const nested = (depth: number) =>
  `{ mechanisms ${'{ exercises { mechanism '.repeat(depth / 2)} { slug } ${'} }'.repeat(depth / 2)} }`;

test.each([
  ['nested 50 deep', nested(50)],
  [
    'nested 50 deep by fragments',
    `{ mechanisms { ...f0 } } ${Array.from({ length: 25 }, (_, i) => `fragment f${i} on Mechanism { exercises { mechanism { ${i < 24 ? `...f${i + 1}` : 'slug'} } } }`).join(' ')}`,
  ],
  ['with 60 aliases', `{ ${aliases} }`],
  ['of 3000 words', `{ viewer { ${tokens} } }`],
  [
    'that introspects itself 50 deep',
    `{ __schema { types ${'{ fields { type '.repeat(25)} { name } ${'} }'.repeat(25)} } }`,
  ],
])('a query %s is refused before it is executed', async (_, query) => {
  expect(await api.refusalOf(query, {}, token)).toMatch(/^QUERY_TOO_COMPLEX: (?!Syntax Error)/);
});

test('a fragment that contains itself is refused', async () => {
  const query = '{ mechanisms { ...f } } fragment f on Mechanism { exercises { mechanism { ...f } } }';
  expect(await api.refusalOf(query, {}, token)).toMatch(/^(BAD_INPUT|QUERY_TOO_COMPLEX)/);
});

test('a batch of queries is refused', async () => {
  const batch = Array.from({ length: 100 }, () => ({ query: '{ viewer { id } }' }));
  const { body } = await api.http().post('/graphql').set('authorization', `Bearer ${token}`).send(batch);
  expect(body).toMatchObject({ errors: [{ extensions: { code: 'BAD_INPUT' } }] });
});

test('the largest query of the web page is let through', async () => {
  const query = `query ($id: ID!) { submission(id: $id) { report {
    exercise exerciseHash language outcome passed points maxPoints seed checks { name group points maxPoints passed says saysZh runs seed }
    compiler { exitCode says } runs { id case trace picture } sandbox { engine image limits } timing { queueMs compileMs runMs totalMs }
  } pictures { run name svg text } } }`;
  expect(await api.refusalOf(query, { id: 'x' }, token)).toMatch(/^NOT_FOUND/);
});

test('the standard introspection of tools is let through', async () => {
  const { getIntrospectionQuery } = await import('graphql');
  const { errors, data } = await api.ask(getIntrospectionQuery(), {}, token);
  expect(errors).toBeUndefined();
  expect(data).toHaveProperty('__schema');
});

test('a form of another site cannot ask in the name of a browser', async () => {
  const { body } = await api
    .http()
    .post('/graphql')
    .set('content-type', 'text/plain')
    .send('{"query":"{ viewer { id } }"}');
  expect(body.errors[0].extensions.code).toBe('BAD_INPUT');
});

test('an unknown field is refused with its name and no stack', async () => {
  const { errors } = await api.ask('{ viewer { passwordHash } }', {}, token);
  expect(errors).toEqual(
    [
      {
        message: 'Cannot query field "passwordHash" on type "Person".',
        locations: expect.anything(),
        extensions: { code: 'BAD_INPUT' },
      },
    ].map(({ message, extensions }) => ({ message, extensions })),
  );
});

test('a failure of ours says nothing about the inside', async () => {
  await api.database.prisma.$executeRawUnsafe('ALTER TABLE "Report" RENAME TO "ReportAway"');
  const submit = 'mutation ($input: SubmitInput!) { submit(input: $input) { id report { points } } }';
  const input = {
    exercise: 'pipe/01-parent-to-child',
    language: 'c',
    files: [{ path: 'uppercase.c', content: 'x' }],
  };
  const answer = await api.ask(submit, { input }, token);
  await api.database.prisma.$executeRawUnsafe('ALTER TABLE "ReportAway" RENAME TO "Report"');
  expect(answer.errors).toEqual([
    {
      message: 'Something went wrong on our side; it has been written down.',
      extensions: { code: 'INTERNAL' },
    },
  ]);
});
