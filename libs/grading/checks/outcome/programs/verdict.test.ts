import { expect, test } from 'vitest';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import { verdict } from './verdict.js';

const otherwise = {
  ninth: { en: 'A ninth item was put after {2} ms.', zh: '{2} 毫秒后放进了第九个元素。' },
};

function says(stdout: string, over: Parameters<typeof aProgramResult>[0] = {}, about?: string) {
  const run = aRun({ programs: [aProgramResult({ name: 'eight', stdout: Buffer.from(stdout), ...over })] });
  return verdict.judge({ ok: 'fine {{token}}', otherwise, about }, aCaseRun({ run }));
}

test('a harness that comes to its end says so in its last line, with the word of the run', () => {
  expect(says('noise\nfine sometoken\n')).toBeNull();
  expect(says('fine othertoken\n')).not.toBeNull();
});

test('what it found is told in both languages, with its numbers', () => {
  expect(says('ninth 0 12\n')).toEqual({
    en: 'A ninth item was put after 12 ms.',
    zh: '12 毫秒后放进了第九个元素。',
  });
});

test('a word may hold blanks', () => {
  expect(says('ninth 7%20%%202 a%20b')?.en).toBe('A ninth item was put after a b ms.');
});

test('what was looked at stands before what was found', () => {
  const run = aRun({ programs: [aProgramResult({ name: 'eight', stdout: Buffer.from('ninth 0 12\n') })] });
  const lead = { en: 'Nobody took one.', zh: '没有人取走。' };
  expect(verdict.judge({ ok: 'fine', otherwise, says: lead }, aCaseRun({ run }))).toEqual({
    en: 'Nobody took one. A ninth item was put after 12 ms.',
    zh: '没有人取走。12 毫秒后放进了第九个元素。',
  });
});

test('one program may give several verdicts, each about something', () => {
  expect(says('size ninth 0 7\ncount fine sometoken\nbye\n', {}, 'count')).toBeNull();
  expect(says('size ninth 0 7\ncount fine sometoken\nbye\n', {}, 'size')?.en).toBe(
    'A ninth item was put after 7 ms.',
  );
  expect(says('sizes\n', {}, 'size')).not.toBeNull();
});

test('who ends the harness early is told how it ended', () => {
  expect(says('')?.en).toBe(
    '`eight` ended with status 0 before it could say what it saw: something in the hand-in ended it, or printed for it.',
  );
  expect(says('constructor', { end: { kind: 'killed', signal: 11 } })?.zh).toBe(
    '`eight`还没说出看到了什么就被 SIGSEGV 杀死：提交的代码终止了它，或者替它输出了内容。',
  );
});
