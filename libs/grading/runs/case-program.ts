import { z } from 'zod';

/**
 * Bytes made from the run's seed. `text` may hold `{{token}}`, which is replaced by a word that differs in every run; `random` is
 * that many arbitrary bytes, `lines` that many bytes of short lower-case lines, `every-byte` all 256 values and runs of NUL.
 */
const Data = z.union([
  z.strictObject({ text: z.string() }),
  z.strictObject({ random: z.number().int().min(0) }),
  z.strictObject({ lines: z.number().int().min(0) }),
  z.strictObject({ everyByte: z.literal(true) }),
]);
export type Data = z.infer<typeof Data>;

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
  stdin: z.enum(['pipe', 'closed', 'null-device']).default('pipe'),
  stdout: z
    .union([z.enum(['pipe', 'full-device']), z.strictObject({ pipeBytes: z.number().int().min(1) })])
    .default('pipe'),
  reading: z.enum(['free', 'held']).default('free'),
  input: Data.default({ text: '' }),
  starts: z.enum(['at-once', 'by-step']).default('at-once'),
});
export type CaseProgram = z.infer<typeof CaseProgram>;

/** Several programs that differ in their number only: `{{copy}}` stands for 0, 1 … and `{{letter}}` for a, b … in their arguments and texts. */
export const BesidePrograms = z.strictObject({
  ...CaseProgram.shape,
  copies: z.number().int().min(2).max(64).optional(),
});
export type BesidePrograms = z.infer<typeof BesidePrograms>;
