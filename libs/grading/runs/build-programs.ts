import type { SourceFile } from '#libs/contracts/language';
import type { Language } from '#libs/sandbox/language';
import type { BoxFile, Limits, Run, Sandbox } from '#libs/sandbox/sandbox';
import { sandboxEnvironment } from '../limits.js';

/** Programs that run, or what the compiler said instead. `files` go into the box of every run. */
export type Build =
  | { readonly kind: 'built'; readonly files: readonly BoxFile[]; readonly says: string }
  | { readonly kind: 'failed'; readonly exitCode: number; readonly says: string };

/** What to build: the sources as handed in, and the programs the exercise names. */
export interface BuildRequest {
  readonly language: Language;
  readonly programs: readonly string[];
  readonly sources: readonly SourceFile[];
  readonly limits: Limits;
}

const compilerSaysBytes = 16_384;

/** Compiles each program inside a sandbox of its own. A compiler that is stopped by a limit is a failed build, and says so. */
export async function buildPrograms(
  request: BuildRequest,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<Build> {
  const says: string[] = [];
  const files = new Map<string, BoxFile>();
  for (const program of request.programs) {
    const run = await compile(request, program, { sandbox, signal });
    const words = compilerWords(run);
    if (words !== '') says.push(words);
    const exitCode = compilerExit(run);
    if (exitCode !== 0) return { kind: 'failed', exitCode, says: says.join('\n') };
    for (const path of request.language.products(program, pathsOf(request, program))) {
      const content = run.files.get(path);
      if (content === undefined) throw new Error(`The build of ${program} succeeded but left no ${path}.`);
      files.set(path, { path, content, mode: 0o755 });
    }
  }
  return { kind: 'built', files: [...files.values()], says: says.join('\n') };
}

function compile(
  request: BuildRequest,
  program: string,
  where: { sandbox: Sandbox; signal: AbortSignal },
): Promise<Run> {
  const { language, limits } = request;
  const paths = pathsOf(request, program);
  return where.sandbox.run(
    {
      files: request.sources.map(({ path, content }) => ({
        path,
        content: Buffer.from(content),
        mode: 0o644,
      })),
      programs: [
        {
          name: 'compiler',
          argv: language.compile(program, paths),
          env: sandboxEnvironment,
          stdin: 'null-device',
          stdout: { kind: 'pipe', capacityBytes: 0 },
          reading: 'free',
        },
      ],
      steps: [],
      collect: language.products(program, paths),
      limits,
      sysctls: {},
      traced: false,
    },
    where.signal,
  );
}

// A source named after another program belongs to that one; every other source belongs to all.
function pathsOf({ sources, programs, language }: BuildRequest, program: string): readonly string[] {
  const others = programs.filter((name) => name !== program);
  const foreign = new Set(others.flatMap((name) => language.extensions.map((ending) => `${name}${ending}`)));
  return sources.map((source) => source.path).filter((path) => !foreign.has(path));
}

function compilerExit(run: Run): number {
  const end = run.programs[0]?.end;
  if (run.ended !== 'programs-ended' || end === undefined || end.kind === 'running') return 124;
  return end.kind === 'exited' ? end.code : 128 + end.signal;
}

function compilerWords(run: Run): string {
  const output = run.programs
    .map((program) => Buffer.concat([program.stderr, program.stdout]).toString())
    .join('');
  const stopped = {
    'programs-ended': '',
    deadlock: 'The compiler was stopped because it waited for something that never comes.',
    livelock: 'The compiler was stopped because it went round in circles.',
    'wall-time': 'The compiler was stopped because it took too long.',
    'cpu-time': 'The compiler was stopped because it used too much processor time.',
    'output-limit': 'The compiler was stopped because it printed too much.',
    'memory-limit': 'The compiler was stopped because it used too much memory.',
    interrupted: 'The compiler was interrupted.',
  }[run.ended];
  const kept =
    output.length > compilerSaysBytes ? `${output.slice(0, compilerSaysBytes)}\n(and more)` : output;
  return [kept.trimEnd(), stopped].filter((line) => line !== '').join('\n');
}
