import type { SourceFile } from '#libs/contracts/language';
import type { Language } from '#libs/sandbox/language';
import type { BoxFile, Limits, Sandbox } from '#libs/sandbox/sandbox';
import { runCompiler } from './run-compiler.js';

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

/** Compiles each program inside a sandbox of its own. A compiler that is stopped by a limit is a failed build, and says so. */
export async function buildPrograms(
  request: BuildRequest,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<Build> {
  const { language, sources, limits } = request;
  const says: string[] = [];
  const files = new Map<string, BoxFile>();
  for (const program of request.programs) {
    const paths = pathsOf(request, program);
    const argv = language.compile(program, paths);
    const products = language.products(program, paths);
    const compiled = await runCompiler({ argv, sources, products, limits }, sandbox, signal);
    if (compiled.says !== '') says.push(compiled.says);
    if (compiled.exitCode !== 0)
      return { kind: 'failed', exitCode: compiled.exitCode, says: says.join('\n') };
    for (const file of compiled.files) files.set(file.path, file);
  }
  return { kind: 'built', files: [...files.values()], says: says.join('\n') };
}

// A source named after another program belongs to that one; every other source belongs to all.
function pathsOf({ sources, programs, language }: BuildRequest, program: string): readonly string[] {
  const others = programs.filter((name) => name !== program);
  const foreign = new Set(others.flatMap((name) => language.extensions.map((ending) => `${name}${ending}`)));
  return sources.map((source) => source.path).filter((path) => !foreign.has(path));
}
