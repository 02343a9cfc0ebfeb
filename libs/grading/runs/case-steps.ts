import { z } from 'zod';
import { ProgramRange } from './case-program.js';
import { SignalWord } from './signal-word.js';

const target = z.enum(['program', 'descendants', 'everybody']);
/** One child of the program, counted from 1 by age among those that live. */
const child = z.strictObject({ child: z.number().int().min(1).max(64) });
const milliseconds = z.number().int().min(0).max(60_000);
const pause = z.number().min(0).max(60_000);
const count = z.number().int().min(1);
/** By which conditions mean a look; several looks may have one. */
const lookId = z.string().regex(/^[a-z][a-z0-9-]*$/);
/** Which program of the case: 0 is its own, 1 the first one beside it. */
const program = z.number().int().min(0).default(0);

/**
 * One thing the harness does. `write-input` takes the next `bytes` of the program's input, or all that is left; `pause` is drawn from the
 * run's seed when it has two ends; texts and paths may hold `{{token}}`. `await-line` with `next` waits for a text behind all that such
 * steps have found before, in which `{{number}}` is any number; see the condition `dialogue`. `type` writes a text to standard input.
 */
export const PlainStep = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('start'), program }),
  z.strictObject({
    do: z.literal('write-input'),
    program,
    bytes: count.optional(),
    /** So many of the next lines of the input, in the place of `bytes`. */
    lines: count.optional(),
    chunkBytes: count.optional(),
    pauseMs: milliseconds.default(0),
  }),
  z.strictObject({ do: z.literal('start-input'), program }),
  z.strictObject({ do: z.literal('close-input'), program }),
  z.strictObject({
    do: z.literal('read-output'),
    program,
    bytes: count.optional(),
    chunkBytes: count.optional(),
    pauseMs: milliseconds.default(0),
  }),
  z.strictObject({ do: z.literal('close-output'), program }),
  z.strictObject({ do: z.literal('await-output'), program, bytes: count, withinMs: milliseconds }),
  z
    .strictObject({
      do: z.literal('await-line'),
      program,
      lines: count.optional(),
      text: z.string().min(1).optional(),
      next: z.string().min(1).optional(),
      skipping: z.boolean().default(false),
      withinMs: milliseconds,
    })
    .refine(
      ({ lines, text, next }) => [lines, text, next].filter((one) => one !== undefined).length === 1,
      'Either lines, or a text, or what is next.',
    ),
  z.strictObject({ do: z.literal('type'), program, text: z.string().min(1) }),
  z.strictObject({
    do: z.literal('await-file'),
    path: z.string().min(1),
    is: z
      .union([
        z.enum(['there', 'gone', 'ends-in-newline']),
        z.strictObject({ text: z.string().min(1) }),
        z.strictObject({ bytes: count }),
      ])
      .default('there'),
    withinMs: milliseconds,
  }),
  z.strictObject({
    do: z.literal('pause'),
    ms: z.union([pause, z.strictObject({ from: pause, to: pause }).refine(({ from, to }) => from <= to)]),
  }),
  z.strictObject({ do: z.literal('look'), id: lookId }),
  z.strictObject({
    do: z.literal('await-descriptors'),
    program,
    since: lookId,
    more: z.number().int().default(0),
    withinMs: milliseconds,
  }),
  /** Until the last whole line of each of these programs is `text`, all at one time. */
  z.strictObject({
    do: z.literal('await-last-lines'),
    programs: z.array(z.number().int().min(0)).min(1),
    text: z.string(),
    withinMs: milliseconds,
  }),
  z.strictObject({ do: z.literal('await-blocked'), withinMs: milliseconds }),
  z.strictObject({ do: z.literal('await-exit'), program, withinMs: milliseconds }),
  /** Until something has gone wrong on purpose: the fault of the case, counted from 0, has met a call. */
  z.strictObject({ do: z.literal('await-fault'), fault: z.number().int().min(0), withinMs: milliseconds }),
  z.strictObject({ do: z.literal('idle'), ms: milliseconds }),
  z.strictObject({
    do: z.literal('signal'),
    program,
    to: z.union([target, child]),
    signal: SignalWord,
  }),
  z.strictObject({
    do: z.literal('stop-and-continue'),
    program,
    to: target,
    times: count,
    everyMs: milliseconds.default(20),
  }),
]);
export type PlainStep = z.infer<typeof PlainStep>;

export const RepeatedSteps = z.strictObject({ repeat: count, steps: z.array(PlainStep).min(1) });

/** The same steps for one program after the other; each means the program whose turn it is. */
export const StepsOfMany = z.strictObject({ programs: ProgramRange, steps: z.array(PlainStep).min(1) });
