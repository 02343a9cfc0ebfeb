import { expect, test } from 'vitest';
import type { Sentence } from '#libs/contracts/sentence';
import { readPlan } from '#libs/grading/plan';
import type { ProgramEnd } from '#libs/sandbox/sandbox';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import { anExercise } from '#libs/testing/an-exercise';
import { boardAddsUp } from './board-adds-up.js';
import { tickets } from './tickets.js';

type Printed = string | { readonly text: string; readonly end: ProgramEnd };

/** A run of several `score board ID N`, IDs from 1 on, each with as many points as are wanted of it, and of `show` behind them. */
function aBoardRun(points: readonly number[], printed: readonly Printed[]) {
  const [first, ...others] = points.map((each, at) => ({ args: ['board', String(at + 1), String(each)] }));
  const check = {
    name: { en: 'a', zh: 'a' },
    group: 'behaviour',
    points: 100,
    expect: [{ kind: 'nothing-left', case: 'one' }],
  };
  const plan = {
    cases: [
      { id: 'one', title: { en: 'one', zh: '一' }, ...first, beside: [...others, { args: ['board'] }] },
    ],
    checks: [check],
  };
  const [only] = readPlan(anExercise({ plan })).cases;
  if (!only) throw new Error('The plan of a case has a case.');
  const programs = printed.map((one, at) => {
    const { text, end } = typeof one === 'string' ? { text: one, end: ended } : one;
    return aProgramResult({
      name: at < points.length ? 'score' : 'show',
      pid: at + 2,
      stdout: Buffer.from(text),
      end,
    });
  });
  return { ...aCaseRun({ run: aRun({ programs }) }), case: only };
}

const ended: ProgramEnd = { kind: 'exited', code: 0 };

function says(points: readonly number[], printed: readonly Printed[], over: object = {}): Sentence | null {
  return tickets.judge({ programs: { from: 0, to: points.length - 1 }, ...over }, aBoardRun(points, printed));
}

test('tickets that rise in each process, each given once, are right', () => {
  expect(says([2, 2], ['ready\n1\n3\n', 'ready\n2\n4\n'])).toBeNull();
  expect(says([1], ['ready\n101\n'], { from: 101 })).toBeNull();
});

test('a ticket that was given twice is told with what was lost', () => {
  expect(says([3, 3], ['ready\n1\n2\n3\n', 'ready\n2\n3\n4\n'])).toEqual({
    en: 'Ticket 2 was given to two processes, and 2 points disappeared in this way.',
    zh: '票号 2 发给了两个进程，这样一共丢失了 2 分。',
  });
  expect(says([2, 2], ['ready\n1\n2\n', 'ready\n1\n2\n'])).toEqual({
    en: 'Ticket 1 was given to two processes: 2 points disappeared when they began at the same time.',
    zh: '票号 1 发给了两个进程：它们同时开始时丢失了 2 分。',
  });
  expect(says([1], ['ready\n1\n'], { from: 101 })).toEqual({
    en: 'After the second start the tickets began at 1 again: what was in FILE was lost.',
    zh: '第二次启动之后，票号又从 1 开始：FILE 中原有的内容丢失了。',
  });
});

test('a file that was used before it had a length is told', () => {
  expect(says([1], [{ text: 'ready\n', end: { kind: 'killed', signal: 7 } }])).toEqual({
    en: '`score` was killed by SIGBUS: FILE was still empty when it was used.',
    zh: '`score`被 SIGBUS 杀死：它使用 FILE 时，FILE 还是空的。',
  });
});

test('missing, falling and odd lines are told', () => {
  expect(says([2], ['ready\n1\n'])?.en).toBe('`score` printed 1 tickets; 2 were wanted.');
  expect(says([2], ['ready\n1\n3\n'])?.en).toBe(
    'Ticket 2 was given to nobody; 2 points were made, and nobody was killed.',
  );
  expect(says([2], ['ready\n2\n1\n'])?.en).toBe(
    '`score` printed ticket 1 after 2; each process prints rising tickets.',
  );
  expect(says([1], ['1\nready\n'])?.en).toBe(
    '`score` printed the line "1"; "ready" and then one ticket a line were wanted.',
  );
});

test('of a killed process only what it printed counts', () => {
  const printed = ['ready\n1\n4\n', { text: 'ready\n2\n1', end: { kind: 'killed', signal: 9 } as const }];
  expect(says([2, 9], printed, { killed: [1] })).toBeNull();
});

function board(show: string, over: object = {}): Sentence | null {
  const seen = aBoardRun([2, 2], ['ready\n1\n3\n', 'ready\n2\n4\n', show]);
  return boardAddsUp.judge({ program: 2, of: { from: 0, to: 1 }, ...over }, seen);
}

test('a board that does not add up is told', () => {
  expect(board('1 2\n2 2\ntotal 4\n')).toBeNull();
  expect(board('1 2\n2 2\ntotal 3\n')).toEqual({
    en: '`show` printed `total 3`; 4 points were made.',
    zh: '`show` 输出了 `total 3`；一共得了 4 分。',
  });
  expect(board('1 2\n2 1\ntotal 4\n')?.en).toBe(
    '`show` printed a count of 1 for ID 2; 2 points were made for it.',
  );
  expect(board('2 2\n1 2\ntotal 4\n')?.en).toMatch(/lines "ID COUNT" by ID and then "total T" were wanted/);
});

test('after a kill the counts may be one apart, and no more', () => {
  const killed = { killed: [1] };
  expect(board('1 2\n2 3\ntotal 4\n', killed)).toBeNull();
  expect(board('1 2\n2 4\ntotal 4\n', killed)).toEqual({
    en: 'After 1 kill the counts add up to 6 and the total is 4; they may differ by at most 1.',
    zh: '杀死 1 个进程之后，各分数之和是 6，总数是 4；最多可以相差 1。',
  });
  expect(board('1 2\n2 1\ntotal 3\n', killed)?.en).toBe(
    '`show` printed `total 3`, and ticket 4 had been given before.',
  );
  expect(board('1 1\n2 3\ntotal 4\n', killed)?.en).toMatch(/whose process was not killed and made 2 points/);
});
