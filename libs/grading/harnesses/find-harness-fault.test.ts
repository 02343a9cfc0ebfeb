import { expect, test } from 'vitest';
import { aRingExercise } from '#libs/testing/a-ring-exercise';
import { Plan, readPlan } from '../plan.js';

const plan = Plan.parse(aRingExercise().plan);
const [racing] = plan.harnesses;
if (racing === undefined) throw new Error('The ring has no harness.');

const withPlan = (changes: object, exercise: object = {}) =>
  readPlan({ ...aRingExercise(), ...exercise, plan: { ...plan, ...changes } });

test('harnesses that can be built and run are taken', () => {
  expect(withPlan({}).harnesses.map(({ name, sanitize }) => [name, sanitize])).toEqual([
    ['racing-threads', 'thread'],
    ['threads', 'none'],
  ]);
});

test('a language whose functions nobody calls is fine when no check asks for it', () => {
  const compiled = plan.checks.map((check) => ({
    ...check,
    languages: ['c', 'cpp'],
    points: { c: check.points },
  }));
  const [first, ...others] = compiled;
  const checks = [{ ...plan.checks[0], points: { c: first?.points.c, python: 100 } }, ...others];
  expect(withPlan({ checks }, { languages: ['c', 'python'] }).harnesses).toHaveLength(2);
});

test.each([
  [
    'one name twice',
    { harnesses: [...plan.harnesses, racing] },
    {},
    /Two harnesses are named "racing-threads"/,
  ],
  ['the name of a program', {}, { programs: ['threads'] }, /"threads" has the name of a program/],
  ['no source', {}, { harnesses: [] }, /There is no file harness\/threads\.c/],
  [
    'a language it cannot call',
    {},
    { languages: ['c', 'python'] },
    /takes python, whose functions "racing-threads" does not call/,
  ],
  [
    'a case without it',
    { harnesses: [racing] },
    {},
    /The case "result" runs the harness "threads", which does not exist/,
  ],
  [
    'races where nobody looks',
    { harnesses: plan.harnesses.map((harness) => ({ ...harness, sanitize: 'none' })) },
    {},
    /asks for races in "races-1", which runs no harness with "sanitize: thread"/,
  ],
  [
    'a source outside of its folder',
    { harnesses: [{ ...racing, source: '../threads.c' }] },
    {},
    /harnesses\[0\]\.source/,
  ],
])('an exercise is refused for %s', (...[, changes, exercise, words]) => {
  expect(() => withPlan(changes, exercise)).toThrow(words);
});
