import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tokenKey } from './page-script.js';

test('a launch leaves the token where the web page looks for it', () => {
  const state = readFileSync(new URL('../../../../../web/src/state.ts', import.meta.url), 'utf8');
  expect(state).toContain(`tokenKey = '${tokenKey}'`);
  expect(state).toContain('sessionStorage.getItem(tokenKey)');
});
