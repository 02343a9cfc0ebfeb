import { expect, test } from 'vitest';
import { anExercise } from '#libs/testing/an-exercise';
import type { Proof } from './prove-exercise.js';
import { summarise, tell } from './tell-proofs.js';

const exercise = anExercise();

function aProof(changes: Partial<Proof>): Proof {
  return {
    answer: 'wrong/a.c',
    exercise: exercise.slug,
    seed: 'check-0',
    points: 40,
    ms: 100,
    runs: 3,
    broken: null,
    ...changes,
  };
}

test('a promise kept with one seed and broken with another is a flake; one that is always broken is none', () => {
  const proofs = [
    aProof({}),
    aProof({ seed: 'check-1', broken: 'It passed.' }),
    aProof({ answer: 'wrong/b.c', broken: 'It passed.' }),
    aProof({ answer: 'wrong/b.c', seed: 'check-1', broken: 'It passed.' }),
  ];
  expect(summarise([exercise], proofs, 5000)).toMatchObject({
    gradings: 4,
    runs: 12,
    flakes: 1,
    passed: 1,
    failed: 3,
  });
});

test('of each exercise it is told how long its gradings took, and which was the slowest', () => {
  const proofs = [
    aProof({ ms: 300 }),
    aProof({ ms: 100, answer: 'solution/c/a' }),
    aProof({ ms: 900, answer: 'wrong/hangs.c' }),
  ];
  expect(summarise([exercise], proofs, 5000).times).toEqual([
    { exercise: exercise.slug, gradings: 3, medianMs: 300, worstMs: 900, slowest: 'wrong/hangs.c' },
  ]);
});

test('people see a line an answer by name, what is broken with its seed, and the sums', () => {
  const told = tell(
    [aProof({ answer: 'wrong/b.c', broken: 'It passed.' }), aProof({ answer: 'wrong/a.c' })],
    1500,
  );
  expect(told.indexOf('wrong/a.c')).toBeLessThan(told.indexOf('wrong/b.c'));
  expect(told).toContain('(seed check-0)');
  expect(told).toContain('2 gradings of 6 runs in 1.5 s, 0 flakes\n1 passed, 1 failed\n');
});
