// Real: PostgreSQL, the queue on it, HTTP; a folder of exercises that changes while the api runs.
import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import request from 'supertest';
import { expect, test } from 'vitest';
import { aClass } from '../../testing/a-class.js';
import { aHandIn, anAssignment } from '../../testing/an-assignment.js';
import { withApi } from '../../testing/api-under-test.js';

const api = withApi();
const shown = `query ($id: ID!) { assignment(id: $id) { exerciseHash newerVersion exercise { hash task { en } } } }`;

/** Asks an api that was started after the folder had changed. */
async function askAnother(url: string, token: string, query: string, variables: object): Promise<unknown> {
  const asked = request(url)
    .post('/graphql')
    .set('authorization', `Bearer ${token}`)
    .send({ query, variables });
  const { data }: { data: unknown } = (await asked).body;
  return data;
}

test('what was set stays what it was when the exercise changes or goes, until it is set anew', async () => {
  const course = await aClass(api);
  const [{ token }] = course.students;
  const teacher = course.instructor.token;
  const id = await anAssignment(api, course);
  const submissionId = await aHandIn(api, token, id);
  const { exerciseHash } = await api.database.prisma.assignment.findUniqueOrThrow({ where: { id } });
  const folder = join(api.mechanisms, 'pipe/exercises/01-parent-to-child');
  await appendFile(join(folder, 'task.en.md'), 'Another task.\n');
  const changed = await api.startAnother(api.databaseUrl());
  expect(await askAnother(changed, token, shown, { id })).toEqual({
    assignment: {
      exerciseHash,
      newerVersion: expect.stringMatching(/^sha256:/),
      exercise: { hash: exerciseHash, task: { en: '# Parent to child\n' } },
    },
  });
  const handedIn = 'query ($id: ID!) { submission(id: $id) { exercise { hash } assignment { id } } }';
  expect(await askAnother(changed, token, handedIn, { id: submissionId })).toEqual({
    submission: { exercise: { hash: exerciseHash }, assignment: { id } },
  });
  const repin = `mutation ($id: ID!) { repinAssignment(id: $id, revision: 0) { newerVersion exercise { task { en } } } }`;
  expect(await askAnother(changed, teacher, repin, { id })).toEqual({
    repinAssignment: { newerVersion: null, exercise: { task: { en: '# Parent to child\nAnother task.\n' } } },
  });
  expect(await askAnother(changed, token, handedIn, { id: submissionId })).toMatchObject({
    submission: { exercise: { hash: exerciseHash } },
  });
  await rm(folder, { recursive: true });
  const gone = await api.startAnother(api.databaseUrl());
  expect(await askAnother(gone, token, shown, { id })).toMatchObject({
    assignment: { newerVersion: null, exercise: { task: { en: '# Parent to child\nAnother task.\n' } } },
  });
  expect(await askAnother(gone, token, handedIn, { id: submissionId })).toMatchObject({
    submission: { exercise: { hash: exerciseHash } },
  });
});
