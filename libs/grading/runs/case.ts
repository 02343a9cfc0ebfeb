import { z } from 'zod';
import { Fault, faultsMax } from '#libs/contracts/fault';
import { scheduleStepsMax } from '#libs/contracts/schedule';
import { Sentence } from '#libs/contracts/sentence';
import { SnapshotRequests, Watches } from '#libs/contracts/watch';

const CaseId = z.string().regex(/^[a-z][a-z0-9-]*$/);

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

/** The most seeds of one case. */
const schedulesMax = 200;

const target = z.enum(['program', 'descendants', 'everybody']);
const milliseconds = z.number().int().min(0).max(60_000);
const count = z.number().int().min(1);

/** One thing the harness does; `write-input` takes the next `bytes` of the case's input, or all that is left. */
const PlainStep = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('write-input'),
    bytes: count.optional(),
    chunkBytes: count.optional(),
    pauseMs: milliseconds.default(0),
  }),
  z.strictObject({ do: z.literal('start-input') }),
  z.strictObject({ do: z.literal('close-input') }),
  z.strictObject({
    do: z.literal('read-output'),
    bytes: count.optional(),
    chunkBytes: count.optional(),
    pauseMs: milliseconds.default(0),
  }),
  z.strictObject({ do: z.literal('close-output') }),
  z.strictObject({ do: z.literal('await-output'), bytes: count, withinMs: milliseconds }),
  z.strictObject({ do: z.literal('await-blocked'), withinMs: milliseconds }),
  z.strictObject({ do: z.literal('await-exit'), withinMs: milliseconds }),
  z.strictObject({ do: z.literal('idle'), ms: milliseconds }),
  z.strictObject({
    do: z.literal('signal'),
    to: target,
    signal: z.enum(['KILL', 'TERM', 'STOP', 'CONT', 'INT']),
  }),
  z.strictObject({
    do: z.literal('stop-and-continue'),
    to: target,
    times: count,
    everyMs: milliseconds.default(20),
  }),
]);
export type PlainStep = z.infer<typeof PlainStep>;

const RepeatedSteps = z.strictObject({ repeat: count, steps: z.array(PlainStep).min(1) });

/** One run of the student's program. Several checks may look at the same case. */
export const Case = z.strictObject({
  id: CaseId,
  title: Sentence,
  /** The name of a harness that is run instead of the student's program. */
  harness: z.string().optional(),
  args: z.array(z.string()).default([]),
  stdin: z.enum(['pipe', 'closed', 'null-device']).default('pipe'),
  stdout: z.union([z.enum(['pipe', 'full-device']), z.strictObject({ pipeBytes: count })]).default('pipe'),
  reading: z.enum(['free', 'held']).default('free'),
  input: Data.default({ text: '' }),
  /** Left out: all input, then its end. */
  steps: z
    .array(z.union([PlainStep, RepeatedSteps]))
    .default([{ do: 'start-input' }])
    .transform((steps) =>
      steps.flatMap((step) =>
        'repeat' in step ? Array.from({ length: step.repeat }, () => step.steps).flat() : [step],
      ),
    ),
  traced: z.boolean().default(false),
  /** What goes wrong on purpose in this run. */
  faults: z.array(Fault).max(faultsMax).default([]),
  /** Words of shared memory whose stores and loads a traced run tells. */
  watches: Watches.default([]),
  /** Pieces of shared memory whose content a traced run tells each time that it is found changed. */
  snapshots: SnapshotRequests.default([]),
  /** Plays the case with so many seeds, which decide who runs when, until a condition about it fails. A run that does not end in time says nothing. */
  schedules: z
    .strictObject({
      seeds: z.number().int().min(1).max(schedulesMax),
      steps: z.number().int().min(1).max(scheduleStepsMax).default(300_000),
    })
    .optional(),
  /** Runs while no other case does, because its timing or its cpu use is judged. */
  alone: z.boolean().default(false),
  /** Files of the exercise's `peer/` folder that this run needs, built beforehand. */
  peers: z.array(z.string()).default([]),
  /** Files of `/box` that conditions read. */
  collect: z.array(z.string()).default([]),
  /** Settings of the run's own namespaces, such as `kernel.msgmnb`, for contracts that need small buffers; see sysctl(8). */
  sysctls: z
    .record(z.string().regex(/^(kernel|fs\.mqueue|net\.(ipv4|core|unix))\.[a-z0-9_]+$/), z.string())
    .default({}),
  wallMs: milliseconds.default(5_000),
  memoryBytes: count.default(268_435_456),
  outputBytes: count.default(1_048_576),
});
export type Case = z.infer<typeof Case>;
