// Real: the page in Chromium; PostgreSQL, api, grader and sandbox as `npm start` runs them.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { runSystem } from '#libs/testing/running-system';
import type { RunningSystem } from '#libs/testing/running-system';
import { openBrowser } from './open-browser.js';

const exercise = new URL('../../../libs/mechanisms/pipe/exercises/01-parent-to-child/', import.meta.url);
const read = (name: string) => readFile(fileURLToPath(new URL(name, exercise)), 'utf8');
const axeSource = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const Violations = z.array(
  z.object({ id: z.string(), help: z.string(), nodes: z.array(z.object({ html: z.string() })) }),
);

/** The right output, and nobody to talk to. */
const withoutPipe = `#include <ctype.h>
#include <stdio.h>
int main(void) { int c; while ((c = getchar()) != EOF) putchar(toupper(c)); return 0; }
`;

let system: RunningSystem;
let browser: Browser;
beforeAll(async () => {
  system = await runSystem();
  browser = await openBrowser();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await system?.stop();
});

const openPage = async (options: BrowserContextOptions = {}): Promise<Page> => {
  const page = await browser.newPage({ locale: 'en-GB', ...options });
  await page.goto(system.url);
  await page.locator('#exercise h2').waitFor();
  return page;
};

const openExercise = async (): Promise<Page> => {
  const page = await openPage();
  await page.locator('[id="choose-pipe/01-parent-to-child"]').click();
  await page.locator('[id="choose-pipe/01-parent-to-child"][aria-current="true"]').waitFor();
  return page;
};

const signIn = async (page: Page): Promise<void> => {
  await page.getByLabel('Access token').fill(system.token('student'));
  await page.locator('#sign-in').getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Signed in as').waitFor();
};

const handIn = async (page: Page, source: string): Promise<void> => {
  await page.getByLabel('Source: uppercase.c').fill(source);
  await page.getByRole('button', { name: 'Hand in', exact: true }).click();
  await page.locator('#report').waitFor({ timeout: 120_000 });
};

const findViolations = async (page: Page): Promise<string[]> => {
  await page.evaluate(await readFile(axeSource, 'utf8'));
  const found: unknown = await page.evaluate('axe.run().then((results) => results.violations)');
  return Violations.parse(found).map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(' ')}`,
  );
};

test('a student signs in, hands in a right program and sees 100 points and a picture of what happened', async () => {
  const page = await openExercise();
  await signIn(page);
  await handIn(page, await read('solution/c/fork/uppercase.c'));
  expect(await page.locator('#report').innerText()).toContain('100 / 100');
  const picture = page.locator('#pictures img').first();
  await picture.waitFor();
  expect(
    await picture.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth),
  ).toBeGreaterThan(100);
  await page.getByText('The same in words').first().click();
  expect(await page.locator('#pictures pre').first().innerText()).toContain('pipe');
  expect(await findViolations(page)).toEqual([]);
  await page.close();
});

test('a wrong program is explained in the language of the page', async () => {
  const page = await openExercise();
  await signIn(page);
  await page.locator('#switch-lang').click();
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hans');
  await page.getByLabel('源代码: uppercase.c').fill(withoutPipe);
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await page.locator('#report').waitFor({ timeout: 120_000 });
  expect(await page.locator('#report').innerText()).toContain('没有任何输入字节经管道到达另一个进程。');
  await page.close();
});

test('a token that belongs to nobody is refused beside the field, in words', async () => {
  const page = await openPage();
  await page.getByLabel('Access token').fill('ipclab_nobody');
  await page.locator('#sign-in').getByRole('button', { name: 'Sign in' }).click();
  await page.locator('#token-says:not(:empty)').waitFor();
  expect(await page.locator('#token-says').innerText()).toMatch(/token .+\./);
  expect(await page.getByLabel('Access token').evaluate((field) => field === document.activeElement)).toBe(
    true,
  );
  await page.close();
});

test('the page can be used with the keyboard alone', async () => {
  const page = await openPage();
  const second = page.locator('.exercises button').nth(1);
  const title = await second.locator('div').innerText();
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press('Tab');
    if (await second.evaluate((button) => button === document.activeElement)) break;
  }
  await page.keyboard.press('Enter');
  await page.locator('#exercise h2', { hasText: title }).waitFor();
  expect(await second.getAttribute('aria-current')).toBe('true');
  expect(await second.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.close();
});

test('what was typed is still there after signing in and in the other language', async () => {
  const page = await openExercise();
  await page.getByLabel('Source: uppercase.c').fill('int main(void) { return 7; }');
  await signIn(page);
  await page.locator('#switch-lang').click();
  expect(await page.getByLabel('源代码: uppercase.c').inputValue()).toBe('int main(void) { return 7; }');
  await page.close();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing on the ${colorScheme} page stands in anybody's way`, async () => {
    const page = await openPage({ colorScheme });
    expect(await findViolations(page)).toEqual([]);
    await page.close();
  });
}

test('the page asks nobody but its own server', async () => {
  const page = await browser.newPage();
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).origin));
  await page.goto(system.url);
  await page.locator('#exercise h2').waitFor();
  expect([...hosts]).toEqual([system.url]);
  await page.close();
});
