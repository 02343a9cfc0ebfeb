import { expect, test } from 'vitest';
import type { Sentence } from '#libs/contracts/sentence';
import type { ProgramEnd } from '#libs/sandbox/sandbox';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import { turnedInPlace } from './turned-in-place.js';

interface Edit {
  readonly before: string;
  readonly after: string;
  readonly printed?: string;
  readonly end?: ProgramEnd;
}

function says({ before, after, printed = '', end = { kind: 'exited', code: 0 } }: Edit): Sentence | null {
  const placed = new Map([['/box/note', Buffer.from(before, 'latin1')]]);
  const files = new Map([['/box/note', Buffer.from(after, 'latin1')]]);
  const programs = [aProgramResult({ end, stdout: Buffer.from(printed) })];
  const seen = { ...aCaseRun({ run: aRun({ programs, files }) }), placed };
  return turnedInPlace.judge({ path: '/box/note' }, seen);
}

test('a file that was turned, and counted, is right', () => {
  expect(says({ before: 'ab\0C', after: 'AB\0C', printed: 'changed 2\n' })).toBeNull();
  expect(says({ before: '', after: '', printed: 'changed 0\n' })).toBeNull();
});

test('changes that were counted and are not in the file are those of a private mapping', () => {
  expect(says({ before: 'abC', after: 'abC', printed: 'changed 2\n' })).toEqual({
    en: 'The program counted 2 changes, but FILE is unchanged: a private mapping keeps changes to itself.',
    zh: '程序数出了 2 处修改，但 FILE 没有改变：私有映射的修改只留给自己。',
  });
});

test('where the program stopped is told', () => {
  expect(says({ before: 'ab\0cd', after: 'AB\0cd' })).toEqual({
    en: 'Everything after the first NUL, which is byte 2, is unchanged: a file is not a string.',
    zh: '第一个 NUL（第 2 字节，从 0 数起）之后的内容都没有改变：文件不是字符串。',
  });
  const page = 'a'.repeat(4096);
  expect(says({ before: `${page}b`, after: `${page.toUpperCase()}b` })).toEqual({
    en: 'The last 1 byte was not turned; FILE has a length of 4097.',
    zh: '最后 1 个字节没有转换；FILE 的长度是 4097。',
  });
  expect(says({ before: `${page}${page}b`, after: `${'A'.repeat(100)}${'a'.repeat(8092)}b` })).toEqual({
    en: 'Byte 100 and those after it are unchanged: FILE has 8193 bytes.',
    zh: '第 100 字节（从 0 数起）及其后的内容没有改变：FILE 有 8193 字节。',
  });
  expect(says({ before: 'ab', after: 'ab' })?.en).toBe('None of the 2 bytes of FILE was turned.');
});

test('another length, another byte, another count and another end are told', () => {
  expect(says({ before: 'ab', after: 'AB\0\0' })).toEqual({
    en: 'FILE grew from 2 to 4 bytes.',
    zh: 'FILE 从 2 字节变长到 4 字节。',
  });
  expect(says({ before: 'a\xe9', after: 'A\xc9' })?.en).toMatch(/^`FILE` differs at byte 2/);
  expect(says({ before: 'ab', after: 'AB', printed: 'changed 3\n' })).toEqual({
    en: 'The program printed "changed 3\\n"; "changed 2\\n" was wanted, for 2 bytes of FILE are letters from a to z.',
    zh: '程序打印了 "changed 3\\n"；应当是 "changed 2\\n"，因为 FILE 中有 2 个字节是 a 到 z 的字母。',
  });
  expect(says({ before: '', after: '', end: { kind: 'exited', code: 1 } })).toEqual({
    en: 'An empty FILE ended with exit code 1; 0 was wanted.',
    zh: '空文件以退出状态 1 告终；应当是 0。',
  });
  expect(says({ before: 'abc', after: 'ABC', end: { kind: 'killed', signal: 11 } })?.en).toBe(
    'Killed by SIGSEGV at length 3: the file has 3 bytes, and the mapping no more than its last page.',
  );
});
