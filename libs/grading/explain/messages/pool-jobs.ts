import type { CaseRun } from '../../runs/case-run.js';

/** A job as a line `PRIORITY NUMBER [MS]` of standard input gives it. */
export interface PoolJob {
  readonly number: number;
  readonly isPrime: boolean;
}

/** What the lines that a pool of workers printed say, in order; a line that says neither is `strange`. */
export type PoolLine =
  | { readonly kind: 'answer'; readonly number: number; readonly isPrime: boolean; readonly worker: number }
  | { readonly kind: 'lost'; readonly number: number }
  | { readonly kind: 'strange'; readonly text: string };

/** Several conditions ask for the jobs of one run, and their numbers are chosen to take long. */
const known = new WeakMap<CaseRun['run'], readonly PoolJob[]>();

/** The jobs that the first program of a case was given. */
export function readJobs({ run, inputs }: CaseRun): readonly PoolJob[] {
  const jobs = known.get(run) ?? jobsIn(Buffer.from(inputs[0] ?? []).toString('latin1'));
  known.set(run, jobs);
  return jobs;
}

function jobsIn(text: string): readonly PoolJob[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Number(line.split(' ')[1]))
    .map((number) => ({ number, isPrime: isPrime(number) }));
}

/** The lines of the first program's standard output. */
export function readPoolLines(seen: CaseRun): readonly PoolLine[] {
  const text = Buffer.from(seen.run.programs[0]?.stdout ?? []).toString('latin1');
  const pieces = text.split('\n');
  // What stands behind the last newline is no line, and must not be there.
  if (pieces.at(-1) === '') pieces.pop();
  return pieces.map(readLine);
}

function readLine(text: string): PoolLine {
  const [, number, what, worker] = /^(\d{1,15}) is (prime|composite) worker (\d{1,4})$/.exec(text) ?? [];
  if (number !== undefined)
    return { kind: 'answer', number: Number(number), isPrime: what === 'prime', worker: Number(worker) };
  const [, lost] = /^lost (\d{1,15})$/.exec(text) ?? [];
  return lost === undefined ? { kind: 'strange', text } : { kind: 'lost', number: Number(lost) };
}

function isPrime(number: number): boolean {
  if (number % 2 === 0) return number === 2;
  for (let divisor = 3; divisor * divisor <= number; divisor += 2) if (number % divisor === 0) return false;
  return number > 1;
}
