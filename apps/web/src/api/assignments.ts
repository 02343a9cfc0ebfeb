import { z } from 'zod';
import type { Question } from './ask.js';

const AssignmentAnswer = z.object({
  id: z.string(),
  title: z.string(),
  dueAt: z.iso.datetime(),
  exercise: z.object({ slug: z.string() }),
});
export type AssignmentLine = z.infer<typeof AssignmentAnswer>;

/** An assignment that somebody was sent to, such as by a link in a course. */
export function readAssignment(id: string): Question<{ assignment: AssignmentLine }> {
  return {
    document: 'query ($id: ID!) { assignment(id: $id) { id title dueAt exercise { slug } } }',
    shape: z.object({ assignment: AssignmentAnswer }),
    variables: { id },
  };
}
