// Real: PostgreSQL, HTTP.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { aCourse } from '../../testing/a-course.js';
import { withApi } from '../../testing/api-under-test.js';

const api = withApi();

const create = `mutation ($input: JoinCodeInput!) { createJoinCode(input: $input) { code expiresAt section { name } } }`;
const join = 'mutation ($code: String!) { joinCourse(code: $code) { id viewerRole } }';
const revoke =
  'mutation ($courseId: ID!, $code: String!) { revokeJoinCode(courseId: $courseId, code: $code) }';
const codes = 'query ($id: ID!) { course(id: $id) { joinCodes { code } } }';
const Made = z.object({ createJoinCode: z.object({ code: z.string() }) });

async function aCode(courseId: string, token: string, more: object = {}): Promise<string> {
  return Made.parse((await api.ask(create, { input: { courseId, ...more } }, token)).data).createJoinCode
    .code;
}

test('whoever types the code becomes a student in its section, once', async () => {
  const { id, member } = await aCourse(api);
  const { token } = await member('instructor');
  const { id: sectionId } = await api.database.prisma.section.create({
    data: { courseId: id, name: 'Monday' },
  });
  const code = await aCode(id, token, { sectionId });
  expect(code).toMatch(/^[2-9A-HJKMNP-Z]{8}$/);
  const student = await api.signedIn();
  const typed = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `;
  const joined = { data: { joinCourse: { id, viewerRole: 'student' } } };
  expect(await Promise.all([1, 2].map(() => api.ask(join, { code: typed }, student.token)))).toEqual([
    joined,
    joined,
  ]);
  const rows = await api.database.prisma.enrolment.findMany({ where: { personId: student.person.id } });
  expect(rows).toMatchObject([
    { courseId: id, role: 'student', sectionId, source: 'join_code', endedAt: null },
  ]);
  const assistant = await member('assistant');
  expect((await api.ask(join, { code }, assistant.token)).data).toEqual({
    joinCourse: { id, viewerRole: 'assistant' },
  });
});

test('a code that is revoked, expired, unknown or of an archived course lets nobody in, and all are told the same', async () => {
  const { id, member } = await aCourse(api);
  const { token } = await member('instructor');
  const [revoked, expired, good] = [await aCode(id, token), await aCode(id, token), await aCode(id, token)];
  expect((await api.ask(revoke, { courseId: id, code: revoked }, token)).data).toEqual({
    revokeJoinCode: true,
  });
  await api.database.prisma.joinCode.update({ where: { code: expired }, data: { expiresAt: new Date(0) } });
  expect((await api.ask(codes, { id }, token)).data).toEqual({ course: { joinCodes: [{ code: good }] } });
  await api.database.prisma.course.update({ where: { id }, data: { archivedAt: new Date() } });
  const student = await api.signedIn();
  for (const code of [revoked, expired, good, 'AAAAAAAA', '']) {
    expect(await api.refusalOf(join, { code }, student.token)).toBe(
      'NOT_FOUND: No course has this code, or it has expired; look whether each letter is right.',
    );
  }
});

test('who has left does not come back by a code', async () => {
  const { id, member } = await aCourse(api);
  const { token } = await member('instructor');
  const student = await member('student');
  const where = { personId: student.person.id };
  await api.database.prisma.enrolment.updateMany({ where, data: { endedAt: new Date() } });
  expect(await api.refusalOf(join, { code: await aCode(id, token) }, student.token)).toMatch(
    /^NOT_ALLOWED: You have left this course/,
  );
});

test('codes are made by instructors, seen by assistants, and hidden from students', async () => {
  const { id, member } = await aCourse(api);
  const other = await aCourse(api);
  const instructor = await member('instructor');
  const code = await aCode(id, instructor.token);
  const assistant = await member('assistant');
  expect((await api.ask(codes, { id }, assistant.token)).data).toEqual({ course: { joinCodes: [{ code }] } });
  expect(await api.refusalOf(create, { input: { courseId: id } }, assistant.token)).toMatch(/^NOT_ALLOWED/);
  const student = await member('student');
  expect((await api.ask(codes, { id }, student.token)).data).toEqual({ course: { joinCodes: null } });
  const stranger = await other.member('instructor');
  expect(await api.refusalOf(revoke, { courseId: other.id, code }, stranger.token)).toMatch(/^NOT_FOUND/);
  const past = { courseId: id, expiresAt: '2020-01-01T00:00:00Z' };
  expect(await api.refusalOf(create, { input: past }, instructor.token)).toMatch(/^BAD_INPUT: expiresAt/);
});

test('ten codes are tried a minute, and the eleventh is refused even when it is right', async () => {
  const { id, member } = await aCourse(api);
  const { token } = await member('instructor');
  const code = await aCode(id, token);
  const guesser = await api.signedIn();
  for (let n = 0; n < 10; n += 1) {
    expect(await api.refusalOf(join, { code: `GUESS${n}` }, guesser.token)).toMatch(/^NOT_FOUND/);
  }
  expect(await api.refusalOf(join, { code }, guesser.token)).toMatch(/^TOO_MANY_REQUESTS/);
});
