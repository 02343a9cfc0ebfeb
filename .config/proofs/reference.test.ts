import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { handInLimits } from '#libs/catalogue/hand-in-limits';
import { refusalCodes } from '#libs/contracts/refusal';
import { compileLimits, runLimits } from '#libs/grading/limits';
import { queryLimits } from '../../apps/api/src/limits/query-limits.js';
import { readConfig } from '../../apps/grader/src/config.js';
import { httpStatus } from '../../apps/api/src/refusals/http-status.js';

const read = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../docs/reference/${name}`, import.meta.url)), 'utf8');

/** The first two cells of each row of a Markdown table whose first cell is code. */
const rowsOf = (text: string) =>
  [...text.matchAll(/^\| `(\w+)` \| (\d+) \|/gm)].map(([, name = '', value]) => [name, Number(value)]);

test('the page of refusals lists every code with the status it travels with, and no other', () => {
  expect(rowsOf(read('refusals.md'))).toEqual(refusalCodes.map((code) => [code, httpStatus[code]]));
});

test('the page of limits says the numbers that hold', () => {
  const tables = read('limits.md').split(/^## /m).slice(1).map(rowsOf);
  const sources = [handInLimits, compileLimits, runLimits, queryLimits];
  expect(tables).toEqual(sources.map((source) => Object.entries(source)));
});

test('the page of settings lists every setting of api and grader, in their order', () => {
  const page = read('configuration.md');
  for (const app of ['api', 'grader']) {
    const section = page.split(/^## /m).find((part) => part.startsWith(`${app}\n`)) ?? '';
    const listed = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    const source = readFileSync(new URL(`../../apps/${app}/src/config.ts`, import.meta.url), 'utf8');
    const schema = source.slice(source.indexOf('z.object({'), source.indexOf('\n});'));
    expect(listed).toEqual([...schema.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name));
    expect(listed.length).toBeGreaterThan(5);
  }
});

test('api and grader start in one environment: the grader passes over what only the api reads', () => {
  const source = readFileSync(new URL('../../apps/api/src/config.ts', import.meta.url), 'utf8');
  const names = [...source.matchAll(/^ {2}(IPCLAB_[A-Z_]+):/gm)].map(([, name = '']) => name);
  const apart = names.filter((name) => !['IPCLAB_LOG_LEVEL', 'IPCLAB_MECHANISMS'].includes(name));
  const settings = Object.fromEntries(apart.map((name) => [name, 'of the api']));
  expect(() => readConfig({ DATABASE_URL: 'postgresql://host/database', ...settings })).not.toThrow();
  expect(apart.length).toBeGreaterThan(5);
});
