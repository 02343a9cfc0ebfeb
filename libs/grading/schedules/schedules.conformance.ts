import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { SourceFile } from '#libs/contracts/language';
import { openSandbox } from '#libs/sandbox/open-sandbox';
import { anExercise } from '#libs/testing/an-exercise';
import { grade } from '../grade.js';

// Real: the sandbox, the compiler, ipclab's own tracer. Programs of the table are handed in as answers.

const sandbox = await openSandbox();
afterAll(() => sandbox.close());

const title = { en: 'in every order', zh: '任意顺序' };

const exercise = anExercise({
  slug: 'shared-memory/90-any-order',
  programs: ['answer'],
  languages: ['c'],
  plan: {
    cases: [
      { id: 'once', title: { en: 'one run', zh: '运行一次' }, args: ['20'] },
      { id: 'orders', title, args: ['20'], schedules: { seeds: 40 }, wallMs: 1_000 },
    ],
    checks: [
      check('it runs', [{ kind: 'stderr', case: 'once', is: 'empty' }]),
      check('right in every order', [{ kind: 'exit', case: 'orders', code: 0 }]),
    ],
  },
});

function check(en: string, expect: readonly object[]) {
  return { name: { en, zh: en }, group: 'behaviour', points: 50, expect };
}

async function gradeText(content: string, seed: string) {
  const header = readFileSync(join(import.meta.dirname, '..', 'races', 'meeting.h'), 'utf8');
  const files: readonly SourceFile[] = [
    { path: 'answer.c', content: content.replace('"../meeting.h"', '"meeting.h"') },
    { path: 'meeting.h', content: header },
  ];
  const context = { sandbox, tell: () => undefined, signal: AbortSignal.timeout(110_000) };
  return grade({ exercise, language: 'c', files, seed }, context);
}

const race = (name: string): string =>
  readFileSync(join(import.meta.dirname, '..', 'races', `${name}.c`), 'utf8');

test('an answer that is right in every order passes', async () => {
  const { report } = await gradeText(race('right/mutex'), 'a');
  expect(report.checks.filter((one) => !one.passed)).toEqual([]);
});

test('an answer that loses an update in some order is told with its seed, in both languages, and the picture shows the turns', async () => {
  const { report, pictures } = await gradeText(race('wrong/counter'), 'b');
  const [, row] = report.checks;
  const run = report.runs.find((one) => one.id === row?.runs[0]);
  expect(run?.schedule).toBeGreaterThan(0);
  expect(row).toMatchObject({
    passed: false,
    says: expect.stringContaining(`the order of seed ${run?.schedule}, which the picture shows.`),
    saysZh: expect.stringContaining(`按种子 ${run?.schedule} 的顺序`),
  });
  const picture = pictures.find((one) => one.run === run?.id);
  expect(picture?.svg).toContain('its turn, nobody else runs');
  expect(picture?.trace.turns.length).toBeGreaterThan(3);

  const again = await gradeText(race('wrong/counter'), 'b');
  expect(again.report.checks[1]).toEqual(row);
});

test('who can never go on is told why, in the order that showed it', async () => {
  const { report } = await gradeText(race('wrong/two-locks-two-orders'), 'c');
  expect(report.checks[1]).toMatchObject({
    passed: false,
    says: expect.stringMatching(
      /^In "in every order" every process waits and nothing moves any more\. .*the order of seed \d+/s,
    ),
  });
  const spins = await gradeText(
    `#include "meeting.h"
    static void spin(void *place, long rounds) { (void)rounds; while (*(volatile int *)place == 0) continue; }
    int main(int argc, char **argv) {
      (void)argv;
      if (argc > 9) return 1;
      meet(1, (role *[]){spin}, share(sizeof(int)), 1);
      return 0;
    }`,
    'd',
  );
  expect(spins.report.checks[1]?.says).toMatch(/somebody goes round in circles: without a system call/);
});

test('a run that only takes too long when it goes instruction by instruction says nothing', async () => {
  const { report } = await gradeText(
    `#include "meeting.h"
    #include <time.h>
    static void work(void *place, long rounds) {
      for (volatile long i = 0; i < 40000000; i++) if (i % 1000000 == 0) (*(volatile int *)place)++;
      (void)rounds;
    }
    int main(void) { meet(2, (role *[]){work, work}, share(sizeof(int)), 1); return 0; }`,
    'e',
  );
  expect(report.checks.map((one) => one.passed)).toEqual([true, true]);
});
