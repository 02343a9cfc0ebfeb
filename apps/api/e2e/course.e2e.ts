// Real: PostgreSQL, api, grader, sandbox, as `npm start` runs them; a course platform and a receiver of webhooks on this machine.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import request from 'supertest';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { resourceLaunch } from '#libs/testing/lti-messages';
import { runSystem, type RunningSystem } from '#libs/testing/running-system';
import { aReceiver, type Receiver } from '../src/testing/a-receiver.js';
import { LtiBrowser, ltiSettings, withLtiPlatform } from '../src/testing/lti-browser.js';
import { exercise, patience, School } from './school.js';

const folder = new URL(`../../../libs/mechanisms/pipe/exercises/01-parent-to-child/`, import.meta.url);
const read = (name: string) => readFile(fileURLToPath(new URL(name, folder)), 'utf8');

const RejudgeSet = z.object({ id: z.string(), revision: z.number() });
const Event = z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) });

const Side = z.object({ people: z.array(z.object({ name: z.string() })) });
const Alike = z.object({
  state: z.string(),
  pairs: z.object({ edges: z.array(z.object({ node: z.object({ left: Side, right: Side }) })) }),
});
const nameOf = ({ people }: z.infer<typeof Side>) => people.map(({ name }) => name).join();

let system: RunningSystem;
let school: School;
let receiver: Receiver;
const api = { http: () => request(system.url) };
const platform = withLtiPlatform(api);

beforeAll(async () => {
  receiver = await aReceiver();
  system = await runSystem({ ...ltiSettings, IPCLAB_WEBHOOKS: 'anywhere' });
  school = new School(system);
  return async () => {
    await system.stop();
    await receiver.close();
  };
}, 300_000);

/** The course of the platform is connected, and its link opens the assignment, as their instructor does it in a browser. */
async function connectPlatform(courseId: string, assignmentId: string): Promise<LtiBrowser> {
  await school.ask(
    'mutation ($input: LtiPlatformInput!) { registerLtiPlatform(input: $input) { id } }',
    { input: { ...platform.registration, vouchesForEmail: true } },
    system.token('admin'),
  );
  const browser = new LtiBrowser(api, platform);
  const teacher = {
    id: 'teacher',
    name: 'Ada',
    email: 'instructor@sample.ipclab',
    role: 'Instructor' as const,
  };
  const launch = () => browser.launch(resourceLaunch(teacher, platform.parties, { id: 'link-1' }));
  // Whoever may change grades shows once that the account is theirs.
  const asked = await browser.answer(await launch(), '/lti/account', {
    password: await school.passwordOf('instructor'),
  });
  expect(asked.text).toContain('Which course is this?');
  await browser.answer(asked, '/lti/course', { course: courseId });
  await browser.answer(await launch(), '/lti/choose', { what: `assignment:${assignmentId}` });
  return browser;
}

