import { listAll } from '../job/gather.js';
import type { Job } from '../job/job.js';
import type { StepEnd } from './run-steps.js';

/** Remembers who lives, with how many descriptors, and what lies in the run's own namespaces. */
export async function lookAround(job: Job, letGo: number): Promise<StepEnd> {
  const atMs = performance.now() - letGo;
  const look = await job.look('counted');
  const left = await listAll(job);
  if (look === null) return { done: false, busyMs: 0 };
  return { done: true, busyMs: 0, sight: { atMs, left, processes: look.processes } };
}
