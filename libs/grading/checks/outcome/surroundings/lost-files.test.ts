import { expect, test } from 'vitest';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aProgramResult, aRemnant, aRun } from '#libs/testing/a-run';
import { deadOwner } from '../file/dead-owner.js';
import { wholeOrTold } from '../file/whole-or-told.js';

test('bytes that are lost without a word are counted', () => {
  const wanted = { path: '/box/log', bytes: 10 };
  expect(wholeOrTold.judge(wanted, aCaseRun({ files: { '/box/log': 'sixsix' } }))).toEqual({
    en: 'Only 6 of 10 bytes are in the file, and the exit code is 0.',
    zh: '文件中只有 10 字节中的 6 字节，而退出状态却是 0。',
  });
  expect(wholeOrTold.judge(wanted, aCaseRun({ files: { '/box/log': '0123456789' } }))).toBeNull();
  const failed = [aProgramResult({ end: { kind: 'exited', code: 1 } })];
  expect(wholeOrTold.judge(wanted, aCaseRun({ run: aRun({ programs: failed }) }))).toBeNull();
});

test('a lock file whose owner was killed is told with the owner', () => {
  const wanted = { path: '/box/log.lock', owner: 0 };
  const programs = [aProgramResult({ pid: 812, end: { kind: 'killed', signal: 9 } })];
  const everything = [aRemnant('file', '/box/log.lock')];
  const hung = aRun({ programs, everything, ended: 'wall-time' });
  expect(deadOwner.judge(wanted, aCaseRun({ run: hung }))).toEqual({
    en: '`log.lock` belongs to process 812, which no longer lives, and everybody waits for it.',
    zh: '`log.lock` 属于进程 812，它已经不在了，而大家都还在等它。',
  });
  expect(deadOwner.judge(wanted, aCaseRun({ run: aRun({ programs, everything }) }))).toBeNull();
});
