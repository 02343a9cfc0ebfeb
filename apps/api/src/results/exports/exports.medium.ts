// Real: PostgreSQL, HTTP.
import { beforeAll, expect, test } from 'vitest';
import { fillClass, type GeneratedClass } from '#libs/testing/a-class';
import { aPerson } from '#libs/testing/factories';
import { PeopleStore } from '#libs/database/people.store';
import { withApi, type SignedInPerson } from '../../testing/api-under-test.js';

const api = withApi();
let made: GeneratedClass;
let staff: SignedInPerson;
beforeAll(async () => {
  const exercises = ['pipe/01-parent-to-child'];
  made = await fillClass(api.database, { people: 30, assignments: 2, attempts: 3, seed: 41, exercises });
  staff = await api.signedIn();
  await enrol(staff.person.id, 'assistant');
});

function enrol(personId: string, role: 'student' | 'assistant') {
  return api.database.prisma.enrolment.create({
    data: { courseId: made.courseId, personId, role, source: 'hand' },
  });
}

const get = (path: string, token = staff.token) =>
  api.http().get(`/api/v1${path}`).set('authorization', `Bearer ${token}`);

/** Of somebody who failed checks with it. */
async function aFailedSubmission() {
  const where = { assignmentId: made.assignmentIds[0] ?? '', submissionId: { not: null }, passedAt: null };
  const { submissionId, personId } = await api.database.prisma.score.findFirstOrThrow({
    where,
    orderBy: { personId: 'asc' },
  });
  return { id: submissionId ?? '', personId };
}

test('the gradebook as CSV has a line a student, percents, and no formula', async () => {
  const name = '=HYPERLINK("http://evil.example","me")';
  const { id } = await new PeopleStore(api.database).create(aPerson({ name }));
  await enrol(id, 'student');
  const { status, headers, text } = await get(`/courses/${made.courseId}/grades.csv`);
  expect(status).toBe(200);
  expect(headers['content-type']).toContain('text/csv');
  expect(headers['content-disposition']).toContain('grades.csv');
  const lines = text.split('\r\n');
  expect(lines[0]).toBe(
    '\uFEFFName,Email,Section,Group,Assignment 01 (%),Assignment 02 (%),Points,Most points,Total (%)',
  );
  expect(lines).toHaveLength(1 + 31 + 1);
  expect(lines[1]).toMatch(
    /^"'=HYPERLINK\(""http:\/\/evil\.example"",""me""\)",[^,]+@example\.org,,,,,0,3,0$/,
  );
  const [assignmentId = ''] = made.assignmentIds;
  const score = await api.database.prisma.score.findFirstOrThrow({
    where: { assignmentId, counts: { gt: 0 } },
    include: { person: true },
  });
  const own = lines.find((line) => line.startsWith(`${score.person.name},`));
  expect(own?.split(',')[4]).toBe(String(Math.round((score.counts ?? 0) * 10_000) / 100));
});

test('the gradebook as JSON holds everybody and what they have', async () => {
  const { status, body } = await get(`/courses/${made.courseId}/grades.json`);
  expect(status).toBe(200);
  expect(body.assignments.map(({ id }: { id: string }) => id)).toEqual(made.assignmentIds);
  const cells = body.people.flatMap((person: { cells: unknown[] }) => person.cells);
  expect(cells).toHaveLength(await api.database.prisma.score.count());
  expect(cells[0]).toMatchObject({ assignmentId: expect.any(String), attempts: expect.any(Number) });
});

test('students get no gradebook, and strangers do not learn that there is one', async () => {
  const student = await api.signedIn();
  expect((await get(`/courses/${made.courseId}/grades.csv`, student.token)).body.code).toBe('NOT_FOUND');
  await enrol(student.person.id, 'student');
  expect((await get(`/courses/${made.courseId}/grades.csv`, student.token)).body.code).toBe('NOT_ALLOWED');
  expect((await api.http().get(`/api/v1/courses/${made.courseId}/grades.csv`)).status).toBe(401);
});

test('a report as JUnit XML has a case a check and a failure where it failed', async () => {
  const { id } = await aFailedSubmission();
  const { status, headers, text } = await get(`/submissions/${id}/junit.xml`);
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('application/xml; charset=utf-8');
  expect(text.match(/<testcase /g)).toHaveLength(6);
  const failures = text.match(/<failure /g)?.length ?? 0;
  expect(failures).toBeGreaterThan(0);
  expect(text).toContain(`tests="6" failures="${failures}" errors="0"`);
  expect(text).toMatch(/<failure type="\w+" message="This was not seen\.">/);
  expect((await get(`/submissions/${id}/junit.xml?language=zh`)).text).toContain('没有看到。');
});

