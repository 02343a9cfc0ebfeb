import { z } from 'zod';
import { Fault, faultsMax } from '#libs/contracts/fault';
import { scheduleStepsMax } from '#libs/contracts/schedule';
import { Sentence } from '#libs/contracts/sentence';
import { SnapshotRequests, Watches } from '#libs/contracts/watch';
import { CaseFile } from './case-data.js';
import { BesidePrograms, CaseProgram } from './case-program.js';
import { PlainStep, RepeatedSteps, StepsOfMany } from './case-steps.js';
import { writeOutCopies, writeOutSteps } from './write-out.js';

const CaseId = z.string().regex(/^[a-z][a-z0-9-]*$/);

/** The most programs beside a case's own, as the sandbox runs them. */
const besideMax = 63;

/** The most runs of one case. */
const timesMax = 100;

/** The most seeds of one case. */
const schedulesMax = 200;

const milliseconds = z.number().int().min(0).max(60_000);
const count = z.number().int().min(1);

/** One run of the student's program, or of several. Several checks may look at the same case. */
export const Case = z.strictObject({
  id: CaseId,
  title: Sentence,
  /** The name of a harness that is run instead of the student's program. */
  harness: z.string().optional(),
  ...CaseProgram.shape,
  /** What lies there before any program starts. */
  files: z.array(CaseFile).max(100).default([]),
  /** Further programs that run beside it, numbered from 1; copies have a number each. */
  beside: z
    .array(BesidePrograms)
    .default([])
    .transform((entries) => entries.flatMap(writeOutCopies))
    .refine(
      (programs) => programs.length <= besideMax,
      `At most ${besideMax} programs run beside the first.`,
    ),
  /** Left out: all input of its program, then its end. */
  steps: z
    .array(z.union([PlainStep, RepeatedSteps, StepsOfMany]))
    .default([{ do: 'start-input', program: 0 }])
    .transform(writeOutSteps),
  /** Once a step but `await-blocked` has waited in vain, later ones hardly wait any more: for cases whose first silence says everything. */
  impatient: z.boolean().default(false),
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
  /** Plays the case so many times, each with a seed of its own that draws words, bytes, pauses and moments anew, until a condition about it fails. */
  times: z.number().int().min(1).max(timesMax).default(1),
  /** Runs while no other case does, because its timing or its cpu use is judged. */
  alone: z.boolean().default(false),
  /** Files of the exercise's `peer/` folder that this run needs, built beforehand. */
  peers: z.array(z.string()).default([]),
  /** Files that may be left, with `{{token}}` or without; those that conditions of the kind `file` mean are read in any case. */
  collect: z.array(z.string()).default([]),
  /** Settings of the run's own namespaces, such as `kernel.msgmnb`, for contracts that need small buffers; see sysctl(8). */
  sysctls: z
    .record(z.string().regex(/^(kernel|fs\.mqueue|net\.(ipv4|core|unix))\.[a-z0-9_]+$/), z.string())
    .default({}),
  wallMs: milliseconds.default(5_000),
  memoryBytes: count.default(268_435_456),
  outputBytes: count.default(1_048_576),
  /** The most processes and threads at a time, of all programs together. Left out: 64, or four for each program where that is more. */
  processes: count.max(1_024).optional(),
  /** The most bytes in each of `/box`, `/tmp`, `/dev/shm` and `/mnt`. */
  diskBytes: count.default(67_108_864),
});
export type Case = z.infer<typeof Case>;

/** All programs of a case, in the order in which steps and conditions count them. */
export function programsOf(one: Case): readonly CaseProgram[] {
  return [one, ...one.beside];
}
