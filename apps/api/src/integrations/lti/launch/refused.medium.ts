// Real PostgreSQL; a course platform on this machine.
import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import { withApi } from '../../../testing/api-under-test.js';
import {
  LtiBrowser,
  ltiSettings,
  publicUrl,
  register,
  withLtiPlatform,
} from '../../../testing/lti-browser.js';
import { resourceLaunch, type LtiUser } from '#libs/testing/lti-messages';

const api = withApi(ltiSettings);
const platform = withLtiPlatform(api);
const browser = new LtiBrowser(api, platform);

const student: LtiUser = { id: 'u-2', name: 'Bob Learner', role: 'Learner' };
const lti = 'https://purl.imsglobal.org/spec/lti/claim';
const claims = () => resourceLaunch(student, platform.parties, { id: 'link-1' });

/** Brings a message with these changes, everything else being right; the code and sentence of the page. */
async function refusalOf(changes: object, lifeSeconds = 60): Promise<string> {
  const begun = await browser.begin();
  const payload = { ...claims(), nonce: begun.query.get('nonce'), ...changes };
  return said((await browser.bring(begun, await platform.sign(payload, lifeSeconds))).text);
}

function said(page: string): string {
  const [, sentence = ''] = /<p role="alert">([^<]*)</.exec(page) ?? [];
  const [, code = ''] = /<code>([A-Z_]+)</.exec(page) ?? [];
  return `${code}: ${sentence}`;
}

beforeAll(() => register(api, platform.registration));

test('the login asks the platform as OpenID Connect and LTI want it, and binds the browser', async () => {
  const { query, cookie } = await browser.begin();
  expect(Object.fromEntries(query)).toEqual({
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    prompt: 'none',
    client_id: platform.clientId,
    redirect_uri: `${publicUrl}/lti/launch`,
    login_hint: 'hint',
    lti_message_hint: 'm',
    state: expect.stringMatching(/^ipclab_.{43}$/),
    nonce: expect.stringMatching(/^ipclab_.{43}$/),
  });
  expect(cookie).toMatch(/; HttpOnly; Secure; SameSite=None; Partitioned$/);
});

test('a right message goes through, as far as there is a course', async () => {
  expect(await refusalOf({})).toMatch(/^LTI_NOT_CONNECTED: /);
  const { azp } = { azp: platform.clientId };
  expect(await refusalOf({ aud: [platform.clientId, 'another'], azp })).toMatch(/^LTI_NOT_CONNECTED: /);
});

test.each([
  ['that has expired', { exp: 1_700_000_060, iat: 1_700_000_000 }, /^LTI_LAUNCH_EXPIRED: .* has expired/],
  ['without an end', { exp: undefined }, /exp is wrong/],
  ['made hours ago for days', { iat: Math.floor(Date.now() / 1000) - 7200 }, /^LTI_LAUNCH_EXPIRED/],
  ['made in the future', { iat: Math.floor(Date.now() / 1000) + 3600 }, /iat is wrong/],
  ['not good yet', { nbf: Math.floor(Date.now() / 1000) + 3600 }, /nbf is wrong/],
  ['for another tool', { aud: 'another' }, /^LTI_LAUNCH_REFUSED: .*its aud is wrong/],
  ['for several tools without azp', { aud: ['ipclab-client', 'another'] }, /azp/],
  ['for several tools, another being meant', { aud: ['ipclab-client', 'another'], azp: 'another' }, /azp/],
  ['of another issuer', { iss: 'https://elsewhere.example' }, /its iss is wrong/],
  ['with another nonce', { nonce: 'another' }, /^LTI_LAUNCH_EXPIRED: .*another launch/],
  [
    'of an unknown deployment',
    { [`${lti}/deployment_id`]: 'deployment-9' },
    /deployment-9 .* not registered/,
  ],
  ['of LTI 1.1', { [`${lti}/version`]: '1.1.0' }, /another version of LTI/],
  [
    'of another type',
    { [`${lti}/message_type`]: 'LtiSubmissionReviewRequest' },
    /LtiSubmissionReviewRequest/,
  ],
  ['without a type', { [`${lti}/message_type`]: undefined }, /lacks something.*message_type/],
  ['to another server', { [`${lti}/target_link_uri`]: 'https://evil.example/lti/launch' }, /another server/],
  ['about nobody', { sub: undefined }, /does not say who you are/],
  ['about no link', { [`${lti}/resource_link`]: undefined }, /which link was followed/],
])('a message %s is refused', async (_what, changes, expected) => {
  expect(await refusalOf(changes)).toMatch(expected);
});

