import type { SingleRequest, SingleResult } from '#libs/contracts/single-run';
import { languages } from '#libs/sandbox/languages';
import type { BoxFile, Limits, ProgramEnd, Run, RunRequest } from '#libs/sandbox/sandbox';
import { runLimits, sandboxEnvironment } from './limits.js';
import { compileSingle, placedBytes } from './runs/compile-single.js';
import { hexText } from './runs/hex-text.js';
import type { GradeContext } from './task.js';

/** How many times its processor time a run may last: most of the time programs that talk to each other wait. */
const wallTimes = 2;

const total = 2;

/**
 * Compiles one source and runs it once, untraced, with files beside it, as its author asked: no shell reads any of the words.
 * `contents` has what lies under `SingleRequest.files`. Rejects with an Error when the sandbox failed.
 */
export async function runSingle(
  request: SingleRequest,
  contents: ReadonlyMap<string, Uint8Array>,
  context: GradeContext,
): Promise<SingleResult> {
  const { source } = request;
  const files: BoxFile[] = [{ path: source.path, content: Buffer.from(source.content), mode: 0o644 }];
  for (const { path, stored } of request.files) {
    const content = contents.get(stored);
    if (content === undefined) return { kind: 'file-missing', stored };
    files.push({ path, content, mode: 0o644 });
  }
  context.tell({ state: 'COMPILING', stage: 'compiling', done: 0, total });
  const built = await compileSingle(request, files, context);
  if (built.kind === 'failed') return { kind: 'did-not-compile', says: built.says };
  context.tell({ state: 'RUNNING', stage: 'running', done: 1, total });
  const run = await context.sandbox.run(runOf(request, [...files, ...built.files]), context.signal);
  return told(run);
}

function runOf(request: SingleRequest, files: readonly BoxFile[]): RunRequest {
  const { source, interpreterWords, runWords } = request;
  const start = { source: source.path, product: `${source.path}.exe`, interpreterWords, runWords };
  const program = {
    name: 'program',
    argv: languages[request.language].startWith(start),
    env: sandboxEnvironment,
    stdin: request.input === '' ? 'null-device' : 'pipe',
    stdout: { kind: 'pipe', capacityBytes: 0 },
    reading: 'free',
  } as const;
  const steps =
    request.input === ''
      ? []
      : [{ do: 'start-input', program: 0, data: Buffer.from(request.input) } as const];
  return {
    files,
    programs: [program],
    steps,
    collect: [],
    limits: limitsOf(request, files),
    sysctls: {},
    traced: false,
  };
}

/** What was placed beside a program lies in memory as well, and is none of what the program uses. */
function limitsOf({ limits }: SingleRequest, files: readonly BoxFile[]): Limits {
  const placed = placedBytes(files);
  return {
    ...runLimits,
    ...limits,
    wallMs: wallTimes * limits.cpuMs,
    diskBytes: limits.diskBytes + placed,
    memoryBytes: limits.memoryBytes + placed,
  };
}

function told(run: Run): SingleResult {
  const [program] = run.programs;
  if (program === undefined) throw new Error('The sandbox ran a program and said nothing of it.');
  return {
    kind: 'ran',
    ended: run.ended,
    ...statusOf(program.end),
    stdout: hexText(program.stdout),
    stderr: hexText(program.stderr),
    wallMs: run.wallMs,
    cpuMs: run.cpuMs,
  };
}

function statusOf(end: ProgramEnd): { exitCode: number | null; signal: number | null } {
  switch (end.kind) {
    case 'exited':
      return { exitCode: end.code, signal: null };
    case 'killed':
      return { exitCode: null, signal: end.signal };
    case 'running':
      return { exitCode: null, signal: null };
  }
}
