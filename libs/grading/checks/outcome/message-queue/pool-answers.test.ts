import { expect, test } from 'vitest';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import { poolAnswers } from './pool-answers.js';

function says(stdout: string, condition: object = {}) {
  const run = aRun({ programs: [aProgramResult({ stdout: Buffer.from(stdout) })] });
  const seen = aCaseRun({ run, input: Buffer.from('5 9 100\n3 7\n3 999999999989\n') });
  return poolAnswers.judge({ workers: 2, ...condition }, seen);
}

const rest = '7 is prime worker 2\n999999999989 is prime worker 1\n';

test('each job with one true line is fine, in any order', () => {
  expect(says(`${rest}9 is composite worker 1\n`)).toBeNull();
});

test('a wrong answer is told with who gave it', () => {
  expect(says(`${rest}9 is prime worker 1\n`)).toEqual({
    en: '9 is composite, and worker 1 says prime.',
    zh: '9 是合数，而第 1 号工人说是质数。',
  });
});

test('a worker that cannot be is told', () => {
  expect(says(`${rest}9 is composite worker 3\n`)?.en).toBe(
    '9 was answered by worker 3; there are workers 1 to 2.',
  );
});

test('a line of another form and a job of another run are told', () => {
  expect(says('nine\n')?.en).toContain('The line "nine" is neither');
  expect(says(`${rest}91 is composite worker 1\n`)?.en).toBe(
    'There is a line about 91, which was not among the 3 jobs of this run.',
  );
});

test('a job that is answered twice is told', () => {
  expect(says(`${rest}${rest}`)?.en).toContain('7 was given once, and there are 2 lines about it');
});

test('jobs without a line are counted, and the one that died with its worker is named', () => {
  expect(says('7 is prime worker 1\n')?.en).toBe(
    '2 of 3 jobs have no line at all, 9 first: neither answered nor reported lost.',
  );
  const lost = { lost: { from: 1, to: 1 } };
  expect(says(rest, lost)).toEqual({
    en: 'A worker died with 9 in hand; nobody said so: a line `lost 9` was wanted.',
    zh: '有一个工人手里拿着 9 就死了，却没有人说：应当有一行 `lost 9`。',
  });
  expect(says(`${rest}lost 9\n`, lost)).toBeNull();
});

test('what is lost without need is told', () => {
  expect(says(`${rest}lost 9\n`)).toEqual({
    en: '1 job was reported lost, and no worker had died. The end overtook work.',
    zh: '报告丢失了 1 个任务，而没有工人死去：结束抢在了任务前面。',
  });
  expect(says(`${rest}9 is composite worker 1\n`, { lost: { from: 1, to: 1 } })?.en).toMatch(
    /^0 jobs were reported lost; 1 was wanted/,
  );
});
