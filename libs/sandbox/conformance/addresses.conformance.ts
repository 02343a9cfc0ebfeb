import { afterAll, expect, test } from 'vitest';
import { aSandbox, aShell, printed } from './a-sandbox.js';

// Real: the sandbox. Where programs are loaded.

const box = await aSandbox();
afterAll(() => box.sandbox.close());

const times = [1, 2, 3];
const stackOf = async (changes: { fixedAddresses?: boolean; traced?: boolean }) =>
  printed(await box.run([aShell('exec grep -F "[stack]" /proc/self/maps')], changes));

test('programs are loaded at other addresses in every run', async () => {
  const seen = await Promise.all(times.map(() => stackOf({})));
  expect(seen.every((line) => line.includes('[stack]'))).toBe(true);
  expect(new Set(seen).size).toBe(times.length);
});

test.each([false, true])('a run may ask for the same addresses each time, traced: %s', async (traced) => {
  const seen = await Promise.all(times.map(() => stackOf({ fixedAddresses: true, traced })));
  expect(seen[0]).toMatch(/^[0-9a-f]+-[0-9a-f]+ .*\[stack\]\n$/);
  expect(new Set(seen).size).toBe(1);
});
