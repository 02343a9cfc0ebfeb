import { constants } from 'node:os';
import { expect, test } from 'vitest';
import { Case } from './case.js';
import { requestSteps } from './request-steps.js';

function stepsOf(some: object, inputs: readonly string[], patience = 1) {
  const one = Case.parse({ id: 'one', title: { en: 'one', zh: '一' }, ...some });
  return requestSteps(
    one,
    inputs.map((input) => Buffer.from(input)),
    patience,
  );
}

test('each program gets its own input, piece by piece', () => {
  const steps = [
    { do: 'write-input', program: 1, bytes: 2 },
    { do: 'write-input', bytes: 1 },
    { do: 'start-input', program: 1 },
    { do: 'start-input' },
  ];
  const pieces = stepsOf({ beside: [{}], steps }, ['abc', 'vwxyz']).map((step) =>
    'data' in step ? [step.program, Buffer.from(step.data).toString()] : step.do,
  );
  expect(pieces).toEqual([
    [1, 'vw'],
    [0, 'a'],
    [1, 'xyz'],
    [0, 'bc'],
  ]);
});

test('who has no pipe for it is given no input, and everything else is done', () => {
  const steps = [{ do: 'start-input' }, { do: 'idle', ms: 5 }];
  expect(stepsOf({ stdin: 'null-device', steps }, ['abc'])).toEqual([{ do: 'idle', ms: 5 }]);
});

test('deadlines stretch, and signals become numbers', () => {
  const steps = [
    { do: 'await-exit', program: 1, withinMs: 100 },
    { do: 'signal', program: 1, to: 'program', signal: 'USR1' },
  ];
  expect(stepsOf({ beside: [{}], steps }, ['', ''], 4)).toEqual([
    { do: 'await-exit', program: 1, withinMs: 400 },
    { do: 'signal', program: 1, to: 'program', signal: constants.signals.SIGUSR1 },
  ]);
});
