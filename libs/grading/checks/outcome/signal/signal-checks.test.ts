import { expect, test } from 'vitest';
import type { Sentence } from '#libs/contracts/sentence';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import type { ProgramEnd } from '#libs/sandbox/sandbox';
import type { StepResult } from '#libs/sandbox/step';
import { conditionKinds } from '../../../conditions.js';
import type { PlainStep } from '../../../runs/case-steps.js';

interface Told {
  readonly stdout: string;
  readonly end?: ProgramEnd;
  readonly steps?: readonly (readonly [PlainStep, Partial<StepResult>])[];
  readonly files?: Record<string, string>;
}

function says(
  kind: string,
  condition: object,
  { stdout, end, steps = [], files = {} }: Told,
): Sentence | null {
  const found = conditionKinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`no kind ${kind}`);
  const program = aProgramResult({ pid: 7, stdout: Buffer.from(stdout), ...(end && { end }) });
  const run = aRun({
    programs: [program],
    steps: steps.map(([, result]) => ({ done: true, ms: 5, busyMs: 0, ...result })),
    files: new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])),
  });
  const seen = aCaseRun({ run });
  return found.judge(condition, { ...seen, case: { ...seen.case, steps: steps.map(([step]) => step) } });
}

const send = (signal: 'USR1' | 'HUP'): readonly [PlainStep, Partial<StepResult>] => [
  { do: 'signal', program: 0, to: 'program', signal },
  {},
];
const line = (lines: number, done: boolean): readonly [PlainStep, Partial<StepResult>] => [
  { do: 'await-line', program: 0, lines, skipping: false, withinMs: 1_000 },
  { done, ms: done ? 3 : 1_000 },
];

test('answers that came in time and in order are fine', () => {
  const steps = [send('USR1'), line(1, true), send('HUP'), line(2, true)];
  expect(
    says('answers', { lines: ['status 1', 'reload'] }, { stdout: 'status 1\nreload\nbye\n', steps }),
  ).toBeNull();
});

test('a signal that was not answered is told, and what a case knows of it goes before', () => {
  const steps = [send('USR1'), line(1, false)];
  expect(says('answers', { lines: ['status 1'] }, { stdout: 'bye\n', steps })).toEqual({
    en: 'No line came within 1000 ms after SIGUSR1.',
    zh: 'SIGUSR1 之后 1000 毫秒内没有出现应有的行。',
  });
  const missing = { en: 'It was overwritten.', zh: '它被覆盖了。' };
  expect(says('answers', { lines: ['status 1'], missing }, { stdout: '', steps })?.en).toBe(
    'It was overwritten. No line came within 1000 ms after SIGUSR1.',
  );
});

test('lines that come only at the end were not flushed', () => {
  const steps = [send('USR1'), line(1, false)];
  expect(says('answers', { lines: ['status 1'] }, { stdout: 'status 1\nbye\n', steps })?.en).toContain(
    'so flush after each line.',
  );
});

test('a program that dies of the first signal is told that it was not ready, and of a later one that its handler was gone', () => {
  const end: ProgramEnd = { kind: 'killed', signal: 10 };
  expect(says('answers', { lines: ['status 1'] }, { stdout: '', end })).toEqual({
    en: 'The first SIGUSR1 ended your program: it met the default action, although PIDFILE had already told the world your pid.',
    zh: '第一个 SIGUSR1 就结束了你的程序：它遇到的是默认动作，而 PIDFILE 已经把你的 pid 告诉了外界。',
  });
  expect(says('answers', { lines: ['status 1'] }, { stdout: 'status 1\n', end })).toEqual({
    en: 'Your handler worked once; the next SIGUSR1 met the default action, which ends the process.',
    zh: '你的处理函数起了 1 次作用；下一个 SIGUSR1 遇到的是默认动作，进程就此结束。',
  });
});

test('signals that were sent together are answered in any order', () => {
  const condition = { lines: ['status 1', 'reload'], together: true };
  expect(says('answers', condition, { stdout: 'reload\nstatus 1\nbye\n' })).toBeNull();
  expect(says('answers', condition, { stdout: 'reload\nbye\n' })?.en).toBe(
    '`status 1` and `reload` were wanted, in any order; what came is `reload`, `bye`.',
  );
});

test('in a crowd numbers may be skipped, but not come twice, fall, or exceed what was sent', () => {
  expect(says('rising-answers', { most: 200 }, { stdout: 'status 3\nreload\nstatus 9\nbye\n' })).toBeNull();
  expect(says('rising-answers', { most: 200 }, { stdout: 'status 3\nreload\nstatus 3\n' })).toEqual({
    en: 'Line 3 is `status 3` after `status 3` had been printed: N must rise. A line that comes twice or out of order is what happens when your handler interrupted printf inside printf.',
    zh: '已经输出过 `status 3`，第 3 行却是 `status 3`：N 必须递增。同一行出现两次或次序颠倒，是因为你的处理函数在 printf 执行到一半时又打断了它。',
  });
  expect(says('rising-answers', { most: 2 }, { stdout: 'status 3\n' })?.en).toBe(
    'Line 1 is `status 3`, and only 2 SIGUSR1 had been sent: the kernel merges signals, it never doubles them.',
  );
  expect(says('rising-answers', { most: 2 }, { stdout: 'staatus 1\n' })?.en).toContain(
    'which is no whole answer',
  );
  expect(says('rising-answers', { most: 2 }, { stdout: 'bye\nreload\n' })?.en).toContain(
    '1 lines came after `bye`',
  );
});

test('who is deaf after the crowd is told so', () => {
  const steps = [[{ do: 'await-blocked', withinMs: 5 }, { outputBytes: [9] }]] as const;
  expect(says('rising-answers', { most: 9, calm: 1 }, { stdout: 'status 1\nbye\n', steps })?.en).toContain(
    'no line answered it',
  );
  expect(
    says('rising-answers', { most: 9, calm: 1 }, { stdout: 'status 1\nstatus 2\nbye\n', steps }),
  ).toBeNull();
});

test('a file with the pid of somebody else, or with something behind it, is told', () => {
  const file = 'pid-{{token}}';
  expect(says('pid-file', { file }, { stdout: '', files: { 'pid-sometoken': '7\n' } })).toBeNull();
  expect(says('pid-file', { file }, { stdout: '', files: { 'pid-sometoken': '1\n' } })).toEqual({
    en: '`pid-sometoken` holds "1\\n"; the process that was started, and that answers, has pid 7: "7" and one newline were wanted.',
    zh: '`pid-sometoken` 的内容是 "1\\n"；被启动并作出回答的进程的 pid 是 7：应当是 “7” 和一个换行符。',
  });
  expect(says('pid-file', { file }, { stdout: '', files: { 'pid-sometoken': '7\nold\n' } })?.en).toContain(
    'behind it what was left of the older, longer file',
  );
  expect(says('pid-file', { file }, { stdout: '' })?.en).toBe(
    '`pid-sometoken` was not there while the program ran.',
  );
});

test('the signal that ended a program too early is named', () => {
  const condition = { by: ['HUP', 'TERM'], says: { en: 'It was promised.', zh: '这是承诺。' } };
  expect(says('not-killed', condition, { stdout: '', end: { kind: 'killed', signal: 1 } })).toEqual({
    en: 'It was promised. SIGHUP met its default action and ended the program.',
    zh: '这是承诺。SIGHUP 遇到的是默认动作，程序就此结束。',
  });
  expect(says('not-killed', condition, { stdout: '', end: { kind: 'killed', signal: 9 } })).toBeNull();
});
