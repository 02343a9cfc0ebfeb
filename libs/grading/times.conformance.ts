import { afterAll, expect, test } from 'vitest';
import { openSandbox } from '#libs/sandbox/open-sandbox';
import { anExercise } from '#libs/testing/an-exercise';
import { grade } from './grade.js';

// Real: the sandbox and the compiler. A case that is played many times, for a mistake that shows in some of them.

const sandbox = await openSandbox();
afterAll(() => sandbox.close());

const exercise = anExercise({
  slug: 'pipe/90-many-times',
  programs: ['answer'],
  languages: ['c'],
  plan: {
    cases: [
      {
        id: 'often',
        title: { en: 'often', zh: '多次' },
        times: 30,
        args: ['{{token}}'],
        input: { random: 100 },
      },
    ],
    checks: [
      {
        name: { en: 'always right', zh: '总是正确' },
        group: 'behaviour',
        points: 100,
        expect: [{ kind: 'stdout', case: 'often', equals: { input: 'unchanged' } }],
      },
    ],
  },
});

async function gradeAnswer(isLazy: string, seed: string) {
  const context = { sandbox, tell: () => undefined, signal: AbortSignal.timeout(60_000) };
  const content = `#include <unistd.h>
    int main(int argc, char **argv) {
      char all[200];
      ssize_t size = read(0, all, sizeof all);
      if (argc == 2 && ${isLazy}) size -= 1;
      return write(1, all, (size_t)size) != size;
    }`;
  const files = [{ path: 'answer.c', content }];
  return (await grade({ exercise, language: 'c', files, seed }, context)).report;
}

test('an answer that is right every time passes', async () => {
  expect((await gradeAnswer('argv[1][0] == 0', 'a')).points).toBe(100);
});

test('an answer that is wrong at times is told in which run, and the same seed finds the same run', async () => {
  const report = await gradeAnswer("argv[1][0] > 'u'", 'b');
  const [check] = report.checks;
  expect(check?.says).toMatch(
    /^Only the first 99 bytes .* It happened in run \d+ of 30, each with other names, data and moments\.$/,
  );
  expect(check?.saysZh).toMatch(/这发生在 30 次运行中的第 \d+ 次，每次运行的名称、数据和时刻都不同。$/);
  expect((await gradeAnswer("argv[1][0] > 'u'", 'b')).checks).toEqual(report.checks);
  expect((await gradeAnswer("argv[1][0] > 'u'", 'c')).checks[0]?.passed).toBe(false);
});
