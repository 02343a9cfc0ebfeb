import { expect, test } from 'vitest';
import { Refusal } from '#libs/contracts/refusal';
import type { LanguageId } from '#libs/contracts/language';
import { checkFiles, type HandInFile } from './check-files.js';
import { tellLanguage } from './tell-language.js';

const languages: LanguageId[] = ['c', 'cpp'];
const exercise = { programs: ['uppercase'], languages };
const answer = { path: 'uppercase.c', content: 'int main(void) { return 0; }\n' };

function refusal(files: readonly HandInFile[], language = 'c'): string {
  try {
    checkFiles(files, exercise, language);
  } catch (error) {
    if (error instanceof Refusal) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'nothing was refused';
}

test('sources beside the program are taken as they are, bytes as UTF-8', () => {
  const header = { path: 'lib/读取.h', content: new TextEncoder().encode('// 读取\n') };
  expect(checkFiles([answer, header], exercise, 'c')).toEqual([
    answer,
    { path: 'lib/读取.h', content: '// 读取\n' },
  ]);
});

test('a hand-in without files is refused', () => {
  expect(refusal([])).toBe('NO_FILES: There is no file in what was handed in.');
});

test('300 files are refused with the number that is allowed', () => {
  const files = Array.from({ length: 300 }, (_, index) => ({ path: `f${index}.c`, content: '' }));
  expect(refusal(files)).toBe('TOO_MANY_FILES: At most 64 files can be handed in; these are 300.');
});

test('a file of 5 MB is refused with its size, counted in bytes of UTF-8', () => {
  expect(refusal([{ path: 'uppercase.c', content: 'x'.repeat(5_000_000) }])).toBe(
    'FILE_TOO_LARGE: "uppercase.c" has 5000000 bytes; a file may have 262144.',
  );
  expect(refusal([{ path: 'uppercase.c', content: '读'.repeat(100_000) }])).toMatch(
    /^FILE_TOO_LARGE: .* 300000 bytes/,
  );
});

test('files that are too large only together are refused', () => {
  const files = Array.from({ length: 5 }, (_, index) => ({
    path: `f${index}.c`,
    content: 'x'.repeat(250_000),
  }));
  expect(refusal(files)).toBe(
    'UPLOAD_TOO_LARGE: These files have 1250000 bytes together; 1048576 are allowed.',
  );
});

test.each([
  ['', 'is empty'],
  ['../uppercase.c', 'has .. in it'],
  ['a/../../uppercase.c', 'has .. in it'],
  ['./uppercase.c', 'has . in it'],
  ['/etc/passwd', 'is absolute'],
  ['C:uppercase.c', 'has the character ":"'],
  ['a\\uppercase.c', 'has the character "\\\\"'],
  ['uppercase.c\0.txt', 'has the character "\\u0000" (U+0000)'],
  ['upper\ncase.c', 'has the character "\\n"'],
  ['upper\u202Ecase.c', 'has the character "\\u202E"'],
  ['upper\u007Fcase.c', 'has the character "\\u007F"'],
  ['-rf', 'begins with "-"'],
  ['a/-o.c', 'begins with "-"'],
  ['@options.c', 'has the character "@"'],
  ['$(reboot).c', 'has the character "$"'],
  ['a;b.c', 'has the character ";"'],
  ['`id`.c', 'has the character "`"'],
  ['a//b.c', 'has an empty name'],
  ['a/', 'has an empty name'],
  ['a./b.c', 'ends with a dot'],
  [`${'x'.repeat(130)}.c`, 'is longer than 120 bytes'],
  [`${'读'.repeat(50)}.c`, 'is longer than 120 bytes'],
  ['a/b/c/d/e/f/g/h/i.c', 'lies more than 8 folders deep'],
])('the path %j is refused', (path, flaw) => {
  expect(refusal([answer, { path, content: '' }])).toMatch(/^BAD_PATH: The path /);
  expect(refusal([answer, { path, content: '' }])).toContain(flaw);
});

test.each([
  ['uppercase.c', 'Uppercase.C', 'one name on many computers'],
  ['uppercase.c', 'uppercase.c', 'one name on many computers'],
  ['e\u0301.h', '\u00E9.h', 'one name on many computers'],
  ['straße.h', 'STRASSE.h', 'one name on many computers'],
  ['io', 'IO/read.c', 'needs a folder of that name'],
])('%j beside %j is refused', (one, other, flaw) => {
  const files = [one, other].map((path) => ({ path, content: '' }));
  expect(refusal(files)).toMatch(/^PATHS_COLLIDE: /);
  expect(refusal(files)).toContain(flaw);
});

test.each([
  ['a Latin-1 byte', Uint8Array.of(0x63, 0xe9, 0x0a)],
  ['an overlong slash', Uint8Array.of(0xc0, 0xaf)],
  ['a NUL', Uint8Array.of(0x61, 0x00)],
  ['half a surrogate pair', 'a\ud800b'],
  ['a NUL in JSON text', 'a\0b'],
])('content with %s is refused', (_, content) => {
  expect(refusal([{ path: 'uppercase.c', content }])).toBe(
    'NOT_UTF8: "uppercase.c" is not text in UTF-8; hand in sources only, saved as UTF-8.',
  );
});

test('a language that the exercise does not take is refused with those that it takes', () => {
  expect(refusal([answer], 'python')).toBe(
    'LANGUAGE_NOT_OFFERED: This exercise takes c or cpp, not "python".',
  );
});

test('a hand-in without the program is told which file is wanted', () => {
  expect(refusal([{ path: 'main.c', content: '' }])).toBe(
    'PROGRAM_MISSING: This exercise builds `uppercase` from uppercase.c: there is no such file among main.c.',
  );
  expect(refusal([answer], 'cpp')).toContain(
    'PROGRAM_MISSING: This exercise builds `uppercase` from uppercase.cpp',
  );
});

test('the language is told from the files, and asked for when they leave it open', () => {
  expect(tellLanguage([answer], exercise)).toBe('c');
  expect(() => tellLanguage([answer, { path: 'uppercase.cpp' }], exercise)).toThrow(
    /answer in c and one in cpp/,
  );
  expect(() => tellLanguage([{ path: 'main.c' }], exercise)).toThrow(
    /built from uppercase\.c, or uppercase\.cpp/,
  );
});
