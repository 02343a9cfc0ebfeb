import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

// Real: the shell. The command is one of the test's own that ends with the status its path names.

const here = fileURLToPath(new URL('.', import.meta.url));
const script = join(here, 'check-homework.sh');
let folder = '';

const fake = `#!/bin/sh
while [ $# -gt 2 ]; do
  [ "$1" = --junit ] && echo "<testsuites/>" >"$2"
  [ "$1" = submit ] && echo "handed in at $IPCLAB_SERVER"
  shift
done
echo "graded $1 in $2"
exit "\${2##*-}"
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homework-'));
  await writeFile(join(folder, 'ipclab'), fake);
  await chmod(join(folder, 'ipclab'), 0o755);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  readonly status: unknown;
  readonly stdout: string;
  readonly stderr: string;
  readonly results: string;
}

async function check(list: string, environment: Record<string, string> = {}): Promise<Ended> {
  const results = await mkdtemp(join(folder, 'results-'));
  await writeFile(join(folder, 'homework.txt'), list);
  const env = { PATH: '/usr/bin:/bin', IPCLAB: `sh ${join(folder, 'ipclab')}`, ...environment };
  return new Promise((resolve) => {
    execFile('/bin/sh', [script, join(folder, 'homework.txt'), results], { env }, (error, stdout, stderr) =>
      resolve({ status: error === null ? 0 : error.code, stdout, stderr, results }),
    );
  });
}

test('homework that passes is a pipeline that passes, with a report of each', async () => {
  const { status, stdout, results } = await check('# two\npipe/01-a  answer-0\n\nsignal/02-b  other-0');
  expect(status).toBe(0);
  expect(stdout).toBe(
    '== pipe/01-a (answer-0)\ngraded pipe/01-a in answer-0\n== signal/02-b (other-0)\ngraded signal/02-b in other-0\n',
  );
  expect((await readdir(results)).sort()).toEqual([
    'pipe-01-a.txt',
    'pipe-01-a.xml',
    'signal-02-b.txt',
    'signal-02-b.xml',
    'summary.md',
  ]);
});

test.each([
  ['a-0 b-1', 1],
  ['a-1 b-0', 1],
  ['a-1 b-2', 2],
  ['a-3 b-1', 3],
  ['a-139 b-0', 3],
])('of homework that ends with %s the worst is the status', async (paths, wanted) => {
  const list = paths.split(' ').map((path, place) => `pipe/0${place} ${path}\n`);
  expect((await check(list.join(''))).status).toBe(wanted);
});

test('a summary says what became of each, also where GitHub shows it', async () => {
  const shown = join(folder, 'step-summary.md');
  const { results } = await check('p/1 a-0\np/2 a-1\np/3 a-2\np/4 a-3\n', { GITHUB_STEP_SUMMARY: shown });
  const summary = await readFile(join(results, 'summary.md'), 'utf8');
  expect(summary).toBe(
    '- `p/1`: passed\n- `p/2`: not passed\n- `p/3`: refused\n- `p/4`: could not be graded\n',
  );
  expect(await readFile(shown, 'utf8')).toBe(summary);
});

test('with a server it is handed in there, and the token is in no command line', async () => {
  const { stdout } = await check('p/1 a-0\n', {
    IPCLAB_SERVER: 'https://ipclab.example',
    IPCLAB_TOKEN: 'secret',
  });
  expect(stdout).toContain('handed in at https://ipclab.example');
  expect(await readFile(script, 'utf8')).not.toMatch(/\$\{?IPCLAB_TOKEN/);
});

test.each([
  ['', 'names no homework'],
  ['# nothing\n', 'names no homework'],
  ['p/1\n', 'is not EXERCISE PATH'],
  ['p/1 a-0 more\n', 'is not EXERCISE PATH'],
])('the list %j is refused', async (list, says) => {
  const { status, stderr } = await check(list);
  expect([status, stderr]).toEqual([2, expect.stringContaining(says)]);
});

test('words of a list are words and nothing else', async () => {
  const { stdout, results } = await check('p/$(id) *-0\n; -0\n');
  expect(stdout).toContain('graded p/$(id) in *-0');
  expect(await readdir(results)).toContain('p---id-.xml');
});

const Workflow = z.object({
  jobs: z.object({ check: z.object({ steps: z.array(z.object({ run: z.string().optional() })) }) }),
});
const Pipeline = z.object({
  homework: z.object({ script: z.array(z.string()), before_script: z.array(z.string()) }),
});

test('both pipelines call this script, and all else in them is shell', async () => {
  const github = Workflow.parse(parse(await readFile(join(here, 'github-actions.yml'), 'utf8')));
  const gitlab = Pipeline.parse(parse(await readFile(join(here, 'gitlab-ci.yml'), 'utf8')));
  const { script: last, before_script: first } = gitlab.homework;
  const commands = [
    github.jobs.check.steps.flatMap((step) => step.run ?? []).join('\n'),
    [...first, ...last].join('\n'),
  ];
  for (const command of commands) {
    expect(command).toMatch(
      /sh \.ipclab\/docs\/examples\/homework\/check-homework\.sh homework\.txt results$/m,
    );
    const read = new Promise((resolve) => {
      execFile('/bin/sh', ['-n', '-c', command], (error, _stdout, stderr) => resolve([error, stderr]));
    });
    expect(await read).toEqual([null, '']);
  }
});
