import { expect, test } from 'vitest';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aProgramResult, aRemnant, aRun } from '#libs/testing/a-run';
import { messageNumbers } from './message-numbers.js';
import { messagesWhole } from './messages-whole.js';

/** A look at a folder with one message of so many bytes. */
function aLook(bytes: number) {
  const everything = [{ ...aRemnant('file', '/mnt/mail/msg.00000003'), bytes }];
  const sight = { name: 'then', atMs: 1, left: [], everything, processes: [] };
  return [{ done: true, ms: 1, busyMs: 0, sight }];
}

test('a message that is seen half is told with its length', () => {
  const judge = (bytes: number) =>
    messagesWhole.judge(
      { look: 'then', folder: '/mnt/mail' },
      aCaseRun({ run: aRun({ steps: aLook(bytes) }), input: new Uint8Array(1024) }),
    );
  expect(judge(512)).toEqual({
    en: 'Message 3 was visible with 512 of 1024 bytes.',
    zh: '消息 3 只有 1024 字节中的 512 字节时就已经看得见了。',
  });
  expect(judge(1024)).toBeNull();
});

function numbers(printed: readonly string[], more: object = {}) {
  const programs = printed.map((text) => aProgramResult({ stdout: Buffer.from(text) }));
  const run = aRun({ programs, steps: aLook(1) });
  const wanted = { folder: '/mnt/mail', programs: printed.map((_, index) => index), ...more };
  return messageNumbers.judge(wanted, aCaseRun({ run }));
}

test('numbers are lines, differ, and rise where they have to', () => {
  expect(numbers(['3\n', '2\n'])).toBeNull();
  expect(numbers(['3\n', '2\n'], { rising: true })).toEqual({
    en: 'Message 2 came after message 3 was there: a new number is greater than every one in the folder.',
    zh: '消息 3 已经在了，之后却来了消息 2：新编号应当大于文件夹中的所有编号。',
  });
  expect(numbers(['3\n', '3\n'])).toEqual({
    en: 'Message 3 of process 1 was replaced by that of process 2: both printed this number.',
    zh: '进程 1 的消息 3 被进程 2 的替换了：两者都打印了这个编号。',
  });
  expect(numbers(['003\n'])?.en).toBe(
    '`uppercase` printed "003\\n"; the number of its message and a newline were wanted.',
  );
});

test('a number that was printed has its message in the folder', () => {
  expect(numbers(['3\n'], { look: 'then' })).toBeNull();
  expect(numbers(['4\n'], { look: 'then' })).toEqual({
    en: '4 was printed, and there is no `msg.00000004` in the folder.',
    zh: '打印了 4，而文件夹中没有 `msg.00000004`。',
  });
});
