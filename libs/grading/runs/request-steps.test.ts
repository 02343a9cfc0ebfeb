import { constants } from 'node:os';
import { expect, test } from 'vitest';
import { Case } from './case.js';
import { requestSteps } from './request-steps.js';

function stepsOf(some: object, inputs: readonly string[], patience = 1) {
  const one = Case.parse({ id: 'one', title: { en: 'one', zh: '一' }, ...some });
  return requestSteps(one, {
    inputs: inputs.map((input) => Buffer.from(input)),
    patience,
    token: 'sometoken',
    seed: 'seed',
  });
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
  const nothing = { do: 'pause', ms: 0 };
  expect(stepsOf({ stdin: 'null-device', steps }, ['abc'])).toEqual([nothing, { do: 'idle', ms: 5 }]);
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

test('what is awaited may hold the word of the run, and deadlines stretch', () => {
  const steps = [
    { do: 'await-line', lines: 3, withinMs: 10 },
    { do: 'await-line', text: 'hi {{token}}', withinMs: 10 },
    { do: 'await-file', path: 'pid-{{token}}', is: 'ends-in-newline', withinMs: 10 },
    { do: 'await-file', path: '/tmp/x', is: { text: '{{token}}!' }, withinMs: 10 },
    { do: 'look', id: 'before' },
    { do: 'await-descriptors', since: 'before', withinMs: 10 },
  ];
  expect(stepsOf({ steps }, [''], 2)).toEqual([
    { do: 'await-line', program: 0, wanted: { lines: 3 }, withinMs: 20 },
    { do: 'await-line', program: 0, wanted: { text: 'hi sometoken' }, withinMs: 20 },
    { do: 'await-file', path: 'pid-sometoken', wanted: { kind: 'ends-in-newline' }, withinMs: 20 },
    { do: 'await-file', path: '/tmp/x', wanted: { kind: 'holds', text: 'sometoken!' }, withinMs: 20 },
    { do: 'look', name: 'before' },
    { do: 'await-descriptors', program: 0, since: 'before', more: 0, withinMs: 20 },
  ]);
});

test('a pause between two ends is drawn from the seed, each time anew, and does not stretch', () => {
  const steps = Array.from({ length: 4 }, () => ({ do: 'pause', ms: { from: 10, to: 20 } }));
  const drawn = stepsOf({ steps }, [''], 4).map((step) => (step.do === 'pause' ? step.ms : Number.NaN));
  expect(drawn.every((ms) => ms >= 10 && ms <= 20)).toBe(true);
  expect(new Set(drawn).size).toBe(4);
  expect(stepsOf({ steps: [{ do: 'pause', ms: 7 }] }, [''], 4)).toEqual([{ do: 'pause', ms: 7 }]);
});

test('what is typed holds the word of the run, and what comes next is waited for with it', () => {
  const steps = [
    { do: 'type', text: 'echo {{token}}\n\x03' },
    { do: 'await-line', next: '{{token}}\nmsh> ', withinMs: 100 },
  ];
  expect(stepsOf({ terminal: true, steps }, [''], 4)).toEqual([
    {
      do: 'write-input',
      program: 0,
      data: Buffer.from('echo sometoken\n\x03'),
      chunkBytes: 16,
      pauseMs: 0,
    },
    { do: 'await-line', program: 0, wanted: { next: /sometoken\nmsh> / }, withinMs: 400 },
  ]);
});
