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
});
export type WrongAnswer = z.infer<typeof WrongAnswer>;

export const ExerciseHead = z.strictObject({
  title: Sentence,
  level: z.enum(['starter', 'core', 'challenge']),
  /** What a student learns, one sentence. */
  summary: Sentence,
  programs: z.array(z.string().regex(/^[a-z][a-z0-9_-]{0,30}$/)).min(1),
  languages: z.array(LanguageId).min(1),
  wrong: z.array(WrongAnswer),
});
export type ExerciseHead = z.infer<typeof ExerciseHead>;
