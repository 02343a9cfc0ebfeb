import { expect, test } from 'vitest';
import type { Sentence } from '#libs/contracts/sentence';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aProgramResult, aRemnant, aRun } from '#libs/testing/a-run';
import { conditionKinds } from '../../../conditions.js';
import { stepDone } from './step-done.js';

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

test('an output may have to be what another program printed in some of its lines', () => {
  const run = aRun({
    programs: [
      aProgramResult({ stdout: Buffer.from('QZ\nB\n') }),
      aProgramResult({ stdout: Buffer.from('ready\nsaid QZ\nsaid XB\n') }),
    ],
  });
  const picked = (picking: string) => says('stdout', { equals: { output: 1, picking } }, { run });
  expect(picked('^said X?(.*)$')).toBeNull();
  expect(picked('^said (.*)$')?.en).toBe(
    'About `uppercase` (number 1 of 2): Standard output differs at byte 4: "XB\\n" was wanted, "B\\n" came (5 bytes in all, 6 wanted).',
  );
});

test('a beginning of the output is enough where only a part can be wanted, and nothing else is', () => {
  const judged = (text: string) =>
    says(
      'stdout',
      { equals: { text: 'ABC\n' }, partly: true },
      { run: aRun({ programs: [aProgramResult({ stdout: Buffer.from(text) })] }) },
    );
  expect([judged(''), judged('AB'), judged('ABC\n')]).toEqual([null, null, null]);
  expect(judged('AX')?.en).toContain('differs at byte 2');
  expect(judged('ABC\nD')?.en).toContain('1 more came out');
});

test('only the first bytes of an input may be wanted', () => {
  const judged = (text: string) =>
    says(
      'stdout',
      { equals: { input: 'unchanged', first: 3 } },
      {
        input: Buffer.from('abcdef'),
        run: aRun({ programs: [aProgramResult({ stdout: Buffer.from(text) })] }),
      },
    );
  expect(judged('abc')).toBeNull();
  expect(judged('ab')?.en).toContain('Only the first 2 bytes of the 3 wanted');
  expect(judged('abcd')?.en).toContain('1 more came out');
});

test('what a program leaves behind is listed', () => {
  const run = aRun({
    remnants: [aRemnant('fifo', '/tmp/x'), aRemnant('process', 'sleep (pid 7)')],
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

test('of several steps of a kind each has to be done in time, whatever lies between them', () => {
  const late = { en: 'Too late.', zh: '太迟。' };
  const awaited = { do: 'await-exit', program: 0, withinMs: 9 } as const;
  const steps = [awaited, { do: 'pause', ms: 1 } as const, awaited, awaited];
  const say = (done: readonly boolean[]) => {
    const run = aRun({ steps: done.map((one) => ({ done: one, ms: 1, busyMs: 0 })) });
    const seen = aCaseRun({ run });
    return stepDone.judge({ step: 1, to: 3, says: late }, { ...seen, case: { ...seen.case, steps } });
  };
  expect(say([true, false, true, false])).toBeNull();
  expect(say([true, true, false, true])).toEqual(late);
});

test('a step that was done before its time says the sentence of the exercise', () => {
  const early = { en: 'Too early.', zh: '太早。' };
  const steps = [
    { done: true, ms: 1, busyMs: 0 },
    { done: false, ms: 500, busyMs: 0 },
  ];
  expect(says('step-not-done', { step: 1, says: early }, { run: aRun({ steps }) })).toEqual(early);
  expect(says('step-not-done', { step: 2, says: early }, { run: aRun({ steps }) })).toBeNull();
});

const began = 'the checker has begun\n';
const race = (file: string) => `WARNING: ThreadSanitizer: data race (pid=2)
  Write of size 8 at 0x7b0c by thread T1:
    #0 ring_put ${file}:1 (threads+0xec9)

  Previous read of size 8 at 0x7b0c by thread T2:
    #0 ring_get ${file}:2 (threads+0xec8)
`;
const raced = (text: string | null, seen: Parameters<typeof aRun>[0] = {}) => {
  const reports = text === null ? [] : [['thread-reports.txt', Buffer.from(text)] as const];
  const sources = [{ path: 'ring.c', content: 'r->head++;\nreturn r->head;\n' }];
  return says('no-race', { in: ['ring.*'] }, { run: aRun({ files: new Map(reports), ...seen }), sources });
};

test('threads that ran to their end without a report do not race', () => {
  expect(raced(began)).toBeNull();
});

test('a race is told before all else that is wrong, and how many there are', () => {
  const other = race('ring.c').replaceAll('ring_get', 'ring_size');
  expect(raced(`${began}${race('ring.c')}${race('ring.c')}${other}`, { ended: 'wall-time' })?.en).toBe(
    '`ring.c` line 1 writes 8 bytes in `ring_put` while thread 2 reads them in `ring_get` at line 2, with no lock or atomic in between. Line 1: `r->head++;` Line 2: `return r->head;` (1 more place like this.)',
  );
});

test('threads that crashed, ended early or were stopped have not shown that they do not race', () => {
  const crashed = aProgramResult({ end: { kind: 'killed', signal: 11 } });
  expect(raced(began, { programs: [crashed] })?.en).toBe(
    'No race was seen, but the test program `uppercase` was killed by SIGSEGV before its threads had done their work.',
  );
  expect(raced(began, { ended: 'wall-time', wallMs: 2_000 })?.en).toContain('had not ended after 2.0 s');
});

test('reports that somebody removed are missed', () => {
  expect(raced(null)?.en).toMatch(/^What the race checker had written down is gone/);
  expect(raced('something else')?.en).toMatch(/^What the race checker had written down is gone/);
});

test('a race outside of the hand-in, and a checker that cannot work, are our own mistakes', () => {
  expect(() => raced(`${began}${race('harness/threads.c')}`)).toThrow(/data race outside of the hand-in/);
  expect(() => raced(`${began}FATAL: ThreadSanitizer: out of memory\n`)).toThrow(/gave up: .*out of memory/);
  const refused = aProgramResult({
    stderr: Buffer.from('FATAL: ThreadSanitizer: unexpected memory mapping\n'),
  });
  expect(() => raced(null, { programs: [refused] })).toThrow(/did not start: .*unexpected memory mapping/);
});
