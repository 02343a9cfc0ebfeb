import { expect, test } from 'vitest';
import type { Sentence } from '#libs/contracts/sentence';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import { conditionKinds } from '../../conditions.js';

function says(kind: string, condition: object, seen: Parameters<typeof aCaseRun>[0]): Sentence | null {
  const found = conditionKinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`no kind ${kind}`);
  return found.judge(condition, aCaseRun(seen));
}

function printed(stderr: string) {
  return { run: aRun({ programs: [aProgramResult({ stderr: Buffer.from(stderr) })] }) };
}

const who = { en: 'Command 2', zh: '命令 2' };
const quiet = 'fd 0\nfd 1\nfd 2\nSigIgn: 0000000000000000\nSigBlk: 0000000000000000\n';

test('a command that was started with a pipe end too many is told which', () => {
  const files = { middle: quiet.replace('fd 2\n', 'fd 2\nfd 4\nfd 5\n') };
  expect(says('probe-saw', { file: 'middle', what: 'only-descriptors-0-1-2', who }, { files })).toEqual({
    en: 'Command 2 was started with descriptors 4 and 5 open; only 0, 1 and 2 were wanted.',
    zh: '命令 2启动时描述符 4、5 是打开的；只应有 0、1、2。',
  });
});

test('a command with nothing but 0, 1 and 2 and default signals is fine', () => {
  const files = { middle: quiet };
  expect(says('probe-saw', { file: 'middle', what: 'only-descriptors-0-1-2', who }, { files })).toBeNull();
  expect(says('probe-saw', { file: 'middle', what: 'default-signals', who }, { files })).toBeNull();
});

test('an ignored SIGPIPE is seen in the mask of the command', () => {
  const files = { middle: quiet.replace('SigIgn: 0000000000000000', 'SigIgn: 0000000000001000') };
  expect(says('probe-saw', { file: 'middle', what: 'default-signals', who }, { files })?.en).toMatch(
    /^Command 2 was started with SIGPIPE ignored/,
  );
});

test('a blocked signal is seen in the mask of the command', () => {
  const files = { middle: quiet.replace('SigBlk: 0000000000000000', 'SigBlk: 0000000000000002') };
  expect(says('probe-saw', { file: 'middle', what: 'default-signals', who }, { files })?.en).toContain(
    '(mask 2)',
  );
});

test('a probe that never ran is told so', () => {
  expect(says('probe-saw', { file: 'middle', what: 'default-signals', who }, {})?.en).toBe(
    'Command 2 was not started.',
  );
});

test('counts that are right pass, with ranges too', () => {
  expect(
    says('counts-line', { in: { from: 10, to: 20 }, out: 10 }, printed('note\nin=15 out=10\n')),
  ).toBeNull();
});

test('bytes that were left in the pipe are counted', () => {
  expect(says('counts-line', { in: 0, out: 65536 }, printed('in=0 out=61440\n'))?.en).toBe(
    '4096 bytes that CMD wrote were never copied. The counts say `in=0 out=61440`, and `in=0 out=65536` was wanted.',
  );
});

test('a missing counts line shows what stood there instead', () => {
  expect(says('counts-line', { in: 0, out: 0 }, printed('oops\n'))?.en).toBe(
    'The last line of standard error must read `in=0 out=0`; it reads "oops".',
  );
});

test('standard error that should be empty is quoted', () => {
  expect(says('stderr', { is: 'empty' }, printed('debug\n'))?.en).toBe(
    'Standard error must stay empty here; it reads "debug\\n".',
  );
});

test('a silent failure is asked for a message', () => {
  expect(says('stderr', { is: 'a-message' }, printed(''))?.zh).toBe(
    '出了错而标准错误为空：应当在那里给出一条信息。',
  );
});

test('a message may hold the word of the run', () => {
  expect(
    says('stderr', { is: { contains: 'nosuch-{{token}}' } }, printed('nosuch-sometoken: not found\n')),
  ).toBeNull();
});

test('what a program leaves behind is listed', () => {
  const run = aRun({
    remnants: [
      { kind: 'fifo', name: '/tmp/x' },
      { kind: 'process', name: 'sleep (pid 7)' },
    ],
  });
  expect(says('nothing-left', {}, { run })?.en).toBe(
    'After the program had ended this was left: fifo /tmp/x, process sleep (pid 7). Nothing may be left.',
  );
});

test('a step that was not done in time says the sentence of the exercise', () => {
  const late = { en: 'Too late.', zh: '太迟。' };
  const run = aRun({ steps: [{ done: false, ms: 2000, busyMs: 0 }] });
  expect(says('step-done', { step: 1, says: late }, { run })).toEqual(late);
});
