import { expect, test } from 'vitest';
import { waitedInVain } from './waited-in-vain.js';

test('who waits for an end that does not come waits in vain', () => {
  expect(waitedInVain({ do: 'await-exit', program: 0, withinMs: 2000 }, false)).toBe(true);
  expect(waitedInVain({ do: 'await-exit', program: 0, withinMs: 2000 }, true)).toBe(false);
});

test('programs that never slept were busy, and later steps may wait for them', () => {
  expect(waitedInVain({ do: 'await-blocked', withinMs: 2000 }, false)).toBe(false);
});

test('a step that waits for nothing is never in vain', () => {
  expect(waitedInVain({ do: 'idle', ms: 1000 }, false)).toBe(false);
});
