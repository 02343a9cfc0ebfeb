import { expect, test } from 'vitest';
import { toJobeResult } from './jobe-result.js';

const ran = {
  kind: 'ran',
  ended: 'programs-ended',
  exitCode: 0,
  signal: null,
  stdout: 'out',
  stderr: '',
  wallMs: 1,
  cpuMs: 1,
} as const;

test.each([
  [{}, 15],
  [{ exitCode: 3 }, 15],
  [{ stderr: 'oops' }, 12],
  [{ exitCode: null, signal: 11 }, 12],
  [{ exitCode: null, signal: 31 }, 19],
  [{ exitCode: null, ended: 'wall-time' }, 13],
  [{ exitCode: null, ended: 'cpu-time' }, 13],
  [{ exitCode: null, ended: 'deadlock' }, 13],
  [{ exitCode: null, ended: 'output-limit' }, 13],
  [{ exitCode: null, ended: 'memory-limit' }, 17],
  [{ exitCode: 0, ended: 'deadlock' }, 15],
])('a run with %j has the outcome %i', (parts, outcome) => {
  expect(toJobeResult('r', { ...ran, ...parts }).outcome).toBe(outcome);
});

test('CodeRunner takes standard error for a failure of the program, so a limit comes without it', () => {
  const result = toJobeResult('r', { ...ran, exitCode: null, ended: 'wall-time', stderr: 'half a trace' });
  expect(result).toEqual({ run_id: 'r', outcome: 13, cmpinfo: '', stdout: 'out', stderr: '' });
});

test('what the compiler says is all that a program without a build has', () => {
  expect(toJobeResult('r', { kind: 'did-not-compile', says: 'error' })).toEqual({
    run_id: 'r',
    outcome: 11,
    cmpinfo: 'error',
    stdout: '',
    stderr: '',
  });
});
