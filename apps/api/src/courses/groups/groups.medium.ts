// Real: PostgreSQL, HTTP.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { aSubmission } from '#libs/testing/factories';
import { aCourse } from '../../testing/a-course.js';
import { withApi } from '../../testing/api-under-test.js';

const api = withApi();

const create =
  'mutation ($courseId: ID!, $name: String!) { createGroup(courseId: $courseId, name: $name) { id } }';
const putIn =
  'mutation ($id: ID!, $personIds: [ID!]!) { putInGroup(id: $id, personIds: $personIds) { members { id } } }';
const remove = 'mutation ($id: ID!) { removeGroup(id: $id) }';
const groups = 'query ($id: ID!) { course(id: $id) { groups { name members { id } } } }';
const Created = z.object({ createGroup: z.object({ id: z.string() }) });

async function aGroup(courseId: string, name: string, token: string): Promise<string> {
  return Created.parse((await api.ask(create, { courseId, name }, token)).data).createGroup.id;
}

test('an instructor makes groups, moves students between them, and students see their own', async () => {
  const { id: courseId, member } = await aCourse(api);
  const { token } = await member('instructor');
  const [one, two] = [await member('student'), await member('student')];
  const red = await aGroup(courseId, 'Red', token);
  const blue = await aGroup(courseId, 'Blue', token);
  expect(await api.refusalOf(create, { courseId, name: 'Red' }, token)).toMatch(
    /^CONFLICT: This course has a group/,
  );
  const both = { id: red, personIds: [one.person.id, two.person.id] };
  await api.ask(putIn, both, token);
  expect((await api.ask(putIn, { id: blue, personIds: [two.person.id] }, token)).data).toEqual({
    putInGroup: { members: [{ id: two.person.id }] },
  });
  expect((await api.ask(groups, { id: courseId }, token)).data).toEqual({
    course: {
      groups: [
        { name: 'Blue', members: [{ id: two.person.id }] },
        { name: 'Red', members: [{ id: one.person.id }] },
      ],
    },
  });
  expect((await api.ask(groups, { id: courseId }, one.token)).data).toEqual({
    course: { groups: [{ name: 'Red', members: [{ id: one.person.id }] }] },
  });
  const takeOut =
    'mutation ($courseId: ID!, $personIds: [ID!]!) { takeOutOfGroups(courseId: $courseId, personIds: $personIds) }';
  await api.ask(takeOut, { courseId, personIds: [one.person.id] }, token);
  expect((await api.ask(groups, { id: courseId }, one.token)).data).toEqual({ course: { groups: [] } });
});

test('a group is made of students of the course, twenty at most, and by its instructors', async () => {
  const { id: courseId, member } = await aCourse(api);
  const { token, person } = await member('instructor');
  const id = await aGroup(courseId, 'Red', token);
  const stranger = await api.signedIn();
  for (const somebody of [person, stranger.person]) {
    expect(await api.refusalOf(putIn, { id, personIds: [somebody.id] }, token)).toMatch(
      /^BAD_INPUT: Groups are made of/,
    );
  }
  const many = [];
  for (let n = 0; n < 21; n += 1) many.push((await member('student')).person.id);
  expect(await api.refusalOf(putIn, { id, personIds: many }, token)).toBe(
    'CONFLICT: A group has at most 20 members; this one would have 21.',
  );
  expect((await api.ask(groups, { id: courseId }, token)).data).toMatchObject({
    course: { groups: [{ members: [] }] },
  });
  const assistant = await member('assistant');
  expect(await api.refusalOf(putIn, { id, personIds: [] }, assistant.token)).toMatch(/^NOT_ALLOWED/);
  expect(await api.refusalOf(putIn, { id, personIds: [] }, stranger.token)).toMatch(/^NOT_FOUND/);
});

test('a group that has handed in stays', async () => {
  const { id: courseId, member } = await aCourse(api);
  const { token } = await member('instructor');
  const student = await member('student');
  const id = await aGroup(courseId, 'Red', token);
  const { submission } = await api.submissions.create(aSubmission({ personId: student.person.id }), 10);
  await api.database.prisma.submission.update({ where: { id: submission.id }, data: { groupId: id } });
  expect(await api.refusalOf(remove, { id }, token)).toMatch(/^CONFLICT: This group has handed in/);
  const empty = await aGroup(courseId, 'Empty', token);
  expect((await api.ask(remove, { id: empty }, token)).data).toEqual({ removeGroup: true });
});
