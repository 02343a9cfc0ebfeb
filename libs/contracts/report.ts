import { z } from 'zod';

export const CheckGroup = z.enum(['behaviour', 'evidence', 'robustness', 'hygiene']);
export type CheckGroup = z.infer<typeof CheckGroup>;

/** The part of a mechanism's lesson that explains a mistake, by its heading in both languages. */
export const LessonPlace = z.object({ mechanism: z.string(), en: z.string(), zh: z.string() });
export type LessonPlace = z.infer<typeof LessonPlace>;

/** One row of a report. `says` is a whole English sentence of what was seen and wanted, `saysZh` the same in Chinese; both empty when the check passed; `lesson` says where to read on when it did not. */
export const CheckResult = z.object({
  name: z.string(),
  group: CheckGroup,
  points: z.number().min(0),
  maxPoints: z.number().positive(),
  passed: z.boolean(),
  says: z.string(),
  saysZh: z.string(),
  runs: z.array(z.string()),
  seed: z.string(),
  lesson: LessonPlace.nullish(),
});
export type CheckResult = z.infer<typeof CheckResult>;

/**
 * One run in a sandbox. `picture` is the name of its SVG file, present when the run was traced; `onPurpose` and `onPurposeZh` say what was
 * made to go wrong in it, present when something was; `schedule` is the seed that decided who ran when, present when one did.
 */
export const RunSummary = z.object({
  id: z.string(),
  case: z.string(),
  trace: z.boolean(),
  picture: z.string().optional(),
  schedule: z.number().int().min(0).optional(),
  onPurpose: z.string().optional(),
  onPurposeZh: z.string().optional(),
});
export type RunSummary = z.infer<typeof RunSummary>;

/**
 * What a grading says: printed by `ipclab grade --json` and stored as `Submission.report`.
 * Times are milliseconds of wall time; hashes are `sha256:` and 64 hex digits.
 */
export const Report = z.object({
  exercise: z.string(),
  exerciseHash: z.string(),
  language: z.string(),
  outcome: z.enum(['graded', 'did-not-compile', 'not-graded']),
  passed: z.boolean(),
  points: z.number().min(0),
  maxPoints: z.number().min(0),
  checks: z.array(CheckResult),
  compiler: z.object({ exitCode: z.number().int(), says: z.string() }),
  runs: z.array(RunSummary),
  sandbox: z.object({ engine: z.string(), image: z.string(), limits: z.enum(['hard', 'soft']) }),
  timing: z.object({
    queueMs: z.number(),
    compileMs: z.number(),
    runMs: z.number(),
    totalMs: z.number(),
  }),
  seed: z.string(),
});
export type Report = z.infer<typeof Report>;
