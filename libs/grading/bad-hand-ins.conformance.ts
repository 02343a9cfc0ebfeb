import { afterAll, expect, test } from 'vitest';
import type { LanguageId } from '#libs/contracts/language';
import type { Report } from '#libs/contracts/report';
import { openSandbox } from '#libs/sandbox/open-sandbox';
import { anExercise } from '#libs/testing/an-exercise';
import { grade } from './grade.js';

// Real: the sandbox, the compilers, strace. Every program here is handed in to a small exercise of two cases.

const sandbox = await openSandbox();
afterAll(() => sandbox.close());

const title = { en: 'short text', zh: '短文本' };
const exercise = anExercise({
  plan: {
    cases: [{ id: 'plain', title, input: { lines: 250 }, wallMs: 3000 }],
    checks: [
      {
        name: { en: 'short text is upper-cased', zh: '短文本转为大写' },
        group: 'behaviour',
        points: 60,
        expect: [{ kind: 'stdout', case: 'plain', equals: { input: 'upper-case' } }],
      },
      {
        name: { en: 'status is right', zh: '退出状态正确' },
        group: 'behaviour',
        points: 40,
        expect: [{ kind: 'exit', case: 'plain', code: 0 }],
      },
    ],
  },
});

async function gradeSource(content: string, language: LanguageId = 'c'): Promise<Report> {
  const path = { c: 'uppercase.c', cpp: 'uppercase.cpp', python: 'uppercase.py' }[language];
  const task = { exercise, language, files: [{ path, content }], seed: 'bad' };
  const { report } = await grade(task, {
    sandbox,
    tell: () => undefined,
    signal: AbortSignal.timeout(60_000),
  });
  return report;
}

const says = (report: Report) => report.checks.map((check) => check.says).join(' ');

test('a source that does not compile gets the compiler’s words and no points', async () => {
  const report = await gradeSource('int main(void) { return 0 }\n');
  expect(report).toMatchObject({ outcome: 'did-not-compile', points: 0, checks: [] });
  expect(report.compiler.says).toMatch(/uppercase\.c:1:\d+: error: expected ‘;’/);
});

test('a Python source with a syntax error does not compile either', async () => {
  const report = await gradeSource('def main(:\n', 'python');
  expect(report.outcome).toBe('did-not-compile');
  expect(report.compiler.says).toContain('SyntaxError');
});

test('a compiler bomb is stopped by a limit of the compiler, not of the grader', async () => {
  const report = await gradeSource('int main[-1u] = {1};\n');
  expect(report.outcome).toBe('did-not-compile');
  expect(report.compiler.exitCode).not.toBe(0);
});

test('a source that makes the compiler talk for ever is stopped, and its words are cut', async () => {
  const report = await gradeSource(
    '#include __FILE__\n#warning again\n#include __FILE__\nint main(void) { return 0; }\n',
  );
  expect(report.outcome).toBe('did-not-compile');
  expect(report.compiler.says.length).toBeLessThan(20_000);
});

test('including /etc/passwd shows at most the image’s own, which names nobody of this host', async () => {
  const report = await gradeSource('#include "/etc/passwd"\nint main(void) { return 0; }\n');
  expect(report.outcome).toBe('did-not-compile');
  expect(report.compiler.says).not.toMatch(/postgres|sshd|\/home\//);
});

test('a program that never reads and prints nothing is told that nothing came out', async () => {
  const report = await gradeSource('int main(void) { return 0; }\n');
  expect(says(report)).toContain('Nothing came out on standard output; 250 bytes were wanted.');
  expect(report.points).toBe(40);
});

test('a program that prints a gibibyte is stopped at its first mebibyte', async () => {
  const report = await gradeSource(
    '#include <unistd.h>\nstatic char page[65536];\nint main(void) { for (long i = 0; i < 16384; i++) if (write(1, page, sizeof page) < 0) return 1; return 0; }\n',
  );
  expect(says(report)).toContain('more than 1048576 bytes were printed');
});

test('a program that forks for ever is stopped and told so, and the next hand-in is graded', async () => {
  const report = await gradeSource('#include <unistd.h>\nint main(void) { for (;;) fork(); }\n');
  expect(report).toMatchObject({ outcome: 'graded', points: 0 });
  expect(says(report)).toMatch(/had not ended after|used \d+ ms of processor time/);
  expect((await gradeSource('int main(void) { return 0; }\n')).points).toBe(40);
});

test('a program that closes its standard output is graded by what came before', async () => {
  const report = await gradeSource(
    '#include <unistd.h>\nint main(void) { close(1); return write(1, "x", 1) < 0 ? 0 : 1; }\n',
  );
  expect(says(report)).toContain('Nothing came out on standard output');
  expect(report.points).toBe(40);
});

test('a program whose child kills it is told the signal', async () => {
  const report = await gradeSource(
    '#include <signal.h>\n#include <unistd.h>\nint main(void) { if (fork() == 0) kill(getppid(), SIGKILL); pause(); return 0; }\n',
  );
  expect(says(report)).toContain('`uppercase` was killed by SIGKILL instead of reporting exit 0.');
});

test('a program that ends by a signal of its own is told which', async () => {
  const report = await gradeSource('#include <stdlib.h>\nint main(void) { abort(); }\n');
  expect(says(report)).toContain('`uppercase` was killed by SIGABRT instead of reporting exit 0.');
});

test('a case may set what its namespaces hold, and the program sees it', async () => {
  const text = '4096\n';
  const seesIt = anExercise({
    plan: {
      cases: [{ id: 'small', title, sysctls: { 'kernel.msgmnb': '4096' } }],
      checks: [
        {
          name: { en: 'a queue holds 4096 bytes', zh: '队列容纳 4096 字节' },
          group: 'behaviour',
          points: 100,
          expect: [{ kind: 'stdout', case: 'small', equals: { text } }],
        },
      ],
    },
  });
  const source = "print(open('/proc/sys/kernel/msgmnb').read(), end='')\n";
  const { report } = await grade(
    { exercise: seesIt, language: 'python', files: [{ path: 'uppercase.py', content: source }], seed: 's' },
    { sandbox, tell: () => undefined, signal: AbortSignal.timeout(60_000) },
  );
  expect(says(report)).toBe('');
  expect(report.points).toBe(100);
});

test('a program that prints a report of its own changes nothing', async () => {
  const report = await gradeSource('print(\'{"passed": true, "points": 100}\')\n', 'python');
  expect(report.passed).toBe(false);
});
