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

/** Run time of the dead is kept by who reaped them, so the whole only grows; time in the run queue dies with its process. */
function busyBetween(before: Look, after: Look): number {
  const waited = new Map(before.processes.map((process) => [process.pid, process.waitNs]));
  const waitNs = after.processes.reduce((sum, { pid, waitNs }) => sum + waitNs - (waited.get(pid) ?? 0), 0);
  return Math.max(0, runNs(after) - runNs(before)) + waitNs;
}

function runNs(look: Look): number {
  return look.processes.reduce((sum, process) => sum + process.runNs, look.reapedNs);
}
