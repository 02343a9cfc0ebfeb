// Real: PostgreSQL, HTTP, web sockets; the queries of docs/guides/query-class-results.md.
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { fillClass, type GeneratedClass } from '#libs/testing/a-class';
import { withApi, type SignedInPerson } from '../testing/api-under-test.js';

const guide = readFileSync(
  new URL('../../../../docs/guides/query-class-results.md', import.meta.url),
  'utf8',
);
const blocks = [...guide.matchAll(/```graphql\n((?:query|subscription) (\w+)[^]*?)```/g)].map(
  ([, text = '', name = '']) => ({ name, text }),
);

const api = withApi();
let made: GeneratedClass;
let staff: SignedInPerson;
beforeAll(async () => {
  made = await fillClass(api.database, { people: 40, assignments: 3, attempts: 5, seed: 61 });
  staff = await api.signedIn();
  await api.database.prisma.enrolment.create({
    data: { courseId: made.courseId, personId: staff.person.id, role: 'instructor', source: 'hand' },
  });
});

test('every block of the guide is found', () => {
  expect(blocks).toHaveLength(guide.split('```graphql').length - 1);
  expect(blocks.length).toBeGreaterThan(8);
});

test.each(blocks.filter(({ text }) => text.startsWith('query')))(
  'the query $name of the guide answers',
  async ({ text }) => {
    const variables = {
      course: made.courseId,
      ...(text.includes('$assignment:') ? { assignment: made.assignmentIds[0] } : {}),
    };
    const { data, errors } = await api.ask(text, variables, staff.token);
    expect(errors).toBeUndefined();
    const answer = JSON.stringify(data?.['course']);
    expect(answer).toMatch(/"(edges|checks|heatMap|similarPictures|tenths|cells)":\[\{/);
  },
);

test.each(blocks.filter(({ text }) => text.startsWith('subscription')))(
  'the subscription $name of the guide tells of a hand-in',
  async ({ text }) => {
    const client = await api.socket(staff.token);
    const words = client.iterate({ query: text, variables: { course: made.courseId } });
    const heard = words.next();
    const [personId = '', assignmentId = ''] = [made.studentIds[0], made.assignmentIds[0]];
    const data = {
      exercise: 'pipe/01-generated',
      exerciseHash: 'sha256:0',
      language: 'c',
      files: [],
      seed: '1',
    };
    const handedIn = async () => {
      await api.database.prisma.submission.create({ data: { ...data, personId, assignmentId } });
      return 'not yet';
    };
    while ((await Promise.race([heard, handedIn()])) === 'not yet');
    const { value } = await heard;
    expect(value?.data).toMatchObject({ courseActivity: { kind: 'HANDED_IN', assignment: 'Assignment 01' } });
    await words.return?.();
  },
);
