import { expect, test } from 'vitest';
import { aCaseRun } from '#libs/testing/a-case-run';
import { records } from './records.js';

function record(id: string, number: number): string {
  return `${id}:${String(number).padStart(6, '0')}:${id.repeat(40)}\n`;
}

function says(text: string, condition: object = {}) {
  const wanted = { path: '/box/log-{{token}}', writers: [{ id: 'a', count: 2 }], ...condition };
  return records.judge(wanted, aCaseRun({ files: { '/box/log-sometoken': text } }));
}

const both = record('a', 1) + record('a', 2);

test('records of several writers may be mixed, each writer in order', () => {
  const writers = [
    { id: 'a', count: 2 },
    { id: 'b', count: 1 },
  ];
  expect(says(record('a', 1) + record('b', 1) + record('a', 2), { writers })).toBeNull();
  expect(says(record('a', 2) + record('a', 1))).toEqual({
    en: 'Line 1 of the file is "a:000002:"…; the next record of this writer is "a:000001:"….',
    zh: '文件的第 1 行是 "a:000002:"…；这个写者的下一条记录应是 "a:000001:"…。',
  });
});

test('lost and torn records are told', () => {
  expect(says(record('a', 1))).toEqual({
    en: 'The file holds 1 records of `a`; 2 were wanted.',
    zh: '文件中有 1 条 `a` 的记录；应有 2 条。',
  });
  expect(says(`${record('a', 1)}a:0000`)).toEqual({
    en: 'Line 2 of the file is not a whole record: "a:0000".',
    zh: '文件的第 2 行不是一条完整的记录："a:0000"。',
  });
});

test('old records have to stand in front', () => {
  const old = { id: 'z', count: 1 };
  expect(says(record('z', 1) + both, { old })).toBeNull();
  expect(says(both, { old })).toEqual({
    en: 'The 1 old records are gone: the file does not begin with them any more (it has 100 bytes).',
    zh: '原有的 1 条记录不见了：文件不再以它们开头（共 100 字节）。',
  });
});

test('a file that nobody made is missing', () => {
  expect(says(both, { path: '/box/other' })?.en).toBe(
    'There is no file `other` after the run, or it cannot be read.',
  );
});
