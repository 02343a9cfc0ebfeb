import { availableParallelism } from 'node:os';

/** bwrap and the runner live in the sandbox's group too, and the runner forks before the student's own bound applies. */
export const extraTasks = 4;

/** A sandbox yields to the service that judges it: half of the default weight (1024 and 100). */
export const cpuShareWeight = { versionOne: 512, versionTwo: 50 } as const;

export const cpuPeriodMicros = 100_000;

/** The most processors that one sandbox may keep busy. */
const processorsMax = 2;

/** Processor time a period, over all processors together. */
export function quotaMicros(): number {
  return cpuPeriodMicros * Math.min(processorsMax, availableParallelism());
}
