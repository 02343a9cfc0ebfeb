// Real: PostgreSQL, HTTP, argon2.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { keptTables } from '#libs/database/personal-data.store';
import { aGrading, aSubmission } from '#libs/testing/factories';
import { aCourse } from '../../testing/a-course.js';
import { testPassword, withApi, type SignedInPerson } from '../../testing/api-under-test.js';

const api = withApi();

const erase = `mutation ($id: ID!, $password: String) { erasePerson(id: $id, password: $password) {
  submissionsDeleted submissionsEmptied picturesDeleted remarksEmptied runsDeleted tokensDeleted } }`;
const Export = z.record(z.string(), z.array(z.record(z.string(), z.unknown())));
const secretWords = 'Ada was here';

async function exported(id: string, token: string) {
  return api.http().get(`/api/v1/people/${id}/export`).set('authorization', `Bearer ${token}`);
}

/** A student with practice, work for a course, work of a group, and remarks. */
async function aStudent() {
  const course = await aCourse(api);
  const { prisma } = api.database;
  const student = await course.member('student');
  const teacher = await course.member('assistant');
  const assignmentId = await course.assignment();
  const groupId = await course.group(student);
  const files = [{ path: 'uppercase.c', content: `// ${secretWords}` }];
  const { id: personId } = student.person;
  const ids: string[] = [];
  for (const place of [{}, { assignmentId }, { assignmentId, groupId }]) {
    const { submission } = await api.submissions.create(aSubmission({ personId, files }), 100);
    await prisma.submission.update({ where: { id: submission.id }, data: place });
    const check = {
      name: 'c',
      group: 'behaviour',
      points: 0,
      maxPoints: 1,
      passed: false,
      seed: '1',
    } as const;
    const grading = aGrading({ compiler: { exitCode: 0, says: secretWords } });
    const said = { ...check, says: secretWords, saysZh: secretWords, runs: [] };
    await api.submissions.record(submission.id, {
      ...grading,
      report: { ...grading.report, checks: [said] },
    });
    ids.push(submission.id);
  }
  const [practice = '', handIn = '', ofGroup = ''] = ids;
  await prisma.remark.createMany({
    data: [personId, teacher.person.id].map((by) => ({
      submissionId: handIn,
      personId: by,
      text: secretWords,
    })),
  });
  return { ...student, courseId: course.id, teacher, practice, handIn, ofGroup };
}

test('a person gets everything that is kept about them as one JSON text, and nothing that is secret', async () => {
  const student = await aStudent();
  const { id, email } = student.person;
  const { status, text, headers } = await exported(id, student.token);
  expect([status, headers['content-disposition']]).toEqual([
    200,
    `attachment; filename="ipclab-person-${id}.json"`,
  ]);
  const rows = Export.parse(JSON.parse(text));
  expect(rows).toMatchObject({
    Person: [{ id, email }],
    Course: [{ id: student.courseId }],
    Enrolment: [{ role: 'student' }],
    Remark: [{ text: secretWords }, { text: secretWords }],
    Submission: [{ files: [{ path: 'uppercase.c' }] }, {}, {}],
    Report: { length: 3 },
    Picture: { length: 3 },
  });
  expect(Object.keys(rows)).toEqual(['withheld', ...keptTables]);
  expect(text).not.toMatch(/argon2|"hash"|passwordHash/);
  const other = await api.signedIn('instructor');
  for (const token of [other.token, student.teacher.token])
    expect((await exported(id, token)).status).toBe(404);
  const admin = await api.signedIn('admin');
  expect(Export.parse((await exported(id, admin.token)).body)).toEqual(rows);
});

test('what an assignment hides until it is due is withheld from its student, and not from admins', async () => {
  const student = await aStudent();
  const { id } = student.person;
  const where = { courseId: student.courseId };
  await api.database.prisma.assignment.updateMany({ where, data: { hiddenGroups: ['robustness'] } });
  const asStudent = Export.parse((await exported(id, student.token)).body);
  expect(asStudent).toMatchObject({ withheld: { length: 1 }, Report: { length: 1 }, Picture: { length: 1 } });
  expect(asStudent).toMatchObject({ Score: [], CourseTotal: [], Submission: { length: 3 } });
  const admin = await api.signedIn('admin');
  const asAdmin = Export.parse((await exported(id, admin.token)).body);
  expect(asAdmin).toMatchObject({ withheld: [], Report: { length: 3 }, Score: { length: 1 } });
  const past = { releaseAt: new Date(1), dueAt: new Date(2) };
  await api.database.prisma.assignment.updateMany({ where, data: past });
  expect(Export.parse((await exported(id, student.token)).body)).toEqual(asAdmin);
});

