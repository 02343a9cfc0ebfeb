import { expect, test } from 'vitest';
import { anExercise } from '#libs/testing/an-exercise';
import { readPlan } from '../plan.js';

function caseOf(over: object) {
  const cases = [{ id: 'one', title: { en: 'one', zh: '一' }, ...over }];
  const expected = [{ kind: 'exit', case: 'one', code: 0 }];
  const checks = [{ name: { en: 'a', zh: 'a' }, group: 'behaviour', points: 100, expect: expected }];
  const [only] = readPlan(anExercise({ plan: { cases, checks } })).cases;
  return only;
}

test('copies are programs of their own, each with its number and its letter', () => {
  const one = caseOf({
    beside: [
      { args: ['first'] },
      { args: ['{{letter}}', 'in {{copy}}-{{token}}'], input: { text: '{{copy}}\n' }, copies: 3 },
    ],
  });
  expect(one?.beside.map(({ args, input }) => ({ args, input }))).toEqual([
    { args: ['first'], input: { text: '' } },
    { args: ['a', 'in 0-{{token}}'], input: { text: '0\n' } },
    { args: ['b', 'in 1-{{token}}'], input: { text: '1\n' } },
    { args: ['c', 'in 2-{{token}}'], input: { text: '2\n' } },
  ]);
});

test('a repeated input of copies holds the letter of each, and still counts', () => {
  const one = caseOf({ beside: [{ input: { repeat: '{{letter}}{{number:2}}\n', times: 2 }, copies: 2 }] });
  expect(one?.beside.map(({ input }) => input)).toEqual([
    { repeat: 'a{{number:2}}\n', times: 2 },
    { repeat: 'b{{number:2}}\n', times: 2 },
  ]);
});

test('steps for many programs are done for one after the other', () => {
  const one = caseOf({
    beside: [{ copies: 3, starts: 'by-step' }],
    steps: [
      { programs: { from: 1, to: 3 }, steps: [{ do: 'start' }, { do: 'close-input' }] },
      { repeat: 2, steps: [{ do: 'idle', ms: 1 }] },
    ],
  });
  expect(one?.steps.map((step) => [step.do, 'program' in step ? step.program : null])).toEqual([
    ['start', 1],
    ['close-input', 1],
    ['start', 2],
    ['close-input', 2],
    ['start', 3],
    ['close-input', 3],
    ['idle', null],
    ['idle', null],
  ]);
});

test('more programs than a run can have are refused', () => {
  expect(() => caseOf({ beside: [{ copies: 64 }, {}] })).toThrow(/At most \d+ programs run beside the first/);
});

test('a range that goes backwards, or beyond the programs, is refused', () => {
  const steps = (from: number, to: number) => [{ programs: { from, to }, steps: [{ do: 'close-input' }] }];
  expect(() => caseOf({ steps: steps(2, 1) })).toThrow(/from its first program to its last/);
  expect(() => caseOf({ steps: steps(0, 1) })).toThrow(/means program 1; the case has 1/);
});
