// Real: PostgreSQL, Redis, api, grader, sandbox, all as `npm start` runs them.
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { SubmissionProgress } from '#libs/contracts/progress';
import { Report } from '#libs/contracts/report';
import { runSystem, startSystem } from '#libs/testing/running-system';
import type { RunningSystem } from '#libs/testing/running-system';
import { withRedis } from '#libs/testing/with-redis';

const redis = withRedis();
const exercise = 'pipe/01-parent-to-child';
const folder = new URL('../../../libs/mechanisms/pipe/exercises/01-parent-to-child/', import.meta.url);
const read = (name: string) => readFile(fileURLToPath(new URL(name, folder)), 'utf8');

const Handed = z.object({ data: z.object({ submit: z.object({ id: z.string() }) }) });
const Event = z.object({ data: z.object({ submissionProgress: SubmissionProgress }) });
const Rest = z.object({ state: z.string(), report: Report.nullable() });
const Ended = z.object({
  data: z.object({
    submission: z.object({
      state: z.string(),
      report: z.object({ passed: z.boolean(), points: z.number() }),
      pictures: z.array(z.object({ run: z.string(), svg: z.string(), text: z.string() })),
    }),
  }),
});

/** The right output, and nobody to talk to. */
const withoutPipe = `#include <ctype.h>
#include <stdio.h>
int main(void) { int c; while ((c = getchar()) != EOF) putchar(toupper(c)); return 0; }
`;

const systems: Record<string, RunningSystem> = {};
beforeAll(async () => {
  systems['PostgreSQL'] = await runSystem();
  systems['Redis'] = await runSystem({ QUEUE_URL: redis.url() });
}, 480_000);
afterAll(() => Promise.all(Object.values(systems).map((system) => system.stop())));

const systemOn = (queue: string): RunningSystem => {
  const system = systems[queue];
  if (!system) throw new Error(`There is no system with its queue on ${queue}.`);
  return system;
};

const post = async (system: RunningSystem, query: string, variables: object): Promise<unknown> => {
  const response = await fetch(`${system.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${system.token('student')}` },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
};

const handIn = async (system: RunningSystem, language: string, file: { path: string; content: string }) => {
  const input = { exercise, language, files: [file] };
  const answer = await post(system, 'mutation($input: SubmitInput!) { submit(input: $input) { id } }', {
    input,
  });
  return Handed.parse(answer).data.submit.id;
};

const watch = async (system: RunningSystem, id: string): Promise<string[]> => {
  const client = createClient({
    url: `${system.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${system.token('student')}` },
  });
  const query = `subscription { submissionProgress(id: "${id}") { submissionId state stage done total queuePosition says } }`;
  const states: string[] = [];
  for await (const event of client.iterate({ query })) {
    states.push(Event.parse(event).data.submissionProgress.state);
  }
  await client.dispose();
  return states;
};

const readReport = async (system: RunningSystem, id: string) => {
  const headers = { authorization: `Bearer ${system.token('student')}` };
  const response = await fetch(`${system.url}/api/v1/submissions/${id}`, { headers });
  return Rest.parse(await response.json());
};

for (const queue of ['PostgreSQL', 'Redis']) {
  test(`a right C program is graded 100 before the eyes of its author (queue on ${queue})`, async () => {
    const system = systemOn(queue);
    const id = await handIn(system, 'c', {
      path: 'uppercase.c',
      content: await read('solution/c/fork/uppercase.c'),
    });
    expect((await watch(system, id)).at(-1)).toBe('GRADED');
    const query =
      'query($id: ID!) { submission(id: $id) { state report { passed points } pictures { run svg text } } }';
    const { submission } = Ended.parse(await post(system, query, { id })).data;
    expect(submission.report).toEqual({ passed: true, points: 100 });
    expect(submission.pictures.length).toBeGreaterThan(0);
    for (const picture of submission.pictures) expect(picture.svg).toMatch(/^<svg /);
  });

  test(`a program without any pipe is told so, over REST too (queue on ${queue})`, async () => {
    const system = systemOn(queue);
    const id = await handIn(system, 'c', { path: 'uppercase.c', content: withoutPipe });
    await watch(system, id);
    const { report } = await readReport(system, id);
    expect(report).toMatchObject({ outcome: 'graded', passed: false });
    const says = report?.checks.filter((check) => !check.passed).map((check) => check.says) ?? [];
    expect(says).toContain('No input byte went through a pipe to another process.');
  });

  test(`a program that does not compile is shown what the compiler says (queue on ${queue})`, async () => {
    const system = systemOn(queue);
    const id = await handIn(system, 'c', {
      path: 'uppercase.c',
      content: 'int main(void) { return nothing; }\n',
    });
    await watch(system, id);
    const { report } = await readReport(system, id);
    expect(report).toMatchObject({ outcome: 'did-not-compile', passed: false, points: 0 });
    expect(report?.compiler.says).toContain('nothing');
  });
}

test('a Python program is graded by the same promises', async () => {
  const system = systemOn('PostgreSQL');
  const content = await read('solution/python/fork/uppercase.py');
  const id = await handIn(system, 'python', { path: 'uppercase.py', content });
  expect((await watch(system, id)).at(-1)).toBe('GRADED');
  expect((await readReport(system, id)).report).toMatchObject({ language: 'python', passed: true });
});

test('a second start of the same data says who runs and where, and ends with status 1', async () => {
  const system = systemOn('PostgreSQL');
  const { child, said } = startSystem(system.data);
  await once(child, 'close');
  expect(child.exitCode).toBe(1);
  expect(said.join('\n')).toContain(`already runs with ${system.data}`);
  expect(said.join('\n')).toContain(system.url);
});

test('a port that is taken is refused with a sentence, not tried for ever', async () => {
  const { port } = new URL(systemOn('PostgreSQL').url);
  const data = await mkdtemp(join(tmpdir(), 'ipclab-other-'));
  const { child, said } = startSystem(data, { PORT: port });
  await once(child, 'close');
  await rm(data, { recursive: true });
  expect(child.exitCode).toBe(1);
  expect(said.join('\n')).toContain(`Port ${port} on 127.0.0.1 is taken by another program.`);
});

test('the sample accounts are for the eyes of their owner only', async () => {
  const { mode } = await stat(`${systemOn('PostgreSQL').data}/sample-accounts.json`);
  expect(mode & 0o777).toBe(0o600);
});
