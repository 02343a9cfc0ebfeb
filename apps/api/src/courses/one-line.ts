import { z } from 'zod';

/** Something to call a term, a course, a section or a group by: one line, in characters. */
export function oneLine(charactersMax: number) {
  return z
    .string()
    .trim()
    .regex(
      new RegExp(String.raw`^[^\p{Cc}\p{Cs}]{1,${charactersMax}}$`, 'u'),
      `it is one line of 1 to ${charactersMax} characters`,
    );
}

const Id = z.uuid();

/** Whether a text could be the id of a row: nothing else is asked of the database. */
export function isId(text: string): boolean {
  return Id.safeParse(text).success;
}