test('a report as Gradescope results has the points of each check', async () => {
  const { id } = await aFailedSubmission();
  const { body } = await get(`/submissions/${id}/results.json`);
  const sum = body.tests.reduce((all: number, one: { score: number }) => all + one.score, 0);
  expect(body.score).toBe(sum);
  expect(body.tests).toHaveLength(6);
  expect(body.tests[5]).toMatchObject({ max_score: 15, tags: ['hygiene'], visibility: 'visible' });
});

test('a printed report shows what people and programs wrote as text, and lets no script run', async () => {
  const { id, personId } = await aFailedSubmission();
  await api.database.prisma.person.update({
    where: { id: personId },
    data: { name: '<script>alert(1)</script>' },
  });
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(2)</script></svg>';
  const picture = {
    submissionId: id,
    run: 'r1',
    name: 'r1.svg',
    svg,
    text: '"><script>alert(3)</script>',
    trace: {},
  };
  await api.database.prisma.picture.create({ data: picture });
  const { status, headers, text } = await get(`/submissions/${id}/report.html?language=zh`);
  expect(status).toBe(200);
  expect(text).not.toContain('<script');
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(text).toContain(`src="data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}"`);
  expect(text).toContain('<html lang="zh-Hans">');
  expect(text).toContain('没有看到。');
  expect(headers['content-security-policy']).toMatch(
    /^default-src 'none'; img-src data:; style-src 'sha256-[\w+/=]+'; .*sandbox/,
  );
  expect(headers['x-content-type-options']).toBe('nosniff');
});

test.each(['junit.xml', 'results.json', 'report.html'])(
  'there is no %s of a submission without a report, or of somebody else',
  async (file) => {
    const { id } = await aFailedSubmission();
    const stranger = await api.signedIn();
    expect((await get(`/submissions/${id}/${file}`, stranger.token)).body.code).toBe('NOT_FOUND');
    expect((await get(`/submissions/${id}/${file}?language=fr`)).body.code).toBe('BAD_INPUT');
    await api.database.prisma.submission.updateMany({ where: { id }, data: { state: 'QUEUED' } });
    const { body: report } = await get(`/submissions/${crypto.randomUUID()}/${file}`);
    expect(report.code).toBe('NOT_FOUND');
  },
);

test('while checks are hidden a student’s exports know nothing of them', async () => {
  const { id, personId } = await aFailedSubmission();
  const assignmentId = made.assignmentIds[0] ?? '';
  const dueAt = new Date(Date.now() + 3_600_000);
  await api.database.prisma.assignment.update({
    where: { id: assignmentId },
    data: { hiddenGroups: ['hygiene'], dueAt },
  });
  const student = await api.signedIn();
  await enrol(student.person.id, 'student');
  await api.database.prisma.submission.updateMany({ where: { id }, data: { personId: student.person.id } });
  for (const file of ['junit.xml', 'results.json', 'report.html']) {
    expect((await get(`/submissions/${id}/${file}`, student.token)).text).not.toContain('write end');
    expect((await get(`/submissions/${id}/${file}`)).text).toContain('write end');
  }
  await api.database.prisma.submission.updateMany({ where: { id }, data: { personId } });
});

test('what a student has is hidden until the checks are shown, and then counts in the total', async () => {
  const student = await api.signedIn();
  await enrol(student.person.id, 'student');
  const [first = '', second = ''] = made.assignmentIds;
  const score = { personId: student.person.id, counts: 0.5, attempts: 1, passedAt: new Date() };
  await api.database.prisma.score.createMany({
    data: [first, second].map((assignmentId) => ({ ...score, assignmentId })),
  });
  const query = `query ($course: ID!) { course(id: $course) { myResults { total points maxPoints
    cells { counts hiddenUntil passedAt attempts assignment { id } } } } }`;
  const ask = async () => (await api.ask(query, { course: made.courseId }, student.token)).data?.['course'];
  const dueAt = new Date(Date.now() + 3_600_000);
  const where = { id: first };
  await api.database.prisma.assignment.update({ where, data: { hiddenGroups: ['hygiene'], dueAt } });
  const hidden = {
    assignment: { id: first },
    counts: null,
    passedAt: null,
    attempts: 1,
    hiddenUntil: dueAt.toISOString(),
  };
  expect(await ask()).toMatchObject({
    myResults: { total: 0.5, points: 1, maxPoints: 2, cells: [hidden, { counts: 0.5, hiddenUntil: null }] },
  });
  await api.database.prisma.assignment.update({ where, data: { hiddenGroups: [] } });
  expect(await ask()).toMatchObject({ myResults: { total: 0.5, points: 1.5, maxPoints: 3 } });
});
