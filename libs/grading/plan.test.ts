import { expect, test } from 'vitest';
import { anExercise } from '#libs/testing/an-exercise';
import { planFor, readPlan } from './plan.js';

const smallest = {
  cases: [{ id: 'one', title: { en: 'one', zh: '一' } }],
  checks: [
    {
      name: { en: 'it ends with 0', zh: '以 0 结束' },
      group: 'behaviour',
      points: 100,
      expect: [{ kind: 'exit', case: 'one', code: 0 }],
    },
  ],
};

test('a case that says nothing more gets all its input, then its end', () => {
  const plan = readPlan(anExercise({ plan: smallest }));
  expect(plan.cases[0]).toMatchObject({ steps: [{ do: 'start-input' }], wallMs: 5000, traced: false });
});

test('repeated steps are written out', () => {
  const steps = [
    {
      repeat: 2,
      steps: [
        { do: 'write-input', bytes: 4 },
        { do: 'stop-and-continue', to: 'everybody', times: 1 },
      ],
    },
  ];
  const plan = readPlan(anExercise({ plan: { ...smallest, cases: [{ ...smallest.cases[0], steps }] } }));
  expect(plan.cases[0]?.steps.map((step) => step.do)).toEqual([
    'write-input',
    'stop-and-continue',
    'write-input',
    'stop-and-continue',
  ]);
});

test('points that do not add up to 100 are refused', () => {
  const checks = [{ ...smallest.checks[0], points: 99 }];
  expect(() => readPlan(anExercise({ plan: { ...smallest, checks } }))).toThrow(/add up to 100, not 99/);
});

test('rows may be worth more in one language and absent in another, and each language has its 100 points', () => {
  const [check] = smallest.checks;
  const checks = [
    { ...check, points: { c: 60, python: 100 } },
    { ...check, points: 40, languages: ['c'], expect: [{ kind: 'exit', case: 'two', code: 0 }] },
  ];
  const cases = [...smallest.cases, { id: 'two', title: { en: 'two', zh: '二' } }];
  const exercise = anExercise({ plan: { cases, checks }, languages: ['c', 'python'] });
  const plan = readPlan(exercise);
  expect(planFor(plan, 'c').checks.map(({ points }) => points)).toEqual([60, 40]);
  expect(planFor(plan, 'python').checks.map(({ points }) => points)).toEqual([100]);
  expect(planFor(plan, 'python').cases.map(({ id }) => id)).toEqual(['one']);
  expect(() => readPlan({ ...exercise, languages: ['c', 'cpp'] })).toThrow(
    /of all checks for cpp must add up to 100, not 0/,
  );
});

test('a condition on a case that is not there is refused by name', () => {
  const checks = [{ ...smallest.checks[0], expect: [{ kind: 'exit', case: 'two', code: 0 }] }];
  expect(() => readPlan(anExercise({ plan: { ...smallest, checks } }))).toThrow(/names the case "two"/);
});

test('a condition on a program that the case does not run is refused, and never a student’s fault', () => {
  const checks = [{ ...smallest.checks[0], expect: [{ kind: 'exit', case: 'one', program: 1, code: 0 }] }];
  expect(() => readPlan(anExercise({ plan: { ...smallest, checks } }))).toThrow(
    /means program 1; the case has 1/,
  );
});

test('whatever a condition calls a program, the case has to have it', () => {
  const wide = (condition: object) => () => {
    const checks = [{ ...smallest.checks[0], expect: [{ case: 'one', ...condition }] }];
    return readPlan(anExercise({ plan: { ...smallest, checks } }));
  };
  expect(wide({ kind: 'stdout', equals: { input: 'unchanged', of: 3 } })).toThrow(/means program 3/);
  expect(wide({ kind: 'stdout', equals: { output: 2 } })).toThrow(/means program 2/);
  expect(wide({ kind: 'stdout', equals: { output: 0, picking: '(' } })).toThrow(/regular expression/);
});

test('a kind of condition that does not exist is refused with its place', () => {
  const checks = [{ ...smallest.checks[0], expect: [{ kind: 'exits', case: 'one' }] }];
  expect(() => readPlan(anExercise({ plan: { ...smallest, checks } }))).toThrow(/checks\[0\]\.expect\[0\]/);
});

test('two cases with one id are refused', () => {
  const cases = [smallest.cases[0], smallest.cases[0]];
  expect(() => readPlan(anExercise({ plan: { ...smallest, cases } }))).toThrow(/the same id/);
});

const withFaults = (faults: readonly unknown[]) =>
  readPlan(anExercise({ plan: { ...smallest, cases: [{ ...smallest.cases[0], faults }] } }));

test('a fault meets its first call once, unless it says otherwise', () => {
  const plan = withFaults([{ calls: ['read'], object: 'pipe', do: { short: 1 } }]);
  expect(plan.cases[0]?.faults).toEqual([
    {
      calls: ['read'],
      object: 'pipe',
      from: 1,
      every: 1,
      times: 1,
      counting: 'run',
      when: 'before',
      do: { short: 1 },
    },
  ]);
});

test.each([
  [{ calls: ['mount'], do: { short: 1 } }],
  [{ calls: ['read'], do: { error: 'EPERM' } }],
  [{ calls: ['read'], do: { short: 1, delayMs: 2 } }],
  [{ calls: ['read'], object: { path: 'box' }, do: { short: 1 } }],
  [{ calls: ['read'], when: 'after', do: { short: 1 } }],
  [{ calls: ['read'], times: 'endless', do: { interrupt: 'USR1' } }],
  [{ calls: ['read'], do: { delayMs: { from: 2, to: 1 } } }],
  [{ calls: ['read'], do: { signal: 'KILL', forMs: 5 } }],
])('a fault that nobody could make is refused with its place: %j', (fault) => {
  expect(() => withFaults([fault])).toThrow(/cases\[0\]\.faults\[0\]/);
});
