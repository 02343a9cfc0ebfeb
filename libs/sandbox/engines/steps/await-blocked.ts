import type { Job } from '../job/job.js';
import type { Look } from '../runner/messages.js';

/** Two looks this far apart must show the same for everybody to count as blocked. */
const betweenLooksMs = 30;
/** States of tasks that do nothing: asleep, stopped, dead; see proc_pid_stat(5). */
const restingStates = new Set(['S', 'T', 'Z', 'X']);

/** Waits until everybody sleeps and nobody has used the processor between two looks. */
export async function awaitBlocked(job: Job, withinMs: number): Promise<boolean> {
  const deadline = job.attention.now() + withinMs;
  let before: Look | null = null;
  for (;;) {
    const now = await job.look();
    if (job.stopped !== null || job.empty) return false;
    if (before !== null && now !== null && isSame(before, now)) return true;
    if (job.attention.now() >= deadline) return false;
    before = now !== null && isResting(now) ? now : null;
    await job.until(() => job.empty, betweenLooksMs);
  }
}

function isResting(look: Look): boolean {
  return (
    !look.pending &&
    look.processes.length > 0 &&
    look.processes.every((process) => restingStates.has(process.state))
  );
}

/** Whether everybody rested at both looks and used no processor between them. */
export function isSame(before: Look, now: Look): boolean {
  if (!isResting(now) || before.processes.length !== now.processes.length) return false;
  const runBefore = new Map(before.processes.map((process) => [process.pid, process.runNs]));
  return now.processes.every((process) => runBefore.get(process.pid) === process.runNs);
}
