import { z } from 'zod';
import { hourFromNow, type ClassUnderTest } from './a-class.js';
import type { ApiUnderTest } from './api-under-test.js';

/** Sets an exercise of the test's catalogue. */
export const createAssignment =
  'mutation ($input: CreateAssignmentInput!) { createAssignment(input: $input) { id revision } }';

/** Hands in. */
export const submitHandIn = 'mutation ($input: SubmitInput!) { submit(input: $input) { id } }';

/** What the exercise of the test's catalogue takes. */
export const handInOf = (assignmentId: string | null, more: object = {}) => ({
  input: {
    exercise: 'pipe/01-parent-to-child',
    language: 'c',
    files: [{ path: 'uppercase.c', content: 'int x;' }],
    assignmentId,
    ...more,
  },
});

const Created = z.object({ createAssignment: z.object({ id: z.string() }) });
const Submitted = z.object({ submit: z.object({ id: z.string() }) });

/** Sets an assignment from an hour ago to an hour from now, or as `terms` say; gives its id. */
export async function anAssignment(
  api: ApiUnderTest,
  { courseId, instructor }: ClassUnderTest,
  terms: object = {},
): Promise<string> {
  const input = {
    courseId,
    exercise: 'pipe/01-parent-to-child',
    title: crypto.randomUUID(),
    releaseAt: hourFromNow(-1),
    dueAt: hourFromNow(1),
    ...terms,
  };
  const { data, errors } = await api.ask(createAssignment, { input }, instructor.token);
  if (errors !== undefined) throw new Error(errors[0]?.message);
  return Created.parse(data).createAssignment.id;
}

/** Hands in for an assignment; gives the id of the submission. */
export async function aHandIn(api: ApiUnderTest, token: string, assignmentId: string): Promise<string> {
  const { data, errors } = await api.ask(submitHandIn, handInOf(assignmentId), token);
  if (errors !== undefined) throw new Error(errors[0]?.message);
  return Submitted.parse(data).submit.id;
}
