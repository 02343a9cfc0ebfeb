import { z } from 'zod';
import { LanguageId } from './language.js';
import { CheckGroup } from './report.js';
import { Sentence } from './sentence.js';

/**
 * The parts of `exercise.yaml` that do not depend on how checks are made. The catalogue reads the whole file; `cases` and
 * `checks` are described in `libs/grading/plan.ts`.
 */
export const WrongAnswer = z.strictObject({
  /** `wrong/keeps-write-end.c` */
  file: z.string(),
  /** The groups of checks, any of which it has to fail in. */
  groups: z.array(CheckGroup).min(1),
  /** A part of the sentence that the student must read, in English. */
  says: z.string().min(1),
  /** The solution, such as `solution/c/poll`, that gives the files which this answer lacks. */
  rest: z.string().optional(),
});
export type WrongAnswer = z.infer<typeof WrongAnswer>;

/** An answer that only looks as if it used the mechanism: it may earn anything but points for evidence. */
export const Cheat = WrongAnswer.pick({ file: true, rest: true });
export type Cheat = z.infer<typeof Cheat>;

export const ExerciseHead = z.strictObject({
  title: Sentence,
  level: z.enum(['starter', 'core', 'challenge']),
  /** What a student learns, one sentence. */
  summary: Sentence,
  programs: z.array(z.string().regex(/^[a-z][a-z0-9_-]{0,30}$/)).min(1),
  languages: z.array(LanguageId).min(1),
  wrong: z.array(WrongAnswer),
  cheats: z.array(Cheat).default([]),
});
export type ExerciseHead = z.infer<typeof ExerciseHead>;
