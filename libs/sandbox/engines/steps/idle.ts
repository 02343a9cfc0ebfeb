import { answerMs } from '../job/gather.js';
import type { Job } from '../job/job.js';
import type { Look } from '../runner/messages.js';
import type { StepEnd } from './step-end.js';

/** So often is measured again until the processes are calm: on a loaded machine a program may still be starting. */
const windowsMax = 5;
/** Fewer tell nothing where they are not calm: the run is played again when looking took long. */
const windowsWanted = 2;
/** Busy for less than this part of a window is calm. */
const calmShare = 0.05;
/** Who was busy for more than this part of the time asked for, in every window and in all together for so many times that, did not only start. */
const loopShare = 0.8;
const loopTimes = 2;

/** What a window showed; where a process ended in it, its time in the run queue is not known, and it may look calmer than it was. */
interface Window {
  readonly ms: number;
  readonly busyMs: number;
  readonly isWhole: boolean;
  /** Of each program that lived all the while, by its pid: for how long it ran or waited for a processor. */
  readonly ofPrograms: ReadonlyMap<number, number>;
}

/**
 * Waits and measures processor time and run-queue wait of everybody in windows of `ms`: who waits is calm sooner or later, who polls
 * never is. The first calm window counts, or else the last one; one in which a process ended only where there is no other. A program
 * that polled until it ended counts as if it still did.
 * Not done when all programs ended before the first was over.
 */
export async function idle(job: Job, ms: number): Promise<StepEnd> {
  const began = performance.now();
  const windows: Window[] = [];
  let kept: Window | null = null;
  while (windows.length < windowsMax) {
    const measured = await measure(job, ms);
    if (measured === null) break;
    windows.push(measured);
    if (measured.isWhole || kept?.isWhole !== true) kept = measured;
    if (kept.isWhole && kept.busyMs < ms * calmShare) break;
  }
  // Looks that came so late that they saw a single window, which may be that of a start, or none at all saw too little.
  const isCalm = kept !== null && kept.busyMs < ms * calmShare;
  const gone = kept === null ? [] : loopsOfGone(windows, { kept, ms });
  const isUnsure = gone.some((loop) => !loop.isLong);
  if ((windows.length < windowsWanted && !isCalm) || isUnsure)
    job.attention.missed(performance.now() - began);
  if (kept === null) return { done: false, busyMs: 0 };
  const busyOfGone = gone.reduce((sum, loop) => sum + (loop.isLong ? loop.leastMs : 0), 0);
  return { done: true, busyMs: kept.busyMs + busyOfGone, ms: kept.ms };
}

/** A program that ran, or waited for a processor, whenever it was looked at; where that was not for long it may only have started. */
interface Loop {
  readonly leastMs: number;
  readonly isLong: boolean;
}

/** Those of programs that are not in the window that counts, because they ended before it did. */
function loopsOfGone(
  windows: readonly Window[],
  { kept, ms }: { readonly kept: Window; readonly ms: number },
): readonly Loop[] {
  const gone = new Set(windows.flatMap((window) => [...window.ofPrograms.keys()]));
  for (const pid of kept.ofPrograms.keys()) gone.delete(pid);
  return [...gone].flatMap((pid) => {
    const busy = windows.flatMap((window) => window.ofPrograms.get(pid) ?? []);
    if (!busy.every((busyMs) => busyMs > ms * loopShare)) return [];
    const allMs = busy.reduce((sum, busyMs) => sum + busyMs, 0);
    return [{ leastMs: Math.min(...busy), isLong: allMs > ms * loopShare * loopTimes }];
  });
}

async function measure(job: Job, ms: number): Promise<Window | null> {
  const asked = performance.now();
  const before = await job.look('uncounted', answerMs);
  const answered = performance.now();
  const allGone = await job.until(() => job.empty, ms);
  const askedAgain = performance.now();
  const after = await job.look('uncounted', answerMs);
  if (allGone || job.stopped !== null) return null;
  if (before === null || after === null)
    throw new Error('The sandbox did not say how busy its processes are.');
  const left = new Set(after.processes.map(({ pid }) => pid));
  return {
    ms: middle(askedAgain, performance.now()) - middle(asked, answered),
    busyMs: busyBetween(before, after) / 1e6,
    isWhole: before.processes.every(({ pid }) => left.has(pid)),
    ofPrograms: busyOfPrograms(job, before, after),
  };
}

/** A look is answered late on a busy machine, and what it saw was seen at some time in between. */
function middle(asked: number, answered: number): number {
  return (asked + answered) / 2;
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

function busyOfPrograms({ programs }: Job, before: Look, after: Look): Map<number, number> {
  const own = new Set(programs.map(({ pid }) => pid));
  const first = new Map(before.processes.map((process) => [process.pid, process]));
  return new Map(
    after.processes.flatMap(({ pid, runNs, waitNs }) => {
      const then = first.get(pid);
      if (then === undefined || !own.has(pid)) return [];
      return [[pid, (runNs - then.runNs + waitNs - then.waitNs) / 1e6] as const];
    }),
  );
}
