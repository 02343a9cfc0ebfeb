import { z } from 'zod';
import { Refusal } from '#libs/contracts/refusal';

const Id = z.uuid();

/** Rows of one page of class results. */
const pageMax = 100;

/** Assignments that one question names; a course has at most 300. */
const assignmentsMax = 300;

/** Attempts without progress from which somebody may be called stuck. */
const stuck = { least: 1, most: 100 };

/** Passes on how many rows are asked for; refuses (`BAD_INPUT`) what is no page. */
export function pageSize(first: number): number {
  if (first >= 1 && first <= pageMax) return first;
  throw new Refusal('BAD_INPUT', `A page has from 1 to ${pageMax} rows, and ${first} were asked for.`);
}

/** Passes on an id, or null where there is none; refuses (`BAD_INPUT`) what cannot be one. */
export function idOrNull(id: string | null | undefined): string | null {
  if (id === null || id === undefined) return null;
  if (Id.safeParse(id).success) return id;
  throw new Refusal('BAD_INPUT', 'An id is not one that came from here.');
}

/** Passes on from how many attempts without progress somebody is stuck. */
export function stuckFrom(attempts: number): number {
  if (attempts >= stuck.least && attempts <= stuck.most) return attempts;
  throw new Refusal('BAD_INPUT', `Somebody is stuck after ${stuck.least} to ${stuck.most} attempts.`);
}

/** Those of a course's assignments that a question names, in their order; all when it names none. Refuses (`NOT_FOUND`) others. */
export function pickAssignments<T extends { readonly id: string }>(
  all: readonly T[],
  ids: readonly string[] | null | undefined,
): readonly T[] {
  if (ids === null || ids === undefined) return all;
  if (ids.length > assignmentsMax)
    throw new Refusal('BAD_INPUT', `Name at most ${assignmentsMax} assignments.`);
  const unknown = ids.find((id) => !all.some((one) => one.id === id));
  if (unknown !== undefined)
    throw new Refusal('NOT_FOUND', 'This course has no assignment with one of these ids.');
  return all.filter(({ id }) => ids.includes(id));
}
