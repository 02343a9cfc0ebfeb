// Real: the page in Chromium; PostgreSQL, api, grader and sandbox as `npm start` runs them; a course platform on this machine.
import { createLocalJWKSet } from 'jose';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { resourceLaunch, type LtiUser } from '#libs/testing/lti-messages';
import { LtiPlatformSimulator } from '#libs/testing/lti-platform';
import { runSystem } from '#libs/testing/running-system';
import type { RunningSystem } from '#libs/testing/running-system';
import { openBrowser } from './open-browser.js';

const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string(), n: z.string(), e: z.string() })) });
const teacher: LtiUser = { id: 'u-1', name: 'Ada Teacher', role: 'Instructor' };
const student: LtiUser = { id: 'u-2', name: 'Bob Learner', role: 'Learner' };
const exercise = 'pipe/01-parent-to-child';

let system: RunningSystem;
let platform: LtiPlatformSimulator;
let browser: Browser;
beforeAll(async () => {
  system = await runSystem({ IPCLAB_LTI_LOOPBACK: 'allowed' });
  const keys = async () =>
    createLocalJWKSet(KeySet.parse(await (await fetch(`${system.url}/lti/jwks.json`)).json()));
  platform = new LtiPlatformSimulator({ target: `${system.url}/lti/launch`, keys });
  await platform.start();
  browser = await openBrowser();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  await system?.stop();
});

async function ask(query: string, variables: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${system.token('admin')}` };
  const body = JSON.stringify({ query, variables });
  const answer: unknown = await (
    await fetch(`${system.url}/graphql`, { method: 'POST', headers, body })
  ).json();
  expect(answer).not.toHaveProperty('errors');
}

/** Where a login of the platform begins; the next message is about this person. */
function loginOf(user: LtiUser, more: object = {}): string {
  const link = { id: 'link-1', title: 'Pipes', custom: { ipclab_exercise: exercise } };
  platform.next = { ...resourceLaunch(user, platform.parties, link), ...more };
  const { issuer, clientId, parties } = platform;
  const said = { iss: issuer, client_id: clientId, login_hint: 'h', target_link_uri: parties.target };
  return `${system.url}/lti/login?${new URLSearchParams(said).toString()}`;
}

/** Opens a page in a browser of its own. */
async function open(url: string) {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

test('an instructor connects the course, and a student who follows the link is signed in at the assignment', async () => {
  const register = 'mutation ($input: LtiPlatformInput!) { registerLtiPlatform(input: $input) { id } }';
  await ask(register, { input: platform.registration });
  const asked = await open(loginOf(teacher));
  await asked.getByText('Which course is this?').waitFor();
  await asked.getByRole('radio', { name: 'A new course' }).check();
  await asked.getByLabel('Code, such as OS-101').fill('LTI-1');
  await asked.getByRole('button', { name: 'Connect' }).click();
  await asked.getByText('Signed in as Ada Teacher').waitFor();

  const page = await open(loginOf(student));
  await page.getByText('Signed in as Bob Learner').waitFor();
  await page.getByText('What you hand in here counts for “Pipes”').waitFor();
  expect(page.url()).not.toContain('ipclab_');
  await page.reload();
  await page.getByText('What you hand in here counts for “Pipes”').waitFor();
  expect(await page.locator('#exercise h2').textContent()).toContain('Parent to child');
});

test('a platform that shows the launch in a frame of its page leads to a window of our own', async () => {
  // Another host than ours, so that our cookie is a third party's.
  const elsewhere = platform.issuer.replace('127.0.0.1', 'localhost');
  const presentation = { return_url: `${elsewhere}/course/1`, document_target: 'iframe' };
  const more = { 'https://purl.imsglobal.org/spec/lti/claim/launch_presentation': presentation };
  const src = loginOf({ id: 'u-3', name: 'Cleo Framed', role: 'Learner' }, more);
  const page = await open(`${elsewhere}/frame?${new URLSearchParams({ src }).toString()}`);
  const button = page.frameLocator('iframe').getByRole('button', { name: 'Open ipclab' });
  const [opened] = await Promise.all([page.context().waitForEvent('page'), button.click()]);
  await opened.getByText('Signed in as Cleo Framed').waitFor();
  expect(new URL(opened.url()).origin).toBe(system.url);
});
