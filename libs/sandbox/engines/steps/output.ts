import type { Step } from '../../step.js';
import type { Job } from '../job/job.js';
import type { ProgramState } from '../job/program-state.js';
import { closeOutputFrame, creditFrame } from '../runner/frames.js';

type ReadOutput = Extract<Step, { do: 'read-output' }>;
type AwaitLastLines = Extract<Step, { do: 'await-last-lines' }>;
type AwaitLine = Extract<Step, { do: 'await-line' }>;
type AwaitOutput = Extract<Step, { do: 'await-output' }>;

/** Lets pieces of a held output be read, with a pause before each. Done when so many bytes, or all there were, have come. */
export async function readOutput(job: Job, step: ReadOutput): Promise<boolean> {
  const program = job.programs[step.program];
  if (program === undefined) throw new Error(`The run has no program ${step.program}.`);
  const from = program.output.seen;
  for (let read = 0; read < step.bytes;) {
    if (step.pauseMs > 0) await job.until(() => !program.outputOpen, step.pauseMs);
    const piece = Math.min(step.chunkBytes, step.bytes - read);
    job.box.channel.send(creditFrame(step.program, piece));
    // All that will come, at once: that is no longer a step to wait for.
    if (piece === Number.POSITIVE_INFINITY) {
      program.isReadFreely = true;
      return true;
    }
    read += piece;
    const came = () => program.output.seen - from >= read || !program.outputOpen;
    if (!(await job.until(came, Number.POSITIVE_INFINITY))) return false;
    if (!program.outputOpen)
      return step.bytes === Number.POSITIVE_INFINITY || program.output.seen - from >= step.bytes;
  }
  return true;
}

export function closeOutput(job: Job, index: number): boolean {
  job.box.channel.send(closeOutputFrame(index));
  return true;
}

/** Done when standard output has reached so many bytes; not when it ended or the time passed before. */
export async function awaitOutput(job: Job, step: AwaitOutput): Promise<boolean> {
  const program = job.programs[step.program];
  if (program === undefined) throw new Error(`The run has no program ${step.program}.`);
  const reached = () => program.output.seen >= step.bytes;
  await job.until(() => reached() || !program.outputOpen, step.withinMs);
  return reached();
}

/** Done when standard output holds so many whole lines, or what was wanted of it; not when it ended or the time passed before. */
export async function awaitLine(job: Job, { program: index, wanted, withinMs }: AwaitLine): Promise<boolean> {
  const program = job.programs[index];
  if (program === undefined) throw new Error(`The run has no program ${index}.`);
  let searched = -1;
  let holds = false;
  const reached = () => {
    const { output } = program;
    if ('lines' in wanted) return output.newlines >= wanted.lines;
    if (!holds && output.seen !== searched) holds = isFound(program, wanted);
    searched = output.seen;
    return holds;
  };
  await job.until(() => reached() || !program.outputOpen, withinMs);
  return reached();
}

// What was found once is not found again by who looks for what comes next.
function isFound(program: ProgramState, wanted: { text: string } | { next: RegExp }): boolean {
  const bytes = Buffer.from(program.output.bytes());
  if ('text' in wanted) return bytes.includes(wanted.text);
  const search = new RegExp(wanted.next, 'g');
  search.lastIndex = program.foundBytes;
  if (!search.test(bytes.toString('latin1'))) return false;
  program.foundBytes = search.lastIndex;
  return true;
}

/** Done when the last whole line of each of these outputs is the text, at one and the same time; not when one of them ended or the time passed before. */
export async function awaitLastLines(job: Job, step: AwaitLastLines): Promise<boolean> {
  const outputs = step.programs.map((index) => {
    const program = job.programs[index];
    if (program === undefined) throw new Error(`The run has no program ${index}.`);
    return program.output;
  });
  const known = outputs.map(() => ({ seen: -1, holds: false }));
  const reached = () =>
    outputs.every((output, at) => {
      const last = known[at];
      if (last === undefined || last.seen === output.seen) return last?.holds ?? false;
      const lines = Buffer.from(output.bytes()).toString().split('\n');
      known[at] = { seen: output.seen, holds: lines.at(-2) === step.text };
      return known[at]?.holds ?? false;
    });
  const isOver = () => step.programs.some((index) => job.programs[index]?.outputOpen === false);
  await job.until(() => reached() || isOver(), step.withinMs);
  return reached();
}
