import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { handInLimits } from '#libs/catalogue/hand-in-limits';
import { refusalCodes } from '#libs/contracts/refusal';
import { compileLimits, runLimits } from '#libs/grading/limits';
import { queryLimits } from '../../apps/api/src/limits/query-limits.js';
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
