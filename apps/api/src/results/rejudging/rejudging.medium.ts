// Real: PostgreSQL, the queue on it, HTTP.
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Report } from '#libs/contracts/report';
import { RegradingsStore } from '#libs/database/regradings.store';
import { ScoresStore } from '#libs/database/scores.store';
import { aGrading } from '#libs/testing/factories';
import { aClass, hourFromNow } from '../../testing/a-class.js';
import { withApi, type SignedInPerson } from '../../testing/api-under-test.js';

const api = withApi();
const fields =
  'id state revision skipped progress { done total } counts { waiting gains loses same notGraded flaky applied }';
const create = `mutation ($input: CreateRejudgeSetInput!) { createRejudgeSet(input: $input) { ${fields} } }`;
const apply = `mutation ($id: ID!, $revision: Int!) { applyRejudgeSet(id: $id, revision: $revision) { ${fields} } }`;
const cancel = `mutation ($id: ID!, $revision: Int!) { cancelRejudgeSet(id: $id, revision: $revision) { ${fields} } }`;
const look = `query ($id: ID!) { rejudgeSet(id: $id) { ${fields} checks { name gained lost }
  entries { edges { node { change flaky beforePoints afterPoints gainedChecks lostChecks submission { id person { id } } } } } } }`;
const Made = z.object({ createRejudgeSet: z.object({ id: z.string(), revision: z.number() }).loose() });

/** A report in which these checks failed, of four that are worth 25 points each. */
function failing(...failed: readonly string[]): Partial<Report> {
  const checks = ['one', 'two', 'three', 'four'].map((name) => {
    const passed = !failed.includes(name);
    const [points, says] = passed ? [25, ''] : [0, 'It did not.'];
    return {
      name,
      group: 'behaviour' as const,
      points,
      maxPoints: 25,
      passed,
      says,
      saysZh: says,
      runs: [],
      seed: '7',
    };
  });
  const points = 100 - 25 * failed.length;
  return { checks, points, passed: failed.length === 0 };
}

/** A class whose students each handed in once; `graded` are their reports. */
async function aGradedClass(graded: readonly Partial<Report>[]) {
  const taught = await aClass(api, graded.length);
  const { courseId, instructor, students } = taught;
  const terms = { releaseAt: hourFromNow(-1), dueAt: hourFromNow(1) };
  const set = await api.ask(
    'mutation ($input: CreateAssignmentInput!) { createAssignment(input: $input) { id } }',
    { input: { courseId, exercise: 'pipe/01-parent-to-child', ...terms } },
    instructor.token,
  );
  const { createAssignment } = z.object({ createAssignment: z.object({ id: z.string() }) }).parse(set.data);
  const submissions: string[] = [];
  for (const [index, report] of graded.entries()) {
    const student = students[index];
    if (student === undefined) throw new Error('There is a student for each report.');
    const id = await handIn(student, createAssignment.id);
    await api.submissions.record(id, aGrading(report));
    submissions.push(id);
  }
  return { ...taught, assignmentId: createAssignment.id, submissions };
}

async function handIn(student: SignedInPerson, assignmentId: string): Promise<string> {
  const files = [{ path: 'uppercase.c', content: 'int x;' }];
  const input = { exercise: 'pipe/01-parent-to-child', language: 'c', files, assignmentId };
  const { data } = await api.ask(
    'mutation ($input: SubmitInput!) { submit(input: $input) { id } }',
    { input },
    student.token,
  );
  return z.object({ submit: z.object({ id: z.string() }) }).parse(data).submit.id;
}

/** Ends the regradings of a set as a grader does: each repeat of a submission with the report of its place in the list. */
async function regrade(setId: string, reports: ReadonlyMap<string, readonly (Partial<Report> | null)[]>) {
  const store = new RegradingsStore(api.database);
  const rows = await api.database.prisma.regrading.findMany({
    where: { entry: { setId } },
    include: { entry: true },
  });
  for (const { id, repeat, entry } of rows) {
    const report = reports.get(entry.submissionId)?.[repeat - 1] ?? null;
    if (report === null) await store.giveUp(id, 'The sandbox failed.');
    else await store.record(id, aGrading(report));
  }
}

