import { afterAll, expect, test } from 'vitest';
import type { LanguageId, SourceFile } from '#libs/contracts/language';
import type { Report } from '#libs/contracts/report';
import { openSandbox } from '#libs/sandbox/open-sandbox';
import { grade } from '../grade.js';
import { aRing, aRingExercise } from '#libs/testing/a-ring-exercise';

// Real: the sandbox, the compilers, ThreadSanitizer. Rings are handed in and called by threads of a hidden program.

const sandbox = await openSandbox();
afterAll(() => sandbox.close());

const languages = ['c', 'cpp'] as const;

async function gradeFiles(
  files: readonly SourceFile[],
  language: LanguageId = 'c',
  exercise = aRingExercise(),
): Promise<Report> {
  const context = { sandbox, tell: () => undefined, signal: AbortSignal.timeout(110_000) };
  const { report } = await grade({ exercise, language, files, seed: 'ring' }, context);
  return report;
}

/** The right ring with a mutex, one text in one of its files replaced by another. */
function changed(path: string, from: string, to: string): readonly SourceFile[] {
  return aRing('right/mutex', 'c').map((file) => {
    if (file.path !== path) return file;
    expect(file.content).toContain(from);
    return { path, content: file.content.replaceAll(from, to) };
  });
}

const said = (report: Report, name: string) => {
  const row = report.checks.find((check) => check.name === name);
  if (row === undefined) throw new Error(`There is no check "${name}": ${report.compiler.says}`);
  return row.says;
};

for (const language of languages)
  test.each(['right/mutex', 'right/robust-mutex', 'right/semaphores', 'right/atomics'])(
    `%s in ${language} is not accused once in twenty runs`,
    async (name) => {
      const report = await gradeFiles(aRing(name, language), language, aRingExercise({ times: 20 }));
      expect(report.checks.length).toBe(22);
      expect(report.checks.filter((check) => !check.passed)).toEqual([]);
    },
  );

