// Real: PostgreSQL, HTTP, argon2; the operations of docs/guides/run-a-course.md.
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { withApi } from '../testing/api-under-test.js';

const api = withApi();
const guide = new URL('../../../../docs/guides/run-a-course.md', import.meta.url);

const Named = z.record(z.string(), z.object({ id: z.string().optional(), code: z.string().optional() }));

test('every operation of the guide does what the guide says, from an empty server to a class', async () => {
  const page = await readFile(guide, 'utf8');
  const operations = new Map(
    [...page.matchAll(/```graphql\n(\w+ (\w+)[\s\S]*?)```/g)].map(([, text = '', name = '']) => [name, text]),
  );
  const [, csv = ''] = /```csv\n([\s\S]*?)```/.exec(page) ?? [];
  const done: string[] = [];
  const run = async (name: string, variables: object, token: string | null) => {
    done.push(name);
    const { data, errors } = await api.ask(operations.get(name) ?? '', variables, token);
    expect([name, errors]).toEqual([name, undefined]);
    return data ?? {};
  };
  const admin = await api.signedIn('admin');
  const { token } = await api.signedIn('instructor');
  const termId = Named.parse(await run('Term', {}, admin.token))['createTerm']?.id;
  const courseId = Named.parse(await run('Course', { termId }, token))['createCourse']?.id;
  expect(await run('Import', { courseId, csv, dryRun: true }, token)).toMatchObject({
    importRoster: { applied: false, created: 2, problems: [] },
  });
  expect(await run('Import', { courseId, csv, dryRun: false }, token)).toMatchObject({
    importRoster: { applied: true, created: 2 },
  });
  const code = Named.parse(await run('Code', { courseId }, token))['createJoinCode']?.code;
  const student = await api.signedIn();
  expect(await run('Join', { code }, student.token)).toMatchObject({ joinCourse: { id: courseId } });
  const Invited = z.object({
    createInvitations: z.object({ invitations: z.array(z.object({ secret: z.string() })) }),
  });
  const { invitations } = Invited.parse(await run('Invite', { courseId }, token)).createInvitations;
  expect(invitations).toHaveLength(2);
  await run('Accept', { secret: invitations[0]?.secret }, null);
  expect(await run('Class', { courseId }, token)).toMatchObject({
    course: {
      viewerRole: 'instructor',
      groups: [{ name: 'Red', members: [{ name: 'Ada Lovelace' }] }],
      enrolments: {
        totalCount: 2,
        edges: [{ node: { hasPassword: true, section: { name: 'Monday' } } }, {}],
      },
    },
  });
  expect(await run('Work', { courseId }, token)).toEqual({ submissions: { edges: [] } });
  expect([...new Set(done)].toSorted()).toEqual([...operations.keys()].toSorted());
});
