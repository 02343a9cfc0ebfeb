import { expect, test } from 'vitest';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import { lineBeforeEnd } from './line-before-end.js';

const says = (wallMs: number, done: boolean) =>
  lineBeforeEnd.judge(
    { step: 1, line: 'child 3 exited 3', ms: 500 },
    aCaseRun({
      run: aRun({ programs: [aProgramResult({ wallMs })], steps: [{ done, ms: 1_500, busyMs: 0 }] }),
    }),
  );

test('a line that came long before the end is fine', () => {
  expect(says(2_100, true)).toBeNull();
});

test('a line that came with the end, or not at all, was not flushed', () => {
  expect(says(1_510, true)).toEqual({
    en: '`child 3 exited 3` came 10 ms before the program ended; more than 500 ms were wanted. It is to be printed, and flushed, when it has happened, not when all is over.',
    zh: '`child 3 exited 3` 在程序结束前 10 毫秒才出现；应早于 500 毫秒。事情一发生就要输出这一行并清空缓冲区，而不是等到全部结束。',
  });
  expect(says(2_100, false)?.en).toContain('did not come within 1500 ms.');
});
