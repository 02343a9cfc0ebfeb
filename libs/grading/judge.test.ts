import { expect, test } from 'vitest';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import { aFlow, aHistory } from '#libs/testing/a-history';
import { anExercise } from '#libs/testing/an-exercise';
import type { Run } from '#libs/sandbox/sandbox';
import type { History } from '#libs/trace/history';
import { judge } from './judge.js';
import { planFor, readPlan } from './plan.js';
import type { CaseRun } from './runs/case-run.js';

const name = { en: 'a check', zh: '一项检查' };
const title = { en: 'short text', zh: '短文本' };

interface Seen {
  readonly run: Run;
  readonly history?: History;
  readonly input?: string;
}

function checkOne(group: string, condition: object, seen: Seen) {
  return judgeOne(group, condition, seen).checks[0];
}

function judgeOne(group: string, condition: object, seen: Seen) {
  const wanted = { case: 'one', ...condition };
  const plan = readPlan(
    anExercise({
      plan: { cases: [{ id: 'one', title }], checks: [{ name, group, points: 100, expect: [wanted] }] },
    }),
  );
  const [one] = plan.cases;
  if (!one) throw new Error('no case');
  const run: CaseRun = {
    id: 'r1',
    case: one,
    run: seen.run,
    inputs: [Buffer.from(seen.input ?? '')],
    token: 'sometoken',
    sources: [],
    program: 'uppercase',
    history: seen.history ?? null,
  };
  return judge(planFor(plan, 'c'), { runs: [run], unfit: new Map() }, 'seed');
}

test('a program that does as asked gets the points and no sentence', () => {
  const seen = { run: aRun({ programs: [aProgramResult({ stdout: Buffer.from('AB\n') })] }), input: 'ab\n' };
  expect(checkOne('behaviour', { kind: 'stdout', equals: { input: 'upper-case' } }, seen)).toMatchObject({
    passed: true,
    points: 100,
    says: '',
    runs: ['r1'],
  });
});

test('an output that stops early is told that a read returns what is there', () => {
  const seen = { run: aRun({ programs: [aProgramResult({ stdout: Buffer.from('ABC') })] }), input: 'abcdef' };
  expect(checkOne('behaviour', { kind: 'stdout', equals: { input: 'upper-case' } }, seen)?.says).toBe(
    'Only the first 3 bytes of the 6 wanted came out: a read returns what is there, not what you asked for.',
  );
});

test('an output that shrinks at a run of NUL bytes is told so', () => {
  const seen = {
    run: aRun({ programs: [aProgramResult({ stdout: Buffer.from('AB') })] }),
    input: `ab${'\0'.repeat(20)}c`,
  };
  expect(checkOne('behaviour', { kind: 'stdout', equals: { input: 'upper-case' } }, seen)?.says).toMatch(
    /^The output stops or shrinks at the first NUL byte/,
  );
});

test('a program killed by a signal is told which, and what was wanted', () => {
  const seen = { run: aRun({ programs: [aProgramResult({ end: { kind: 'killed', signal: 13 } })] }) };
  const who = { en: 'The parent', zh: '父进程' };
  expect(checkOne('robustness', { kind: 'exit', code: 3, who }, seen)).toMatchObject({
    says: 'The parent was killed by SIGPIPE instead of reporting exit 3.',
    saysZh: '父进程被 SIGPIPE 杀死，而没有报告退出状态 3。',
  });
});

test('a program that used too much memory is told the limit', () => {
  const seen = { run: aRun({ ended: 'memory-limit' }) };
  expect(checkOne('behaviour', { kind: 'exit', code: 0 }, seen)?.says).toContain(
    'more than 256 MiB of memory',
  );
});

test('a decoy of the right length through a pipe is no evidence', () => {
  const history = aHistory({ transfers: [aFlow('xxxxxx')] });
  const none = { en: 'No byte.', zh: '没有字节。' };
  const condition = { kind: 'flow', from: 'program', to: 'descendants', through: 'pipe', none };
  const result = checkOne('robustness', condition, { run: aRun(), history, input: 'abcdef' });
  expect(result?.says).toBe('No byte. 6 other bytes went through pipe 1.');
});

test('the input through a pipe to a descendant is evidence, converted or not', () => {
  const history = aHistory({ transfers: [aFlow('abc'), aFlow('DEF', { offset: 3 })] });
  const none = { en: 'No byte.', zh: '没有字节。' };
  const condition = { kind: 'flow', from: 'program', to: 'descendants', through: 'pipe', none };
  expect(checkOne('robustness', condition, { run: aRun(), history, input: 'abcdef' })?.passed).toBe(true);
});

