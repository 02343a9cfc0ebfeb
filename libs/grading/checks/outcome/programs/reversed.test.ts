import { expect, test } from 'vitest';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import { reversed } from './reversed.js';

function says(stdout: string, condition: object = {}) {
  const run = aRun({ programs: [aProgramResult({ name: 'client', stdout: Buffer.from(stdout) })] });
  const seen = aCaseRun({ run });
  return reversed.judge(condition, { ...seen, case: { ...seen.case, args: ['/box/key', 'ab {{token}}'] } });
}

test('the text of an argument in reverse order is fine', () => {
  expect(says('nekotemos ba\n')).toBeNull();
});

test('another text is told beside the wanted one', () => {
  expect(says('ab\n')).toEqual({
    en: '`client` printed 3 bytes, "ab\\n"; 13, "nekotemos ba\\n", were wanted.',
    zh: '`client`打印了 3 字节："ab\\n"；应为 13 字节："nekotemos ba\\n"。',
  });
});

test('who prints nothing is told so, behind what the case says', () => {
  expect(says('', { says: { en: 'It waits.', zh: '它在等。' } })).toEqual({
    en: 'It waits. `client` printed nothing; the 12 bytes of its text in reverse order were wanted.',
    zh: '它在等。`client`什么也没有打印；应当打印它的文本，共 12 字节，逆序。',
  });
});
