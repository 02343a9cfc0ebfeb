import { z } from 'zod';
import { LanguageId } from '#libs/contracts/language';
import { Data } from './case-data.js';
import { SignalWord } from './signal-word.js';

const count = z.number().int().min(1);

/** Several programs of a case, from one to another, both of them included. */
export const ProgramRange = z
  .strictObject({ from: z.number().int().min(0), to: z.number().int().min(0) })
  .refine(({ from, to }) => from <= to, 'A range goes from its first program to its last.');
export type ProgramRange = z.infer<typeof ProgramRange>;

/**
 * One start of a program of the exercise: the first one, unless `run` names another, or the grader's own program `peer/NAME.c` with
 * `peer`. Arguments and text may hold `{{token}}`; `{{port}}` and `{{port1}}` … `{{port9}}` are
 * free ports that differ in every run; `{{patience}}` is by how much this run's time limits are stretched. It starts with the others, or when a step
 * says so.
 */
export const CaseProgram = z.strictObject({
  run: z.string().optional(),
  peer: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .optional(),
  args: z.array(z.string()).default([]),
  /** A command that is started in the program's place, with the program's own command line behind it, and executes that: one of `peers`, such as `./stranger`. */
  behind: z.array(z.string()).default([]),
  /** Its three standard streams are a terminal of its own, its controlling one: canonical, with ISIG, without echo; `stdin` and `stdout` count for nothing then. */
  terminal: z.boolean().default(false),
  stdin: z.enum(['pipe', 'closed', 'null-device']).default('pipe'),
  stdout: z
    .union([z.enum(['pipe', 'full-device']), z.strictObject({ pipeBytes: z.number().int().min(1) })])
    .default('pipe'),
  reading: z.enum(['free', 'held']).default('free'),
  input: Data.default({ text: '' }),
  starts: z.enum(['at-once', 'by-step']).default('at-once'),
  /** The most descriptors that it can have open, RLIMIT_NOFILE, in all languages or in each: the loader and an interpreter need some too. */
  openFiles: z.union([count, z.partialRecord(LanguageId, count)]).optional(),
  /** The most bytes of a file that it writes, RLIMIT_FSIZE. */
  fileBytes: count.optional(),
  /** Octal digits. */
  umask: z
    .string()
    .regex(/^[0-7]{3}$/)
    .optional(),
  /** Signals that it ignores when it begins; all others are at their default. */
  ignores: z.array(SignalWord).default([]),
});
export type CaseProgram = z.infer<typeof CaseProgram>;

/** Several programs that differ in their number only: `{{copy}}` stands for 0, 1 … and `{{letter}}` for a, b … in their arguments and texts. */
export const BesidePrograms = z.strictObject({
  ...CaseProgram.shape,
  copies: z.number().int().min(2).max(64).optional(),
});
export type BesidePrograms = z.infer<typeof BesidePrograms>;
