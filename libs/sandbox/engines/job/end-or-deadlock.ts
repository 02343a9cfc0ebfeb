import type { Look } from '../runner/messages.js';
import { isSame } from '../steps/await-blocked.js';
import { dueLaterMs } from './due-later.js';
import type { Job } from './job.js';

/** How often everybody is looked at, and how long nothing may have moved before the verdict. */
const everyMs = 250;
const stillMs = 1_000;

/**
 * Waits for the end of all programs once the harness has nothing more to do. Ends the run as a deadlock when every process slept
 * in a call that only another process could end, and nothing moved for a second, and no fault can signal any of them any more.
 */
export async function endOrDeadlock(job: Job): Promise<void> {
  const patienceMs = stillMs + dueLaterMs(job.faults);
  let before: Look | null = null;
  let since = job.attention.now();
  while (!(await job.until(() => job.allEnded, everyMs)) && job.stopped === null) {
    if (await staysStuck(job)) return job.stop(job.stuck ?? 'deadlock');
    const now: Look | null = await job.look();
    const still = before !== null && now !== null && isSame(before, now) && now.processes.every(isEndless);
    if (!still) since = job.attention.now();
    else if (job.attention.now() - since >= patienceMs) return job.stop('deadlock');
    before = now;
  }
}

// What the harness did last may still be on its way to somebody.
async function staysStuck(job: Job): Promise<boolean> {
  if (job.stuck === null) return false;
  return !(await job.until(() => job.stuck === null || job.allEnded, stillMs)) && job.stopped === null;
}

function isEndless({ state, sleepsForEver }: Look['processes'][number]): boolean {
  return sleepsForEver && (state === 'S' || state === 'Z');
}
