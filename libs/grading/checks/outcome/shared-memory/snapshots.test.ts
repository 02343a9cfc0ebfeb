import { expect, test } from 'vitest';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import { snapshots } from './snapshots.js';

const tokens = ['apple', 'basil', 'cumin'].map((word) => word.padEnd(16, '0'));
const [apple = '', basil = '', cumin = ''] = tokens;
const input = Buffer.from(tokens.map((token) => `set ${token}\n`).join(''));

function says(readers: readonly (readonly string[])[], over: object = {}) {
  const programs = [
    aProgramResult({ name: 'writer' }),
    ...readers.map((records) =>
      aProgramResult({
        name: 'reader',
        stdout: Buffer.from(records.map((record) => `${record}\n`).join('')),
      }),
    ),
  ];
  const seen = aCaseRun({ run: aRun({ programs }), input });
  const range = { from: 1, to: readers.length };
  return snapshots.judge({ programs: range, writers: [0], count: readers[0]?.length ?? 0, ...over }, seen);
}

const whole = (token: string) => token.repeat(4096);

test('whole records in the order in which they were set are fine', () => {
  expect(says([[whole(apple), whole(apple), whole(cumin)]], { last: true })).toBeNull();
  expect(says([[whole(apple)]], { count: 3, orFewer: true })).toBeNull();
  expect(
    says([[whole(apple)], [whole(cumin)]], { newest: [1, 3].map((set) => ({ writer: 0, set })) }),
  ).toBeNull();
});

test('a torn record is told with both tokens, and one that nobody set', () => {
  expect(says([[apple.repeat(4000) + basil.repeat(96)]])).toEqual({
    en: 'Snapshot 1 of `reader` is torn: it begins with token "apple00000000000", and from byte 64000 on it has "basil00000000000".',
    zh: '`reader`的第 1 份快照是撕裂的：开头是 "apple00000000000"，从第 64000 字节起却是 "basil00000000000"。',
  });
  expect(says([[whole('\0'.repeat(16))]])?.en).toMatch(
    /^Snapshot 1 of `reader` shows .*, which nobody had set\.$/,
  );
  expect(says([[whole(apple).slice(1)]])?.en).toMatch(/has 65536 bytes, or no newline behind it/);
});

test('a reader that goes back, shows what was replaced before it came, or prints too little is told so', () => {
  expect(says([[whole(basil), whole(apple)]])?.en).toBe(
    'Snapshot 2 of `reader` shows apple00000000000, although basil00000000000 had been shown before, which was set later.',
  );
  expect(says([[whole(basil)]], { last: true })?.en).toMatch(/the record was basil00000000000, which/);
  expect(says([[whole(basil)]], { count: 2 })?.en).toBe('`reader` printed 1 snapshot; 2 were wanted.');
});

test('of several readers the first is told that came after a set and did not show it, or printed nothing', () => {
  const newest = [1, 2].map((set) => ({ writer: 0, set }));
  const context = { en: 'Somebody died.', zh: '有人死了。' };
  expect(says([[whole(apple)], [whole(apple)]], { newest, says: context })).toEqual({
    en: 'Somebody died. `reader` (number 2 of 2) was started after `done basil00000000000` had been printed, and still showed apple00000000000.',
    zh: '有人死了。`reader`（第 2 个，共 2 个）在 `done basil00000000000` 输出之后才启动，却仍显示 apple00000000000。',
  });
  expect(says([[], [whole(apple)]], { count: 1, newest })?.en).toBe(
    '`reader` (number 1 of 2) printed 0 snapshots; 1 was wanted.',
  );
});
