import type { Sight, Step } from '../../step.js';
import { answerMs } from '../job/gather.js';
import type { Job } from '../job/job.js';

type AwaitDescriptors = Extract<Step, { do: 'await-descriptors' }>;

const betweenLooksMs = 20;

/** Done when a program's first process has no more descriptors open than wanted; not when it ended or the time passed before. */
export async function awaitDescriptors(
  job: Job,
  { program, more, withinMs }: AwaitDescriptors,
  since: Sight | undefined,
): Promise<boolean> {
  const pid = job.programs[program]?.pid;
  const before = since?.processes.find((one) => one.pid === pid);
  if (before === undefined) return false;
  const deadline = job.attention.now() + withinMs;
  for (;;) {
    const now = (await job.look('counted', answerMs))?.processes.find((one) => one.pid === pid);
    if (now === undefined || now.state === 'Z') return false;
    if (now.descriptors <= before.descriptors + more) return true;
    if (job.stopped !== null || job.attention.now() >= deadline) return false;
    await job.until(() => false, betweenLooksMs);
  }
}
