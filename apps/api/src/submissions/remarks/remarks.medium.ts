// Real: PostgreSQL, HTTP.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { aSubmission } from '#libs/testing/factories';
import { aCourse } from '../../testing/a-course.js';
import { withApi } from '../../testing/api-under-test.js';

const api = withApi();

const add = 'mutation ($id: ID!, $text: String!) { addRemark(submissionId: $id, text: $text) { id } }';
const edit = 'mutation ($id: ID!, $text: String!) { editRemark(id: $id, text: $text) { text editedAt } }';
const remove = 'mutation ($id: ID!) { removeRemark(id: $id) }';
const read = 'query ($id: ID!) { submission(id: $id) { remarks { text person { id } } } }';
const Added = z.object({ addRemark: z.object({ id: z.string() }) });

/** A submission for a course, of a student, and who teaches there. */
async function aScene() {
  const course = await aCourse(api);
  const owner = await course.member('student');
  const { submission } = await api.submissions.create(aSubmission({ personId: owner.person.id }), 100);
  const { id } = submission;
  const data = { assignmentId: await course.assignment() };
  await api.database.prisma.submission.update({ where: { id }, data });
  return { id, owner, teacher: await course.member('assistant'), other: await course.member('student') };
}

async function remarked(id: string, text: string, token: string): Promise<string> {
  return Added.parse((await api.ask(add, { id, text }, token)).data).addRemark.id;
}

test('who teaches and the student talk about a submission, and the text is kept as it was written', async () => {
  const { id, owner, teacher, other } = await aScene();
  const markdown =
    'Close the **write end** in the child:\n\n```c\nclose(fd[1]);\n```\n<script>alert(1)</script>';
  await remarked(id, markdown, teacher.token);
  await remarked(id, 'Done.', owner.token);
  expect((await api.ask(read, { id }, owner.token)).data).toEqual({
    submission: {
      remarks: [
        { text: markdown, person: { id: teacher.person.id } },
        { text: 'Done.', person: { id: owner.person.id } },
      ],
    },
  });
  expect(await api.refusalOf(add, { id, text: 'Me too' }, other.token)).toMatch(
    /^NOT_FOUND: You have no submission/,
  );
});

test('a remark is edited by its author, and removed by its author or who teaches', async () => {
  const { id, owner, teacher, other } = await aScene();
  const byTeacher = await remarked(id, 'Look again.', teacher.token);
  const byOwner = await remarked(id, 'Why?', owner.token);
  expect((await api.ask(edit, { id: byOwner, text: 'Why so?' }, owner.token)).data).toEqual({
    editRemark: { text: 'Why so?', editedAt: expect.stringMatching(/^20/) },
  });
  expect(await api.refusalOf(edit, { id: byOwner, text: 'x' }, teacher.token)).toMatch(
    /^NOT_ALLOWED: Only who wrote/,
  );
  expect(await api.refusalOf(remove, { id: byTeacher }, owner.token)).toMatch(/^NOT_ALLOWED/);
  for (const ask of [remove, edit]) {
    const variables = ask === edit ? { id: byOwner, text: 'x' } : { id: byOwner };
    expect(await api.refusalOf(ask, variables, other.token)).toBe(
      'NOT_FOUND: There is no remark with this id.',
    );
  }
  expect((await api.ask(remove, { id: byOwner }, teacher.token)).data).toEqual({ removeRemark: true });
  expect(await api.refusalOf(remove, { id: byOwner }, owner.token)).toMatch(/^NOT_FOUND/);
  expect((await api.ask(read, { id }, owner.token)).data).toMatchObject({
    submission: { remarks: [{ text: 'Look again.' }] },
  });
  const kept = await api.database.prisma.remark.findUniqueOrThrow({ where: { id: byOwner } });
  expect(kept.text).toBe('');
});

test.each([
  ['nothing', '  \n', /says something/],
  ['too much', 'x'.repeat(10_001), /at most 10000 characters/],
])('a remark of %s is refused', async (_, text, sentence) => {
  const { id, owner } = await aScene();
  expect(await api.refusalOf(add, { id, text }, owner.token)).toMatch(sentence);
});
