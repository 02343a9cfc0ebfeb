import { answerMs } from '../job/gather.js';
import type { Job } from '../job/job.js';
import type { Look } from '../runner/messages.js';
import type { StepEnd } from './step-end.js';

/** So often is measured again until the processes are calm: on a loaded machine a program may still be starting. */
const windowsMax = 5;
/** Busy for less than this part of a window is calm. */
const calmShare = 0.05;

/** What a window showed; where a process ended in it, its time in the run queue is not known, and it may look calmer than it was. */
type Window = StepEnd & { readonly isWhole: boolean };

/**
 * Waits and measures processor time and run-queue wait of everybody in windows of `ms`: who waits is calm sooner or later, who polls
 * never is. The first calm window counts, or else the last one; one in which a process ended only where there is no other.
 * Not done when all programs ended before the first was over.
 */
export async function idle(job: Job, ms: number): Promise<StepEnd> {
  let kept: Window | null = null;
  for (let window = 1; window <= windowsMax; window++) {
    const measured = await measure(job, ms);
    if (measured === null) break;
    if (measured.isWhole || kept?.isWhole !== true) kept = measured;
    if (kept.isWhole && kept.busyMs < ms * calmShare) break;
  }
  if (kept === null) return { done: false, busyMs: 0 };
  const { isWhole: _, ...end } = kept;
  return end;
}

async function measure(job: Job, ms: number): Promise<Window | null> {
  const began = performance.now();
  const before = await job.look('uncounted', answerMs);
  const allGone = await job.until(() => job.empty, ms);
  const after = await job.look('uncounted', answerMs);
  if (allGone || job.stopped !== null) return null;
  if (before === null || after === null)
    throw new Error('The sandbox did not say how busy its processes are.');
  const left = new Set(after.processes.map(({ pid }) => pid));
  const isWhole = before.processes.every(({ pid }) => left.has(pid));
  return { done: true, busyMs: busyBetween(before, after) / 1e6, ms: performance.now() - began, isWhole };
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
