// Real PostgreSQL; a course platform on this machine.
import { expect, test } from 'vitest';
import { withApi } from '../../../testing/api-under-test.js';
import {
  LtiBrowser,
  ltiSettings,
  publicUrl,
  register,
  withLtiPlatform,
} from '../../../testing/lti-browser.js';

const api = withApi(ltiSettings);
const platform = withLtiPlatform(api);

const registerIt =
  'mutation ($input: LtiPlatformInput!) { registerLtiPlatform(input: $input) { id revision } }';
const list =
  '{ ltiPlatforms { edges { node { id name clientId deploymentIds revision } } pageInfo { hasNextPage } } }';
const change = `mutation ($id: ID!, $revision: Int!, $input: LtiPlatformInput!) {
  changeLtiPlatform(id: $id, revision: $revision, input: $input) { name revision } }`;
const remove = 'mutation ($id: ID!) { removeLtiPlatform(id: $id) }';

test('an admin registers, changes, lists and removes a platform, and a removed one launches nothing', async () => {
  const { token } = await api.signedIn('admin');
  const id = await register(api, platform.registration);
  expect(await api.refusalOf(registerIt, { input: platform.registration }, token)).toMatch(
    /^CONFLICT: .*registered already/,
  );
  const input = { ...platform.registration, name: 'Renamed' };
  expect((await api.ask(change, { id, revision: 0, input }, token)).data).toEqual({
    changeLtiPlatform: { name: 'Renamed', revision: 1 },
  });
  expect(await api.refusalOf(change, { id, revision: 0, input }, token)).toMatch(
    /^CONFLICT: Somebody else changed this platform meanwhile: it is Renamed, .*revision 1 now\.$/,
  );
  expect((await api.ask(list, {}, token)).data).toMatchObject({
    ltiPlatforms: { edges: [{ node: { name: 'Renamed' } }] },
  });
  const browser = new LtiBrowser(api, platform);
  expect((await browser.begin()).query.get('client_id')).toBe(platform.clientId);
  await api.ask(remove, { id }, token);
  await expect(browser.begin()).rejects.toThrow('LTI_PLATFORM_UNKNOWN');
  expect(await api.refusalOf(remove, { id }, token)).toMatch(/^NOT_FOUND/);
  expect(await register(api, platform.registration)).toBe(id);
});

test.each([
  ['authUrl', 'http://platform.example/auth'],
  ['tokenUrl', 'https://user:password@platform.example/token'],
  ['jwksUrl', 'file:///etc/passwd'],
  ['deploymentIds', []],
  ['deploymentIds', ['1', '1']],
  ['issuer', ''],
])('a registration whose %s is %s is refused', async (name, value) => {
  const { token } = await api.signedIn('admin');
  const input = { ...platform.registration, clientId: 'another', [name]: value };
  expect(await api.refusalOf(registerIt, { input }, token)).toMatch(new RegExp(`^BAD_INPUT: ${name}`));
});

test('only admins see and register platforms', async () => {
  const { token } = await api.signedIn('instructor');
  expect(await api.refusalOf(list, {}, token)).toMatch(/^NOT_ALLOWED/);
  expect(await api.refusalOf(registerIt, { input: platform.registration }, token)).toMatch(/^NOT_ALLOWED/);
  expect(await api.refusalOf('mutation { rotateLtiKey }', {}, token)).toMatch(/^NOT_ALLOWED/);
});

test('a new key signs from the rotation on, and the old one is shown without its private half', async () => {
  const { token } = await api.signedIn('admin');
  const before = (await api.http().get('/lti/jwks.json')).body.keys;
  expect(before).toHaveLength(1);
  expect(Object.keys(before[0]).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  const { data } = await api.ask('mutation { rotateLtiKey }', {}, token);
  const after = (await api.http().get('/lti/jwks.json')).body.keys;
  expect(after.map(({ kid }: { kid: string }) => kid)).toEqual([data?.['rotateLtiKey'], before[0].kid]);
  const rows = await api.database.prisma.ltiKey.findMany({ orderBy: { createdAt: 'asc' } });
  expect(rows.map(({ sealed }) => sealed === null)).toEqual([true, false]);
  expect(Buffer.from(rows[1]?.sealed ?? []).toString('latin1')).not.toContain('"d"');
});

test('many first looks at the keys at once make one key', async () => {
  await api.database.prisma.ltiKey.deleteMany();
  const looks = await Promise.all([1, 2, 3, 4].map(() => api.http().get('/lti/jwks.json')));
  expect(new Set(looks.map(({ text }) => text)).size).toBe(1);
});

test('the configuration names the addresses that a platform asks for', async () => {
  const { body } = await api.http().get('/lti/configuration.json');
  expect(body).toMatchObject({
    oidc_initiation_url: `${publicUrl}/lti/login`,
    target_link_uri: `${publicUrl}/lti/launch`,
    public_jwk_url: `${publicUrl}/lti/jwks.json`,
    extensions: [
      { settings: { placements: [{ placement: 'assignment_selection' }, { placement: 'link_selection' }] } },
    ],
  });
});
