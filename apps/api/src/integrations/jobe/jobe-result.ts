import type { SingleResult } from '#libs/contracts/single-run';

/** Jobe's numbers for what became of a run, after Ideone's; the API's clients compare them. */
export const outcomes = Object.freeze({
  compilationError: 11,
  runtimeError: 12,
  timeLimit: 13,
  success: 15,
  memoryLimit: 17,
  illegalSystemCall: 19,
  internalError: 20,
  serverOverload: 21,
});

/** What Jobe answers to a run, field for field. */
export interface JobeResult {
  readonly run_id: string;
  readonly outcome: number;
  readonly cmpinfo: string;
  readonly stdout: string;
  readonly stderr: string;
}

type Ran = Extract<SingleResult, { kind: 'ran' }>;

/** SIGSYS of signal(7): what a seccomp filter that kills ends a program with. */
const badSystemCall = 31;

/** Says what a run did as Jobe would. */
export function toJobeResult(
  id: string,
  result: Exclude<SingleResult, { kind: 'file-missing' }>,
): JobeResult {
  if (result.kind === 'did-not-compile')
    return { ...empty(id, outcomes.compilationError), cmpinfo: result.says };
  const { stdout } = result;
  const limit = limitHit(result);
  // CodeRunner takes any word on standard error for an error of the program's own, and shows no limit then.
  if (limit !== null) return { ...empty(id, limit), stdout };
  const stderr = [result.stderr, killedBy(result.signal)].filter((part) => part !== '').join('\n');
  return { ...empty(id, stderr === '' ? outcomes.success : outcomes.runtimeError), stdout, stderr };
}

/** The answer when no grader took a run in time. */
export function overloaded(id: string): JobeResult {
  return empty(id, outcomes.serverOverload);
}

/** The answer when a run failed because of us. */
export function failedHere(id: string): JobeResult {
  const stderr =
    'This run failed on the server, which has written down why. It says nothing about the program.';
  return { ...empty(id, outcomes.internalError), stderr };
}

function empty(id: string, outcome: number): JobeResult {
  return { run_id: id, outcome, cmpinfo: '', stdout: '', stderr: '' };
}

/**
 * Too much output is a time limit to Jobe too: there the program writes into the void until its time is over. A time limit that only
 * processes met which a program left behind is none: to Jobe a run is over when its first process is.
 */
function limitHit({ ended, exitCode, signal }: Ran): number | null {
  if (ended === 'memory-limit') return outcomes.memoryLimit;
  if (ended === 'output-limit') return outcomes.timeLimit;
  if (signal === badSystemCall) return outcomes.illegalSystemCall;
  return exitCode === null && signal === null ? outcomes.timeLimit : null;
}

function killedBy(signal: number | null): string {
  return signal === null ? '' : `The program was killed by signal ${signal}, see signal(7).`;
}