async function madeBy(instructor: SignedInPerson, input: Record<string, unknown>) {
  const { data, errors } = await api.ask(
    create,
    { input: { reason: 'The check was wrong.', choice: {}, ...input } },
    instructor.token,
  );
  expect(errors).toBeUndefined();
  return Made.parse(data).createRejudgeSet;
}

test('a set shows who gains and who loses by which check, and nothing changes before it is applied', async () => {
  const { courseId, instructor, submissions, assignmentId, students } = await aGradedClass([
    failing('two'),
    failing(),
    failing('four'),
  ]);
  const [gains = '', loses = '', same = ''] = submissions;
  const set = await madeBy(instructor, { courseId });
  expect(set).toMatchObject({ state: 'OPEN', progress: { done: 0, total: 3 }, counts: { waiting: 3 } });
  expect(await api.refusalOf(apply, set, instructor.token)).toMatch(/^CONFLICT: 3 of 3 regradings go on/);
  await regrade(
    set.id,
    new Map([
      [gains, [failing()]],
      [loses, [failing('three')]],
      [same, [failing('four')]],
    ]),
  );
  const seen = (await api.ask(look, { id: set.id }, instructor.token)).data?.['rejudgeSet'];
  expect(seen).toMatchObject({
    progress: { done: 3, total: 3 },
    counts: { waiting: 0, gains: 1, loses: 1, same: 1, flaky: 0, applied: 0 },
    checks: [
      { name: 'three', gained: 0, lost: 1 },
      { name: 'two', gained: 1, lost: 0 },
    ],
  });
  expect(seen).toHaveProperty('entries.edges.0.node', {
    change: 'GAINS',
    flaky: false,
    beforePoints: 75,
    afterPoints: 100,
    gainedChecks: ['two'],
    lostChecks: [],
    submission: { id: gains, person: { id: students[0].person.id } },
  });
  const scores = new ScoresStore(api.database);
  expect(await scores.find(assignmentId, students[0].person.id)).toMatchObject({ counts: 0.75 });
  const applied = await api.ask(apply, set, instructor.token);
  expect(applied.data?.['applyRejudgeSet']).toMatchObject({ state: 'APPLIED', counts: { applied: 3 } });
  expect(await scores.find(assignmentId, students[0].person.id)).toMatchObject({
    counts: 1,
    failedChecks: [],
  });
  const past =
    'query ($id: ID!) { submission(id: $id) { report { points } pastReports { report { points } setId } } }';
  expect((await api.ask(past, { id: gains }, instructor.token)).data?.['submission']).toEqual({
    report: { points: 100 },
    pastReports: [{ report: { points: 75 }, setId: set.id }],
  });
  expect((await api.ask(past, { id: gains }, students[0].token)).data?.['submission']).toEqual({
    report: { points: 100 },
    pastReports: [],
  });
});

test('repeats that differ are flagged, and the best for the student is applied', async () => {
  const { courseId, instructor, submissions } = await aGradedClass([failing('one', 'two')]);
  const [submission = ''] = submissions;
  const set = await madeBy(instructor, { courseId, repeats: 3 });
  await regrade(set.id, new Map([[submission, [failing('one'), failing('one', 'two'), failing('one')]]]));
  const seen = (await api.ask(look, { id: set.id }, instructor.token)).data?.['rejudgeSet'];
  expect(seen).toMatchObject({ counts: { gains: 1, flaky: 1 } });
  await api.ask(apply, set, instructor.token);
  expect((await api.database.prisma.report.findUnique({ where: { submissionId: submission } }))?.points).toBe(
    75,
  );
});

