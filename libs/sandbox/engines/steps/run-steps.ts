import type { Sight, Step, StepResult } from '../../step.js';
import type { Job } from '../job/job.js';
import { awaitBlocked } from './await-blocked.js';
import { awaitDescriptors } from './await-descriptors.js';
import { awaitFile } from './await-file.js';
import { releaseOneFrame } from '../runner/frames.js';
import { closeInput, startInput, writeInput } from './input.js';
import { idle } from './idle.js';
import { lookAround } from './look-around.js';
import { awaitLastLines, awaitLine, awaitOutput, closeOutput, readOutput } from './output.js';
import { sendSignal, stopAndContinue } from './signals.js';
import type { StepEnd } from './step-end.js';
import { waitedInVain } from './waited-in-vain.js';

/** How long who has waited in vain before waits again. */
const hastyMs = 50;

const untried: StepResult = { done: false, ms: 0, busyMs: 0 };

/** Takes the steps one after the other; those that come after the run was stopped are not done. */
export async function runSteps(job: Job): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  const letGo = performance.now();
  let hasty = false;
  for (const step of job.request.steps) {
    if (job.stopped !== null) {
      results.push(untried);
      continue;
    }
    const began = performance.now();
    const end = await takeStep(job, hasty ? hurried(step) : step, { results, letGo });
    if (waitedInVain(step, end.done)) hasty = job.request.impatient ?? false;
    const outputBytes = job.programs.map(({ output }) => output.seen);
    results.push({ ms: performance.now() - began, outputBytes, ...end });
  }
  return results;
}

function hurried(step: Step): Step {
  return 'withinMs' in step ? { ...step, withinMs: Math.min(step.withinMs, hastyMs) } : step;
}

/** What a step may look back at: earlier results, and when the programs were let go, on this process's clock. */
interface Before {
  readonly results: readonly StepResult[];
  readonly letGo: number;
}

async function takeStep(job: Job, step: Step, before: Before): Promise<StepEnd> {
  switch (step.do) {
    case 'start':
      return quiet(startProgram(job, step.program));
    case 'idle':
      return idle(job, step.ms);
    case 'write-input':
      return quiet(await writeInput(job, step));
    case 'start-input':
      return quiet(startInput(job, step));
    case 'close-input':
      return quiet(closeInput(job, step.program));
    case 'read-output':
      return quiet(await readOutput(job, step));
    case 'close-output':
      return quiet(closeOutput(job, step.program));
    case 'await-output':
      return quiet(await awaitOutput(job, step));
    case 'await-line':
      return quiet(await awaitLine(job, step));
    case 'await-last-lines':
      // Who did not agree once has missed a turn: the next one would only be waited for.
      return quiet(!disagreed(job, before.results) && (await awaitLastLines(job, step)));
    case 'await-file':
      return quiet(await awaitFile(job, step));
    case 'await-descriptors':
      return quiet(await awaitDescriptors(job, step, latestSight(before, step.since)));
    case 'await-fault':
      return quiet(await awaitFault(job, step));
    case 'pause':
      return quiet(!(await job.until(() => false, step.ms)) && job.stopped === null);
    case 'look':
      return lookAround(job, step.name, before.letGo);
    case 'await-blocked':
      return quiet(await awaitBlocked(job, step.withinMs));
    case 'signal':
      return quiet(sendSignal(job, step));
    case 'stop-and-continue':
      return quiet(await stopAndContinue(job, step));
    case 'await-exit':
      return quiet(await job.until(() => job.programs[step.program]?.end !== null, step.withinMs));
  }
}

// Where everybody who has begun has ended, nobody is left to meet it.
async function awaitFault(
  job: Job,
  { fault, withinMs }: Extract<Step, { do: 'await-fault' }>,
): Promise<boolean> {
  const isMet = () => job.metFaults.has(fault);
  await job.until(
    () => isMet() || job.programs.every(({ isStarted, end }) => !isStarted || end !== null),
    withinMs,
  );
  return isMet();
}

function latestSight({ results }: Before, name: string): Sight | undefined {
  return results.findLast((result) => result.sight?.name === name)?.sight;
}

// Each has one gate: a second start is none.
function startProgram(job: Job, index: number): boolean {
  const program = job.programs[index];
  if (program === undefined || program.isStarted) return false;
  program.isStarted = true;
  job.box.channel.send(releaseOneFrame(index));
  return true;
}

function quiet(done: boolean): StepEnd {
  return { done, busyMs: 0 };
}

function disagreed({ request }: Job, results: readonly StepResult[]): boolean {
  return results.some((result, at) => request.steps[at]?.do === 'await-last-lines' && !result.done);
}
