import { expect, test } from 'vitest';
import { readFixture } from '../../testing-logs/read-fixture.js';
import { toTrace } from '../../to-trace.js';

test('what multiprocessing and subprocess make for themselves is told apart from what the program made', async () => {
  const trace = toTrace(await readFixture('multiprocessing'));
  expect(trace.processes.map(({ id, role }) => [id, role])).toEqual([
    ['p0', 'harness'],
    ['p1', 'student'],
    ['p2', 'runtime'],
    ['p3', 'student'],
    ['p4', 'student'],
  ]);
  const pipes = trace.objects.filter((object) => object.kind === 'pipe' && object.outside === null);
  expect(pipes.map(({ name, role }) => `${name} ${role}`)).toEqual([
    // The queue.
    'pipe 1 student',
    // To the resource tracker, and the one by which it would have said that it could not start.
    'pipe 2 runtime',
    'pipe 3 runtime',
    // Sentinels of the worker.
    'pipe 4 runtime',
    'pipe 5 runtime',
    // What subprocess was asked to capture, and the error of execve that did not happen.
    'pipe 6 student',
    'pipe 7 student',
    'pipe 8 runtime',
  ]);
});

test('the pipes of a program that is not Python, even unused ones, are its own', async () => {
  const trace = toTrace(await readFixture('parent-to-child'));
  expect(trace.objects.map((object) => object.role)).not.toContain('runtime');
});