test('more rows than are read at a time are all written', async () => {
  const { person, token } = await api.signedIn();
  for (let n = 0; n < 11; n += 1) await api.submissions.create(aSubmission({ personId: person.id }), 100);
  const rows = Export.parse((await exported(person.id, token)).body);
  expect(new Set(rows['Submission']?.map(({ id }) => id)).size).toBe(11);
});

test('an erased person is gone from everything but the numbers of their courses', async () => {
  const { prisma } = api.database;
  await api.signedIn('admin');
  const student = await aStudent();
  const { id } = student.person;
  const before = await prisma.score.findMany({ where: { personId: id } });
  const { data, errors } = await api.ask(erase, { id, password: testPassword }, student.token);
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    erasePerson: {
      submissionsDeleted: 1,
      submissionsEmptied: 1,
      picturesDeleted: 2,
      remarksEmptied: 2,
      runsDeleted: 0,
      tokensDeleted: 1,
    },
  });
  expect(await prisma.person.findUnique({ where: { id } })).toMatchObject({
    name: 'Erased person',
    email: `${id}@erased.invalid`,
    passwordHash: null,
    erasedAt: expect.any(Date),
  });
  expect(await prisma.submission.count({ where: { id: student.practice } })).toBe(0);
  const kept = await prisma.submission.findUniqueOrThrow({
    where: { id: student.handIn },
    include: { report: true, pictures: true, remarks: true },
  });
  expect(kept).toMatchObject({
    files: [],
    pictures: [],
    report: { points: 100, body: { checks: [{ name: 'c', says: '' }] } },
  });
  expect(JSON.stringify(kept)).not.toContain(secretWords);
  expect(await prisma.score.findMany({ where: { personId: id } })).toEqual(before);
  const ofGroup = await prisma.submission.findUniqueOrThrow({ where: { id: student.ofGroup } });
  expect(JSON.stringify(ofGroup.files)).toContain(secretWords);
  expect(await api.refusalOf('{ viewer { id } }', {}, student.token)).toMatch(/^NOT_SIGNED_IN/);
  const again = { email: student.person.email, name: 'Ada', password: testPassword };
  const signUp = 'mutation ($input: SignUpInput!) { signUp(input: $input) { person { id } } }';
  expect((await api.ask(signUp, { input: again })).errors).toBeUndefined();
});

test('people erase themselves with their password, admins everybody, and nobody anybody else', async () => {
  const admin = await api.signedIn('admin');
  const [one, two] = [await api.signedIn(), await api.signedIn('instructor')];
  const of = ({ person }: SignedInPerson, password?: string) => ({ id: person.id, password });
  expect(await api.refusalOf(erase, of(one, 'wrong password'), one.token)).toMatch(/^WRONG_CREDENTIALS/);
  expect(await api.refusalOf(erase, of(one), one.token)).toMatch(/^WRONG_CREDENTIALS/);
  expect(await api.refusalOf(erase, of(one, testPassword), two.token)).toMatch(/^NOT_FOUND/);
  expect((await api.ask(erase, of(one), admin.token)).errors).toBeUndefined();
  expect(await api.refusalOf(erase, of(one), admin.token)).toMatch(/^NOT_FOUND/);
});

test('the last admin stays', async () => {
  const admin = await api.signedIn('admin');
  const { prisma } = api.database;
  const where = { role: 'admin', id: { not: admin.person.id } } as const;
  await prisma.person.updateMany({ where, data: { role: 'student' } });
  const variables = { id: admin.person.id, password: testPassword };
  expect(await api.refusalOf(erase, variables, admin.token)).toMatch(/^CONFLICT: This is the last admin/);
});

test('every table that names a person or a submission is told to people', async () => {
  const rows = await api.database.prisma.$queryRaw<{ table: string }[]>`
    SELECT DISTINCT "from"."relname" AS "table" FROM pg_constraint
    JOIN pg_class AS "from" ON "from"."oid" = "conrelid" JOIN pg_class AS "to" ON "to"."oid" = "confrelid"
    WHERE "contype" = 'f' AND "to"."relname" IN ('Person', 'Submission')`;
  expect(keptTables).toEqual(expect.arrayContaining(rows.map(({ table }) => table)));
});
