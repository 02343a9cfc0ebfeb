import type { BoxFile, Limits, Run, Sandbox } from '#libs/sandbox/sandbox';
import { sandboxEnvironment } from '../limits.js';

/** One start of a compiler in `/box` of a sandbox of its own; `products` are the files that it is to leave. */
export interface Compilation {
  readonly argv: readonly string[];
  readonly sources: readonly { readonly path: string; readonly content: string | Uint8Array }[];
  readonly products: readonly string[];
  readonly limits: Limits;
  /** Whether a compiler that is content may leave no product, because its words came from outside; it may not when left out. */
  readonly mayLeaveNone?: boolean;
}

/** What became of it: the exit status (124 when a limit stopped it), its words, cut where they are too many, and the products. */
export interface Compiled {
  readonly exitCode: number;
  readonly says: string;
  readonly files: readonly BoxFile[];
}

const compilerSaysBytes = 16_384;

/** Compiles in a sandbox. Throws an Error when a compiler that is content has left no product where it must. */
export async function runCompiler(
  { argv, sources, products, limits, mayLeaveNone = false }: Compilation,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<Compiled> {
  const run = await sandbox.run(
    {
      files: sources.map(({ path, content }) => ({ path, content: bytesOf(content), mode: 0o644 })),
      programs: [
        {
          name: 'compiler',
          argv,
          env: sandboxEnvironment,
          stdin: 'null-device',
          stdout: { kind: 'pipe', capacityBytes: 0 },
          reading: 'free',
        },
      ],
      steps: [],
      collect: products,
      limits,
      sysctls: {},
      traced: false,
    },
    signal,
  );
  const exitCode = compilerExit(run);
  const left = mayLeaveNone ? products.filter((path) => run.files.has(path)) : products;
  return { exitCode, says: compilerWords(run), files: exitCode === 0 ? productsOf(run, left) : [] };
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : content;
}

function productsOf(run: Run, products: readonly string[]): readonly BoxFile[] {
  return products.map((path) => {
    const content = run.files.get(path);
    if (content === undefined) throw new Error(`The build succeeded but left no ${path}.`);
    return { path, content, mode: 0o755 };
  });
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
