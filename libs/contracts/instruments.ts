import { z } from 'zod';

// What instruments of the tracer tell beside the calls: who ran when, what was watched, what was made to go wrong.

/** A time in which nobody else ran, because a seed decided who runs when; `steps` counts its instructions and calls. */
export const TracedTurn = z.object({
  process: z.string(),
  /** Null for the first thread of the process. */
  thread: z.string().nullable(),
  fromMs: z.number(),
  untilMs: z.number(),
  steps: z.number().int().min(0),
});
export type TracedTurn = z.infer<typeof TracedTurn>;

/**
 * A store to, or a load from, a watched word of shared memory; numbers are decimal, or hexadecimal with `0x` when they are large.
 * `before` is what the tracer saw there last, `value` what it saw right after the access.
 */
export const TracedAccess = z.object({
  process: z.string(),
  /** Null for the first thread of the process. */
  thread: z.string().nullable(),
  object: z.string(),
  offset: z.number().int().min(0),
  bytes: z.number().int().min(1),
  kind: z.enum(['store', 'load']),
  before: z.string(),
  value: z.string(),
  /** Nobody else was at the word in the meantime: `value` is what was stored or loaded. Else only who and when are certain. */
  isSure: z.boolean(),
  atMs: z.number(),
});
export type TracedAccess = z.infer<typeof TracedAccess>;

/** What stood in a piece of shared memory when it was found changed at a call of `process`; `content` is hexadecimal, two digits a byte. */
export const TracedSnapshot = z.object({
  process: z.string(),
  object: z.string(),
  offset: z.number().int().min(0),
  content: z.string(),
  atMs: z.number(),
});
export type TracedSnapshot = z.infer<typeof TracedSnapshot>;

/** What was made to go wrong on purpose in a run, in a call of this process; `call` is null when nobody knows which. */
export const TracedMishap = z.object({
  process: z.string(),
  /** Null for the first thread of the process. */
  thread: z.string().nullable(),
  call: z.string().nullable(),
  atMs: z.number(),
  says: z.object({ en: z.string(), zh: z.string() }),
});
export type TracedMishap = z.infer<typeof TracedMishap>;
