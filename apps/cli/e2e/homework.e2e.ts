// Real: the shell, the command line, the sandbox and its compilers.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const script = join(root, 'docs/examples/homework/check-homework.sh');
const answers = join(root, 'libs/mechanisms/pipe/exercises/01-parent-to-child');
const exercise = 'pipe/01-parent-to-child';
const ipclab = `${process.execPath} --conditions=source --import ${root}libs/testing/run-typescript.mjs ${root}apps/cli/src/main.ts`;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homework-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function check(path: string): Promise<{ status: unknown; stdout: string; junit: string }> {
  const results = await mkdtemp(join(folder, 'results-'));
  const list = join(results, 'homework.txt');
  await writeFile(list, `${exercise} ${path}\n`);
  const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', IPCLAB: ipclab };
  const { status, stdout } = await new Promise<{ status: unknown; stdout: string }>((resolve) => {
    execFile('/bin/sh', [script, list, results], { env }, (error, out) =>
      resolve({ status: error === null ? 0 : error.code, stdout: out }),
    );
  });
  const junit = await readFile(join(results, 'pipe-01-parent-to-child.xml'), 'utf8').catch(() => '');
  return { status, stdout, junit };
}

test('a right answer lets a pipeline pass', async () => {
  const { status, stdout, junit } = await check(join(answers, 'solution/c/fork'));
  expect(stdout).toContain('100/100 points, passed');
  expect(junit).toMatch(/failures="0" errors="0"/);
  expect(status).toBe(0);
});

test('a wrong answer fails it with the sentence that students read, in the log and in the viewer of reports', async () => {
  const { status, stdout, junit } = await check(join(answers, 'wrong/no-child.c'));
  const says = 'No input byte went through a pipe to another process.';
  expect(stdout).toContain(says);
  expect(junit).toContain(says);
  expect(status).toBe(1);
});

test('an answer that does not compile fails it with the words of the compiler', async () => {
  const path = join(folder, 'uppercase.c');
  await writeFile(path, 'int main(void) { return 0 }\n');
  const { status, junit } = await check(path);
  expect(junit).toMatch(/<error type="did-not-compile" message="It did not compile.">[^]*error: expected/);
  expect(status).toBe(1);
});

test('a path that is not there is refused', async () => {
  const { status, junit } = await check(join(folder, 'nothing'));
  expect([status, junit]).toEqual([2, '']);
});