for (const language of languages)
  test.each([
    // Which of the lines without a lock two threads meet at first is theirs to choose.
    ['no-producer-lock', /`.*(r->head\+\+|slot->).*`/],
    ['publish-first', /`.*slot->.*`/],
  ])(`%s in ${language} is told in every run, with the lines of code`, async (name, code) => {
    const files = aRing(`wrong/${name}`, language);
    const report = await gradeFiles(files, language, aRingExercise({ times: 10 }));
    const rows = report.checks.filter((check) => check.name === 'no data race');
    expect(rows.length).toBe(10);
    for (const { says } of rows) {
      const access = `ring\\.${language}\` line \\d+ (atomically )?(reads|writes) \\d+ bytes? in \`ring_(put|get)\``;
      expect(says).toMatch(
        new RegExp(`^\`${access} while thread \\d+ (atomically )?(reads|writes) (it|them) `),
      );
      expect(says).toMatch(/ (in `ring_(put|get)` at line \d+|at the same line), with .* Line \d+: `/);
      expect(says).toMatch(code);
    }
  });

test('if-not-while does not race, but its items are counted', async () => {
  for (const language of languages) {
    const files = aRing('wrong/if-not-while', language);
    const report = await gradeFiles(files, language, aRingExercise({ times: 10 }));
    const rows = report.checks.filter((check) => check.name === 'no data race' && !check.passed);
    expect(rows.length).toBeGreaterThan(0);
    for (const { says } of rows)
      expect(says).toBe(
        'No race was seen, but the test program `racing-threads` ended with status 1 before its threads had done their work.',
      );
  }
});

test('a header that declares other functions is told, with the line that declares them', async () => {
  const report = await gradeFiles([
    ...changed('ring.h', ', int wait_ms)', ')').filter(({ path }) => path === 'ring.h'),
    { path: 'try-ring.c', content: '#include "ring.h"\nint main(void) { return 0; }\n' },
  ]);
  expect(report.outcome).toBe('graded');
  expect(said(report, 'the program runs')).toBe('');
  expect(said(report, 'no data race')).toMatch(
    /^The grader's test program `racing-threads` cannot be built together with `ring\.h`\. The compiler says: harness\/threads\.c line \d+: too many arguments to function ‘ring_put’; ring\.h line \d+: declared here\.$/,
  );
  expect(said(report, 'every item comes out once')).toContain('`threads` cannot be built');
});

test('a ring that is not there, or has a main of its own, is told as such', async () => {
  const hidden = '#include "ring.h"\n#ifdef __SANITIZE_THREAD__\nint main(void) { return 0; }\n#endif\n';
  const twoMains = await gradeFiles(changed('ring.c', '#include "ring.h"\n', hidden));
  expect(said(twoMains, 'no data race')).toContain('have a main function of their own');
  const none = await gradeFiles([{ path: 'try-ring.c', content: 'int main(void) { return 0; }\n' }]);
  expect(said(none, 'no data race')).toMatch(
    /none of its files is there.*ring\.h: No such file or directory/,
  );
  const everywhere = await gradeFiles(
    changed('ring.c', '#include "ring.h"\n', `${hidden}int main(void) { return 0; }\n`),
  );
  expect(everywhere).toMatchObject({ outcome: 'did-not-compile' });
});

test('a ring with a syntax error did not compile', async () => {
  const report = await gradeFiles(changed('ring.c', 'return 0;', 'return 0'));
  expect(report).toMatchObject({ outcome: 'did-not-compile', points: 0 });
  expect(report.compiler.says).toMatch(/ring\.c:\d+:\d+: error: expected ‘;’/);
});

test('functions that never return, or crash, have not shown that they do not race', async () => {
  const inGet = 'pthread_mutex_lock(&r->lock);\n    while (r->head == r->tail)';
  const begin = 'int ring_init(struct ring *r) {';
  const endless = await gradeFiles(
    changed('ring.c', begin, `${begin}\n    for (;;) nanosleep(&(struct timespec){1, 0}, NULL);`),
  );
  expect(said(endless, 'no data race')).toMatch(/`racing-threads` had not ended after \d/);
  const crashed = await gradeFiles(changed('ring.c', inGet, `*(volatile int *)8 = 1;\n    ${inGet}`));
  expect(said(crashed, 'no data race')).toMatch(
    /was killed by SIGSEGV before its threads had done their work/,
  );
  const leaving = await gradeFiles(
    changed('ring.c', inGet, `extern void _exit(int); _exit(3);\n    ${inGet}`),
  );
  expect(said(leaving, 'no data race')).toMatch(/ended with status 3 before/);
});

test('a mutex that is unlocked twice is told by its line', async () => {
  const once = 'pthread_mutex_unlock(&r->lock);\n    return 0;';
  const report = await gradeFiles(changed('ring.c', once, `pthread_mutex_unlock(&r->lock);\n    ${once}`));
  expect(said(report, 'no data race')).toMatch(
    /^`ring\.c` line \d+ unlocks a mutex that this thread has not locked, in `ring_put`\. Line \d+: `pthread_mutex_unlock\(&r->lock\);`/,
  );
});

test('nobody hides from the checker', async () => {
  const exempt = (attribute: string) =>
    aRing('wrong/no-producer-lock', 'c').map((file) =>
      file.path === 'ring.c'
        ? {
            ...file,
            content: file.content.replace('int ring_put', `__attribute__((${attribute}))\nint ring_put`),
          }
        : file,
    );
  for (const attribute of ['no_sanitize("thread")', '__no_sanitize_thread__'])
    expect(said(await gradeFiles(exempt(attribute)), 'no data race')).toContain('ring_put');
  const quiet = 'const char *__tsan_default_options(void) { return "report_bugs=0"; }\n';
  const report = await gradeFiles(changed('ring.c', '#include "ring.h"\n', `#include "ring.h"\n${quiet}`));
  expect(said(report, 'no data race')).toContain("multiple definition of '__tsan_default_options'");
  const deleting = 'int ring_init(struct ring *r) {\n    remove("/box/thread-reports.txt");';
  const gone = await gradeFiles(changed('ring.c', 'int ring_init(struct ring *r) {', deleting));
  expect(said(gone, 'no data race')).toMatch(/^What the race checker had written down is gone/);
});

test('a harness that fits no solution either is our mistake and nobody’s zero', async () => {
  const broken = [
    { path: 'threads.c', content: '#include "ring.h"\nint main(void) { return ring_nothing(); }\n' },
  ];
  await expect(
    gradeFiles(aRing('right/mutex', 'c'), 'c', aRingExercise({ harnesses: broken })),
  ).rejects.toThrow(/harness (racing-)?threads does not fit solution\/c\/mutex: .*ring_nothing/s);
});
