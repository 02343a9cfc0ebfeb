import type { Step } from '../../step.js';
import type { Job } from '../job/job.js';

type WriteInput = Extract<Step, { do: 'write-input' }>;
type StartInput = Extract<Step, { do: 'start-input' }>;

/** Writes in pieces, each accepted by the pipe before the pause to the next. Done when all was taken. */
export async function writeInput(job: Job, step: WriteInput): Promise<boolean> {
  const { data, pauseMs } = step;
  for (let at = 0; at < data.length; at += step.chunkBytes) {
    if (at > 0 && pauseMs > 0) await job.until(() => false, pauseMs);
    if (!(await feedAll(job, step.program, data.subarray(at, at + step.chunkBytes)))) return false;
  }
  return true;
}

/** Starts a feeder that works beside the next steps and closes the pipe after the last byte. */
export function startInput(job: Job, step: StartInput): boolean {
  void feedAll(job, step.program, step.data).then(
    (fed) => fed && job.closeInput(step.program),
    // The sandbox failed: whoever waits for the job is told.
    () => {},
  );
  return true;
}

export function closeInput(job: Job, index: number): boolean {
  job.closeInput(index);
  return true;
}

async function feedAll(job: Job, index: number, data: Uint8Array): Promise<boolean> {
  const program = job.programs[index];
  if (program === undefined) throw new Error(`The run has no program ${index}.`);
  let at = 0;
  while (at < data.length && program.inputOpen) {
    at = job.feed(index, data, at);
    if (at === data.length) break;
    if (!(await job.until(() => job.inputRoom(program) > 0 || !program.inputOpen, Number.POSITIVE_INFINITY)))
      return false;
  }
  const taken = () => program.inputTaken === program.inputSent || !program.inputOpen;
  return (await job.until(taken, Number.POSITIVE_INFINITY)) && program.inputTaken === program.inputSent;
}