test('what cannot be graded again keeps its report, and what was not graded at first gets one', async () => {
  const { courseId, instructor, students, submissions, assignmentId } = await aGradedClass([failing('one')]);
  const [kept = ''] = submissions;
  const lost = await handIn(students[0], assignmentId);
  await api.submissions.states.giveUp(lost, 'The sandbox failed.');
  const set = await madeBy(instructor, { courseId });
  await regrade(set.id, new Map([[lost, [failing()]]]));
  const applied = await api.ask(apply, set, instructor.token);
  expect(applied.data?.['applyRejudgeSet']).toMatchObject({ counts: { gains: 1, notGraded: 1, applied: 1 } });
  expect((await api.submissions.find(lost))?.state).toBe('GRADED');
  expect((await api.database.prisma.report.findUnique({ where: { submissionId: kept } }))?.points).toBe(75);
});

test('a cancelled set changes nothing, and its submissions can be chosen again', async () => {
  const { courseId, instructor, submissions } = await aGradedClass([failing('one')]);
  const [submission = ''] = submissions;
  const set = await madeBy(instructor, { courseId });
  const again = { input: { courseId, reason: 'Once more.', choice: {} } };
  expect(await api.refusalOf(create, again, instructor.token)).toMatch(/^CONFLICT: Everything/);
  const cancelled = await api.ask(cancel, set, instructor.token);
  expect(cancelled.data?.['cancelRejudgeSet']).toMatchObject({ state: 'CANCELLED', progress: { done: 1 } });
  expect(await api.refusalOf(apply, set, instructor.token)).toMatch(/^CONFLICT: Somebody changed/);
  expect((await api.database.prisma.report.findUnique({ where: { submissionId: submission } }))?.points).toBe(
    75,
  );
  await madeBy(instructor, { courseId });
});

test('a set is chosen by outcome, check, person and time', async () => {
  const { courseId, instructor, students, submissions } = await aGradedClass([
    failing('one'),
    failing('two'),
    { ...failing('one', 'two', 'three', 'four'), outcome: 'did-not-compile' },
  ]);
  const chosen = async (choice: Record<string, unknown>) => {
    const set = await madeBy(instructor, { courseId, choice });
    const rows = await api.database.prisma.rejudgeEntry.findMany({ where: { setId: set.id } });
    await api.ask(cancel, set, instructor.token);
    return rows.map((row) => submissions.indexOf(row.submissionId)).toSorted();
  };
  expect(await chosen({ failedCheck: 'one' })).toEqual([0, 2]);
  expect(await chosen({ outcomes: ['did_not_compile'] })).toEqual([2]);
  expect(await chosen({ personIds: [students[1]?.person.id] })).toEqual([1]);
  expect(await chosen({ to: hourFromNow(1), failedCheck: 'two' })).toEqual([1, 2]);
  expect(await chosen({ exerciseHash: `sha256:${'0'.repeat(64)}` })).toEqual([0, 1, 2]);
  const none = { input: { courseId, reason: 'None.', choice: { from: hourFromNow(1) } } };
  expect(await api.refusalOf(create, none, instructor.token)).toBe(
    'BAD_INPUT: No graded submission of this course is as chosen.',
  );
});

test('students and assistants make no set, and students see none', async () => {
  const { courseId, instructor, assistant, students } = await aGradedClass([failing('one')]);
  const input = { input: { courseId, reason: 'Please.', choice: {} } };
  expect(await api.refusalOf(create, input, students[0].token)).toMatch(/^NOT_ALLOWED/);
  expect(await api.refusalOf(create, input, assistant.token)).toMatch(/^NOT_ALLOWED/);
  const set = await madeBy(instructor, { courseId });
  expect(await api.refusalOf(look, { id: set.id }, students[0].token)).toMatch(/^NOT_ALLOWED/);
  expect((await api.ask(look, { id: set.id }, assistant.token)).errors).toBeUndefined();
  const stranger = await api.signedIn('instructor');
  expect(await api.refusalOf(look, { id: set.id }, stranger.token)).toMatch(/^NOT_FOUND/);
});
