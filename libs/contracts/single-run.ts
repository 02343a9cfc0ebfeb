import { z } from 'zod';
import { LanguageId } from './language.js';

/** A name without folders that no program takes for an option: letters and digits of ASCII, `_`, `.`, `+` and `-`, at most 100. */
const FileName = z.string().regex(/^(?!\.{1,2}$)[A-Za-z0-9_.][A-Za-z0-9_.+-]{0,99}$/);

/** A word of a command line: NUL would end it for the kernel, see execve(2). */
const Word = z
  .string()
  .max(4_096)
  .regex(/^[^\0]*$/); // oxlint-disable-line no-control-regex

const Words = z.array(Word).max(64);

/** What a single run may use; every number is within what a grader offers, see `singleRunBounds`. */
export const SingleLimits = z.strictObject({
  cpuMs: z.number().int().positive(),
  memoryBytes: z.number().int().positive(),
  processes: z.number().int().positive(),
  outputBytes: z.number().int().positive(),
  diskBytes: z.number().int().positive(),
});
export type SingleLimits = z.infer<typeof SingleLimits>;

const mebibyte = 1_048_576;

/** The most that one single run gets, whatever it asks for; processor time beyond it is refused, the rest is cut to it. */
export const singleRunBounds = Object.freeze({
  cpuMs: 60_000,
  memoryBytes: 1_024 * mebibyte,
  processes: 256,
  outputBytes: 4 * mebibyte,
  diskBytes: 64 * mebibyte,
}) satisfies SingleLimits;

/**
 * One source, compiled and run once, untraced and ungraded, with files beside it. `files` are kept apart and read when the run
 * begins, because they are many times larger than all else: `stored` is the name they are kept by.
 */
export const SingleRequest = z.strictObject({
  kind: z.literal('single'),
  language: LanguageId,
  source: z.strictObject({ path: FileName, content: z.string() }),
  files: z.array(z.strictObject({ path: FileName, stored: z.string() })).max(64),
  input: z.string(),
  compileWords: Words,
  linkWords: Words,
  interpreterWords: Words,
  runWords: Words,
  limits: SingleLimits,
});
export type SingleRequest = z.infer<typeof SingleRequest>;

/**
 * What a single run did. `exitCode` is null when it did not exit by itself; output that is no UTF-8 is ASCII with the other bytes
 * as `\xhh`. `file-missing`: a file was gone when the run began, and nothing ran.
 */
export const SingleResult = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file-missing'), stored: z.string() }),
  z.strictObject({ kind: z.literal('did-not-compile'), says: z.string() }),
  z.strictObject({
    kind: z.literal('ran'),
    ended: z.string(),
    exitCode: z.number().int().nullable(),
    signal: z.number().int().nullable(),
    stdout: z.string(),
    stderr: z.string(),
    wallMs: z.number(),
    cpuMs: z.number(),
  }),
]);
export type SingleResult = z.infer<typeof SingleResult>;