test('a message that was brought once is refused when it comes again, to the same login and to another', async () => {
  const begun = await browser.begin();
  const token = await platform.sign({ ...claims(), nonce: begun.query.get('nonce') });
  expect(said((await browser.bring(begun, token)).text)).toMatch(/^LTI_NOT_CONNECTED/);
  expect(said((await browser.bring(begun, token)).text)).toMatch(/^LTI_LAUNCH_EXPIRED: This launch was used/);
  expect(said((await browser.bring(await browser.begin(), token)).text)).toMatch(/^LTI_LAUNCH_EXPIRED/);
});

test('a message that nobody signed, or with a key of somebody else, or with a secret, is refused', async () => {
  const bring = async (sign: (payload: Record<string, unknown>) => Promise<string> | string) => {
    const begun = await browser.begin();
    const now = Math.floor(Date.now() / 1000);
    const payload = { ...claims(), nonce: begun.query.get('nonce'), iat: now, exp: now + 60 };
    return said((await browser.bring(begun, await sign(payload))).text);
  };
  const { privateKey } = await generateKeyPair('RS256');
  const header = { alg: 'RS256', kid: 'unknown' };
  const foreign = await bring((payload) => new SignJWT(payload).setProtectedHeader(header).sign(privateKey));
  expect(foreign).toBe(
    'LTI_LAUNCH_REFUSED: The signature of the message is not that of the course platform.',
  );
  const none = await bring((payload) => new UnsecuredJWT(payload).encode());
  expect(none).toMatch(/^LTI_LAUNCH_REFUSED: /);
  const secret = new TextEncoder().encode(platform.clientId.repeat(4));
  const shared = await bring((payload) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'HS256' }).sign(secret),
  );
  expect(shared).toBe('LTI_LAUNCH_REFUSED: The message is not signed with RS256.');
  expect(await bring(() => 'not a token')).toMatch(/^LTI_LAUNCH_REFUSED: /);
});

test('a launch that another browser began is refused, with a way to begin anew in a window', async () => {
  const begun = await browser.begin();
  const token = await platform.sign({ ...claims(), nonce: begun.query.get('nonce') });
  const page = await browser.bring({ ...begun, cookie: '' }, token);
  expect(page.status).toBe(400);
  expect(said(page.text)).toMatch(/^LTI_COOKIE_MISSING: Your browser did not send our cookie back/);
  expect(page.text).toContain('target="_blank"');
  const other = await browser.begin();
  const mixed = await browser.bring({ query: (await browser.begin()).query, cookie: other.cookie }, token);
  expect(said(mixed.text)).toMatch(/^LTI_COOKIE_MISSING/);
});

test('a platform that nobody registered is refused, in the language of the browser', async () => {
  const initiation = {
    iss: 'https://unknown.example',
    login_hint: 'h',
    target_link_uri: `${publicUrl}/lti/launch`,
  };
  const asked = api.http().get('/lti/login').query(initiation).set('accept-language', 'zh-CN,zh;q=0.9');
  const page = await asked;
  expect(page.status).toBe(404);
  expect(page.text).toContain('课程平台 https://unknown.example 没有在此登记');
  expect(page.text).toContain('lang="zh-Hans"');
  expect((await api.http().get('/lti/login')).status).toBe(400);
  const elsewhere = { ...initiation, iss: platform.issuer, target_link_uri: 'https://evil.example/' };
  expect((await api.http().get('/lti/login').query(elsewhere)).status).toBe(401);
});

test('what the platform says in place of a message is told', async () => {
  const { query, cookie } = await browser.begin();
  const form = { state: query.get('state') ?? '', error: 'login_required', error_description: '<b>who?</b>' };
  const page = await browser.send('/lti/launch', form, cookie.split(';')[0]);
  expect(said(page.text)).toBe(
    'LTI_LAUNCH_REFUSED: The course platform let you not in (login_required: &#60;b&#62;who?&#60;/b&#62;).',
  );
});

test('one issuer may have several registrations, told apart by client id or deployment', async () => {
  await register(api, { ...platform.registration, clientId: 'second', deploymentIds: ['deployment-2'] });
  const initiation = { iss: platform.issuer, login_hint: 'h', target_link_uri: `${publicUrl}/lti/launch` };
  const unclear = await api.http().get('/lti/login').query(initiation);
  expect(said(unclear.text)).toMatch(/Several registrations fit/);
  const clear = await api
    .http()
    .get('/lti/login')
    .query({ ...initiation, lti_deployment_id: 'deployment-2' });
  expect(new URL(clear.get('location') ?? '').searchParams.get('client_id')).toBe('second');
});
