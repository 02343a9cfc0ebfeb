// Real: PostgreSQL, api, grader, sandbox, all as `npm start` runs them, and the command line beside them.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { Report } from '#libs/contracts/report';
import { runSystem, type RunningSystem } from '#libs/testing/running-system';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const exercise = 'pipe/01-parent-to-child';
const answers = join(root, 'libs/mechanisms/pipe/exercises/01-parent-to-child');

let system: RunningSystem;
let folder: string;
beforeAll(async () => {
  system = await runSystem();
  folder = await mkdtemp(join(tmpdir(), 'submit-'));
});
afterAll(async () => {
  await system.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  readonly status: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

function ipclab(...args: readonly string[]): Promise<Ended> {
  const sources = ['--conditions=source', '--import', `${root}libs/testing/run-typescript.mjs`];
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...sources, `${root}apps/cli/src/main.ts`, ...args],
      (error, stdout, stderr) => resolve({ status: error === null ? 0 : error.code, stdout, stderr }),
    );
  });
}

const submit = (path: string, ...more: readonly string[]) =>
  ipclab('submit', exercise, path, '--server', system.url, '--token', system.token('student'), ...more);

test('a right answer is graded there and its report printed here, with status 0', async () => {
  const { status, stdout } = await submit(join(answers, 'solution/c/fork'), '--wait', '--json');
  const report = Report.parse(JSON.parse(stdout));
  expect(report).toMatchObject({ exercise, language: 'c', outcome: 'graded', passed: true, points: 100 });
  expect(report.runs.some((run) => run.picture !== undefined)).toBe(true);
  expect(status).toBe(0);
});

test('a wrong answer is told what was seen, with status 1', async () => {
  const { status, stdout } = await submit(join(answers, 'wrong/no-child.c'), '--wait');
  expect(stdout).toContain('No input byte went through a pipe to another process.');
  expect(stdout).toMatch(/\d+\/100 points, not passed/);
  expect(status).toBe(1);
});

test('without waiting it says under which id it was handed in', async () => {
  const { status, stdout } = await submit(join(answers, 'solution/c/fork'), '--json');
  expect(JSON.parse(stdout)).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), state: 'QUEUED' });
  expect(status).toBe(0);
});

/** Asks the api as somebody; gives the id of what was made. */
async function made(role: 'student' | 'instructor' | 'admin', field: string, call: string): Promise<string> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${system.token(role)}` };
  const body = JSON.stringify({ query: `mutation { ${field}(${call}) { id } }` });
  const answer: unknown = await (
    await fetch(`${system.url}/graphql`, { method: 'POST', headers, body })
  ).json();
  return (
    z.object({ data: z.record(z.string(), z.object({ id: z.string() })) }).parse(answer).data[field]?.id ?? ''
  );
}

test('for an assignment of a course it is graded with what was set, and the second attempt is refused', async () => {
  const days = 'name: "Far from now", startsOn: "2199-01-01", endsOn: "2199-06-30"';
  const termId = await made('admin', 'createTerm', `input: { ${days} }`);
  const details = `termId: "${termId}", code: "OS-1", title: "Operating systems", timeZone: "Europe/Zurich"`;
  const courseId = await made('instructor', 'createCourse', `input: { ${details} }`);
  await made('instructor', 'enrol', `input: { courseId: "${courseId}", email: "student@sample.ipclab" }`);
  const terms = `exercise: "${exercise}", releaseAt: "2026-01-01T08:00", dueAt: "2198-01-01T08:00", attemptsMax: 1`;
  const id = await made('instructor', 'createAssignment', `input: { courseId: "${courseId}", ${terms} }`);
  const right = join(answers, 'solution/c/fork');
  const first = await submit(right, '--assignment', id, '--wait', '--json');
  expect(Report.parse(JSON.parse(first.stdout))).toMatchObject({ passed: true, points: 100 });
  expect(first.status).toBe(0);
  const second = await submit(right, '--assignment', id);
  expect([second.status, second.stderr]).toEqual([
    2,
    expect.stringMatching(/^NO_ATTEMPTS_LEFT: All 1 attempts at this assignment are used up/),
  ]);
});

test('what cannot be handed in is refused with code, sentence and status 2', async () => {
  await symlink('/etc/passwd', join(folder, 'uppercase.c'));
  await writeFile(join(folder, 'main.c'), '');
  const link = await submit(folder);
  expect([link.status, link.stderr]).toEqual([2, expect.stringMatching(/^BAD_PATH: .*symbolic link/)]);
  const two = await ipclab(
    'submit',
    'pipe/1',
    folder,
    '--server',
    system.url,
    '--token',
    system.token('student'),
  );
  expect([two.status, two.stderr]).toEqual([2, expect.stringMatching(/^UNKNOWN_EXERCISE/)]);
  const wrong = join(answers, 'solution/c/fork');
  const token = await ipclab('submit', exercise, wrong, '--server', system.url, '--token', 'ipclab_wrong');
  expect([token.status, token.stderr]).toEqual([
    2,
    expect.stringMatching(/^NOT_SIGNED_IN: This token is unknown/),
  ]);
});

test('a server that is not there is our failure or the network, status 3, and said in words', async () => {
  const { status, stderr } = await ipclab(
    'submit',
    exercise,
    answers,
    '--server',
    'http://127.0.0.1:1',
    '--token',
    't',
  );
  expect([status, stderr]).toEqual([3, expect.stringContaining('No server answers at http://127.0.0.1:1.')]);
});
