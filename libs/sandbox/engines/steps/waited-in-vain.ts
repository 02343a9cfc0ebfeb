import type { Step } from '../../step.js';

/**
 * Whether a step has shown that what it waited for does not come. Who was never found asleep has only been busy, or was looked at too
 * seldom on a loaded machine: that is no silence, and says nothing of what comes later.
 */
export function waitedInVain(step: Step, done: boolean): boolean {
  return 'withinMs' in step && step.do !== 'await-blocked' && !done;
}
