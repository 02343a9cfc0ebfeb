import { z } from 'zod';

/** What a class list may be at most. */
export const rosterLimits = Object.freeze({
  /** Rows below the heading. */
  rows: 5000,
  /** Of UTF-8. */
  bytes: 1024 * 1024,
  /** Problems that are told; more are counted. */
  problems: 100,
});

/** A role that somebody may have in a course, from least to most. */
export const RosterRole = z.enum(['student', 'assistant', 'instructor', 'admin']);
export type RosterRole = z.infer<typeof RosterRole>;

/** One row of a class list; what its cell leaves empty is null, and stays as it is. */
export interface RosterRow {
  /** On which it begins, counted from 1. */
  readonly line: number;
  /** In lower case. */
  readonly email: string;
  readonly name: string | null;
  readonly role: RosterRole | null;
  readonly section: string | null;
  readonly group: string | null;
}

/** Why a class list is not taken: `column` is null where the whole line is at fault. */
export interface RosterProblem {
  readonly line: number;
  readonly column: string | null;
  readonly reason: string;
}