test('a class is taught from its list to its grades, and all who are told of them are told the same', async () => {
  const instructor = system.token('instructor');
  const courseId = await school.aCourse();
  const { answers, tokens } = await school.aClass(courseId, 5);
  expect(answers).toEqual({
    dry: { applied: false, created: 30, problemCount: 0 },
    broken: { applied: false, created: 30, problemCount: 1 },
    done: { applied: true, created: 30, problemCount: 0 },
  });
  const assignmentId = await school.made(
    'mutation ($input: CreateAssignmentInput!) { createAssignment(input: $input) { id } }',
    {
      input: {
        courseId,
        exercise,
        title: 'Pipes',
        releaseAt: new Date(Date.now() - 60_000).toISOString(),
        dueAt: new Date(Date.now() + 86_400_000).toISOString(),
      },
    },
    instructor,
  );
  const events = ['submission.graded', 'score.changed'];
  const hook = { courseId, url: `${receiver.url}/grades`, label: 'Ours', events };
  await school.ask(
    'mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { webhook { id } } }',
    { input: hook },
    instructor,
  );
  const browser = await connectPlatform(courseId, assignmentId);

  // The first of them comes by the platform, which knows the same address.
  const first = { id: 'u-1', name: 'Student 1', email: school.emailOf(1), role: 'Learner' as const };
  const page = await browser.launch(resourceLaunch(first, platform.parties, { id: 'link-1' }));
  const { token: byPlatform } = await browser.enter(page);
  const right = await read('solution/c/fork/uppercase.c');
  // With another name, and without the close that makes the child end.
  const copied = right.replaceAll('buffer', 'room').replace(/^ +close\(ends\[1\]\);\n/m, '');
  const programs = [
    ['uppercase.c', right, 100],
    ['uppercase.py', await read('solution/python/fork/uppercase.py'), 100],
    ['uppercase.c', copied, null],
    ['uppercase.c', await read('wrong/no-child.c'), null],
    ['uppercase.c', 'int main(void) { return nothing; }\n', 0],
  ] as const;
  const points: number[] = [];
  for (const [index, [path, content, wanted]] of programs.entries()) {
    const token = index === 0 ? byPlatform : (tokens[index] ?? '');
    const report = await school.grade({ assignmentId, path, content }, token);
    expect(report?.passed).toBe(wanted === 100);
    if (wanted !== null) expect(report?.points).toBe(wanted);
    points.push(report?.points ?? Number.NaN);
  }

  const agree = async () => {
    const { gradebook, checkFailures } = await school.readResults(courseId);
    expect(gradebook.totalCount).toBe(30);
    const csv = await school.readCsv(courseId);
    for (const [index, earned] of points.entries()) {
      const row = gradebook.edges.find(({ node }) => node.person.email === school.emailOf(index + 1));
      expect(row?.node.cells).toEqual([{ counts: earned / 100, attempts: 1 }]);
      expect(csv.get(school.emailOf(index + 1))).toBe(String(earned));
    }
    expect(csv.get(school.emailOf(6))).toBe('');
    expect(checkFailures).toHaveLength(1);
    expect(checkFailures[0]?.tried).toBe(5);
  };
  await agree();

  const told = () => receiver.received.map(({ body }) => Event.parse(JSON.parse(body)));
  const toldPoints = () =>
    told().flatMap(({ type, data }) => (type === 'submission.graded' ? [data['points']] : []));
  await expect.poll(toldPoints, patience).toEqual(points);
  await expect.poll(() => platform.gradebook.scores.length, patience).toBeGreaterThan(0);
  expect(platform.gradebook.scores.at(-1)).toMatchObject({
    userId: 'u-1',
    scoreGiven: 100,
    scoreMaximum: 100,
  });

  const set = RejudgeSet.parse(
    await school.ask(
      'mutation ($input: CreateRejudgeSetInput!) { createRejudgeSet(input: $input) { id revision } }',
      { input: { courseId, reason: 'Is it the same again?', choice: { assignmentIds: [assignmentId] } } },
      instructor,
    ),
  );
  const counts = 'query ($id: ID!) { rejudgeSet(id: $id) { counts { waiting gains loses same flaky } } }';
  await expect
    .poll(() => school.ask(counts, { id: set.id }, instructor), patience)
    .toEqual({ counts: { waiting: 0, gains: 0, loses: 0, same: 5, flaky: 0 } });
  const apply =
    'mutation ($id: ID!, $revision: Int!) { applyRejudgeSet(id: $id, revision: $revision) { state } }';
  expect(await school.ask(apply, set, instructor)).toEqual({ state: 'APPLIED' });
  await agree();

  // Of all these the third is most alike to the first, whatever it earns.
  const analysis = await school.made(
    'mutation ($input: StartSimilarityInput!) { startSimilarityAnalysis(input: $input) { id } }',
    { input: { assignmentId } },
    instructor,
  );
  const found = `query ($id: ID!) { similarityAnalysis(id: $id) {
    state pairs(first: 1) { edges { node { left { people { name } } right { people { name } } } } } } }`;
  const names = async () => {
    const { state, pairs } = Alike.parse(await school.ask(found, { id: analysis }, instructor));
    return [state, ...pairs.edges.flatMap(({ node }) => [node.left, node.right].map(nameOf)).toSorted()];
  };
  await expect.poll(names, patience).toEqual(['DONE', 'Student 1', 'Student 3']);
}, 600_000);
