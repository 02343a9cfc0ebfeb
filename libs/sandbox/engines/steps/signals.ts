import { constants } from 'node:os';
import type { Step } from '../../step.js';
import type { Job } from '../job/job.js';
import { pieceBytes, signalFrame } from '../runner/frames.js';

type Signal = Extract<Step, { do: 'signal' }>;
type StopAndContinue = Extract<Step, { do: 'stop-and-continue' }>;

/** How long everybody may take to stop before they are continued anyway. */
const stoppedMs = 200;

export function sendSignal(job: Job, step: Signal): boolean {
  job.box.channel.send(signalFrame(step.program, step.to, step.signal));
  return true;
}

/** Stops and continues right after something has moved, or after `everyMs` when nothing does. Done when all times came. */
export async function stopAndContinue(job: Job, step: StopAndContinue): Promise<boolean> {
  const window = job.windowBytes;
  // Little at a time, so that the stops fall between pieces of the data and not behind them.
  job.windowBytes = pieceBytes;
  try {
    return await stopSoOften(job, step);
  } finally {
    job.windowBytes = window;
    job.changed();
  }
}

async function stopSoOften(job: Job, step: StopAndContinue): Promise<boolean> {
  for (let time = 0; time < step.times; time += 1) {
    const before = moved(job);
    await job.until(() => moved(job) !== before || job.allEnded, step.everyMs);
    if (job.stopped !== null || job.allEnded) return false;
    job.box.channel.send(signalFrame(step.program, step.to, constants.signals.SIGSTOP));
    await untilStopped(job, step);
    job.box.channel.send(signalFrame(step.program, step.to, constants.signals.SIGCONT));
  }
  return true;
}

/** Bytes that have gone in or come out so far. */
function moved(job: Job): number {
  return job.programs.reduce((sum, one) => sum + one.inputTaken + one.output.seen + one.errors.seen, 0);
}

async function untilStopped(job: Job, { to, program }: StopAndContinue): Promise<void> {
  const deadline = job.attention.now() + stoppedMs;
  const first = job.programs[program]?.pid;
  while (job.attention.now() < deadline && job.stopped === null && !job.empty) {
    const look = await job.look();
    const meant = (look?.processes ?? []).filter(
      ({ pid }) => to === 'everybody' || (to === 'program') === (pid === first),
    );
    if (meant.every(({ state }) => 'TtZX'.includes(state))) return;
  }
}
