import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { ComparisonAnswer, similarityLimits, type ComparisonOrder } from '#libs/contracts/similarity';
import type { ComparisonMaterial } from './compare.js';
import { Gathering, type Comparison, type ComparisonProgress } from './comparison.js';

/** Who hears of its progress, and how it is stopped. */
export interface ComparisonContext {
  readonly tell: (progress: ComparisonProgress) => void;
  readonly signal: AbortSignal;
  /** What starts the comparing program; by default the built one beside this file. */
  readonly command?: readonly [string, ...string[]];
  /** After so many milliseconds it is too late; by default what instructors are told (`similarityLimits`). */
  readonly wallMs?: number;
}

const built = [process.execPath, fileURLToPath(new URL('compare-programs.js', import.meta.url))] as const;

/** Kept of what the process says when it fails. */
const wordsMax = 2_000;

/**
 * Compares programs in a process of its own, behind all other work of the machine, with bounds on its memory and time. It gets no
 * environment: what it reads was written by students. Rejects when it fails, is late, or is stopped by the signal.
 */
export async function runComparison(
  material: ComparisonMaterial,
  { tell, signal, command = built, wallMs = similarityLimits.wallMs }: ComparisonContext,
): Promise<Comparison> {
  signal.throwIfAborted();
  const late = AbortSignal.timeout(wallMs);
  const stop = AbortSignal.any([signal, late]);
  const [file, ...words] = command;
  const heap = `--max-old-space-size=${similarityLimits.heapMebibytes}`;
  const child = spawn(file, [heap, ...words], {
    stdio: 'pipe',
    env: {},
    signal: stop,
    killSignal: 'SIGKILL',
  });
  const ending = endOf(child);
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  const hearing = hear(child.stdout, tell);
  // Its death is told by its end, not by what it no longer reads.
  child.stdin.on('error', () => {});
  // Not ended: the process takes the end of its input for the end of whoever started it.
  const giving = pipeline(Readable.from(ordersOf(material)), child.stdin, { end: false }).catch(() => {});
  try {
    const [heard, end] = await Promise.all([hearing, ending]);
    if (late.aborted) throw new Error(`The comparison took longer than ${wallMs / 1000} seconds.`);
    signal.throwIfAborted();
    if (heard !== null) return heard;
    throw new Error(`The process that compares ended early, ${end}`);
  } finally {
    child.kill('SIGKILL');
    await giving;
  }
}

function* ordersOf({ starters, programs }: ComparisonMaterial): Generator<string> {
  const line = (order: ComparisonOrder): string => `${JSON.stringify(order)}\n`;
  for (const starter of starters) yield line({ kind: 'starter', starter });
  for (const program of programs) yield line({ kind: 'program', program });
  yield line({ kind: 'begin' });
}

/** All that is said, or null when it ends without its last line. */
async function hear(output: Readable, tell: ComparisonContext['tell']): Promise<Comparison | null> {
  const gathering = new Gathering(tell);
  for await (const line of createInterface({ input: output }))
    gathering.take(ComparisonAnswer.parse(JSON.parse(line)));
  return gathering.whole;
}

/** Says how a process ended, in the words of a sentence's end. */
async function endOf(child: ChildProcessWithoutNullStreams): Promise<string> {
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    words = (words + chunk).slice(-wordsMax);
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.once('error', (error) => resolve([null, error.message]));
    child.once('close', (...end) => resolve(end));
  });
  return `${signal === null ? `with status ${code}` : `by ${signal}`}: ${words.trim()}`;
}
