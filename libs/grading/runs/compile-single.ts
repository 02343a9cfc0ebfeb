import type { SingleRequest } from '#libs/contracts/single-run';
import { languages } from '#libs/sandbox/languages';
import type { BoxFile, Limits } from '#libs/sandbox/sandbox';
import { compileLimits } from '../limits.js';
import type { GradeContext } from '../task.js';
import { runCompiler } from './run-compiler.js';

/** A program that runs, or why there is none. */
export type SingleBuilt =
  | { readonly kind: 'built'; readonly files: readonly BoxFile[] }
  | { readonly kind: 'failed'; readonly says: string };

/**
 * Builds one source with words of its author's own. Whatever the compiler says is a failure, a warning as well: there is no other
 * place to show it, and Jobe does the same.
 */
export async function compileSingle(
  request: SingleRequest,
  files: readonly BoxFile[],
  { sandbox, signal }: GradeContext,
): Promise<SingleBuilt> {
  const { source, compileWords, linkWords, language } = request;
  const product = `${source.path}.exe`;
  const compiled = await runCompiler(
    {
      argv: languages[language].compileWith({ source: source.path, product, compileWords, linkWords }),
      sources: files,
      products: language === 'python' ? [] : [product],
      limits: limitsOf(request, files),
      mayLeaveNone: true,
    },
    sandbox,
    signal,
  );
  const { exitCode, says } = compiled;
  if (says !== '') return { kind: 'failed', says };
  if (exitCode !== 0) return { kind: 'failed', says: `The compiler ended with status ${exitCode}.` };
  if (language !== 'python' && compiled.files.length === 0)
    return { kind: 'failed', says: `The compiler was content and left no ${product}; look at compileargs.` };
  return { kind: 'built', files: compiled.files };
}

/** A compiler gets at least what it gets in an exercise, and room for what is placed beside it. */
function limitsOf({ limits }: SingleRequest, files: readonly BoxFile[]): Limits {
  const placed = placedBytes(files);
  return {
    ...compileLimits,
    memoryBytes: Math.max(compileLimits.memoryBytes, limits.memoryBytes) + placed,
    diskBytes: compileLimits.diskBytes + placed,
  };
}

/** How much of a sandbox's disk, which is memory, the files in it take: whole pages. */
export function placedBytes(files: readonly BoxFile[]): number {
  return files.reduce((sum, file) => sum + Math.ceil(file.content.length / 4_096) * 4_096, 0);
}
