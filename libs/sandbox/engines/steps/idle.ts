import type { Job } from '../job/job.js';
import type { Look } from '../runner/messages.js';
import type { StepEnd } from './run-steps.js';

/** Waits and measures: processor time and run-queue wait of everybody. Not done when all programs ended before the time. */
export async function idle(job: Job, ms: number): Promise<StepEnd> {
  const before = await job.look();
  const allGone = await job.until(() => job.empty, ms);
  const after = await job.look();
  const busyMs = before === null || after === null ? 0 : busyBetween(before, after) / 1e6;
  return { done: !allGone && job.stopped === null, busyMs };
}

/** Who lives at the end counts by its own clock; who was reaped meanwhile counts with what its reaping brought beyond the first look. */
function busyBetween(before: Look, after: Look): number {
  const earlier = new Map(before.processes.map((process) => [process.pid, process]));
  let busyNs = 0;
  for (const process of after.processes) {
    const then = earlier.get(process.pid);
    busyNs += process.runNs - (then?.runNs ?? 0) + process.waitNs - (then?.waitNs ?? 0);
    earlier.delete(process.pid);
  }
  const knownOfGone = [...earlier.values()].reduce((sum, process) => sum + process.runNs, 0);
  return busyNs + Math.max(0, after.reapedNs - before.reapedNs - knownOfGone);
}
