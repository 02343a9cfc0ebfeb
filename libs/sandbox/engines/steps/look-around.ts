import { answerMs, listAll, remnantsOf } from '../job/gather.js';
import type { Job } from '../job/job.js';
import type { StepEnd } from './step-end.js';

/** Remembers who lives, with how many descriptors, and what lies in the run's own namespaces. */
export async function lookAround(job: Job, name: string, letGo: number): Promise<StepEnd> {
  const atMs = performance.now() - letGo;
  const look = await job.look('counted', answerMs);
  // Whoever is judged by what was seen may not lose by what was not looked at.
  if (look === null) throw new Error('The sandbox did not say who lives in it.');
  const everything = await listAll(job);
  const sight = { name, atMs, left: remnantsOf(everything, job), everything, processes: look.processes };
  return { done: true, busyMs: 0, sight };
}