test('where no behaviour was seen, evidence and hygiene earn nothing', () => {
  expect(checkOne('hygiene', { kind: 'nothing-left' }, { run: aRun() })).toMatchObject({
    passed: false,
    points: 0,
    says: 'Nothing of the wanted behaviour was seen, so this earns nothing yet.',
  });
});

test('without the key of its group a check earns nothing and says so, and other groups keep theirs', () => {
  const row = (group: string, en: string, { code = 0, key = false } = {}) => ({
    name: { en, zh: en },
    group,
    points: 25,
    key,
    expect: [{ kind: 'exit', case: 'one', code }],
  });
  const checks = [
    row('behaviour', 'a'),
    row('evidence', 'b', { code: 1, key: true }),
    row('evidence', 'c'),
    row('hygiene', 'd'),
  ];
  const plan = readPlan(anExercise({ plan: { cases: [{ id: 'one', title }], checks } }));
  const [one] = plan.cases;
  if (!one) throw new Error('no case');
  const seen = {
    id: 'r1',
    case: one,
    run: aRun(),
    inputs: [],
    token: 't',
    sources: [],
    program: 'p',
    history: null,
  };
  const results = judge(planFor(plan, 'c'), { runs: [seen], unfit: new Map() }, 'seed').checks;
  expect(results.map(({ points }) => points)).toEqual([25, 0, 0, 25]);
  expect(results[2]).toMatchObject({
    passed: false,
    says: 'This counts only together with "b".',
    saysZh: '这一项只有与“b”一起才算数。',
  });
});

test('a loop without waiting is told from its processor time', () => {
  const seen = { run: aRun() };
  expect(checkOne('robustness', { kind: 'idle-cpu', belowMs: 500 }, seen)?.says).toContain(
    'had already ended',
  );
});

test('what a failed check is about is told for the picture of its run, and is no part of the report', () => {
  const descriptors = [
    {
      process: 'p1',
      fd: 3,
      object: 'o1',
      access: 'read' as const,
      closeOnExec: false,
      fromMs: 0,
      untilMs: null,
      endedBy: null,
    },
  ];
  const history = aHistory({ transfers: [aFlow('abcdef')], descriptors });
  const wanted = { kind: 'pipe-ends-at-first-read', from: 'program', to: 'descendants', through: 'pipe' };
  const { checks, culprits } = judgeOne('evidence', wanted, { run: aRun({}), history, input: 'abcdef' });
  expect([...culprits]).toEqual([['r1', ['p1', 'o1']]]);
  expect(checks[0]).not.toHaveProperty('about');
});

test('a case whose harness does not fit the hand-in fails every condition with the reason', () => {
  const plan = readPlan(
    anExercise({
      plan: {
        cases: [{ id: 'one', title }],
        checks: [
          { name, group: 'robustness', points: 100, expect: [{ kind: 'exit', case: 'one', code: 0 }] },
        ],
      },
    }),
  );
  const why = { en: 'It cannot be built.', zh: '无法编译。' };
  const { checks } = judge(planFor(plan, 'c'), { runs: [], unfit: new Map([['one', why]]) }, 'seed');
  expect(checks).toMatchObject([{ passed: false, points: 0, says: why.en, saysZh: why.zh, runs: [] }]);
});

test('who fails a check in a run with bad luck is told what was done on purpose', () => {
  const says = {
    en: 'On purpose: the first read was cut to 1 byte.',
    zh: '有意为之：第 1 次 read 被截为 1 字节。',
  };
  const mishap = { fault: 0, process: 'p1', thread: null, call: 'read', number: 1, waitMs: 0, atMs: 1, says };
  const run = aRun({ programs: [aProgramResult({ end: { kind: 'exited', code: 3 } })], mishaps: [mishap] });
  const failed = checkOne('robustness', { kind: 'exit', code: 0 }, { run });
  expect(failed).toMatchObject({
    passed: false,
    says: expect.stringMatching(/\. On purpose: the first read was cut to 1 byte\.$/),
    saysZh: expect.stringMatching(/。有意为之：第 1 次 read 被截为 1 字节。$/),
  });
  expect(checkOne('robustness', { kind: 'exit', code: 3 }, { run })?.says).toBe('');
});
