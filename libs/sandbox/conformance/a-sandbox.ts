import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from '../languages.js';
import { openSandbox, type SandboxOptions } from '../open-sandbox.js';
import type { BoxFile, Limits, Program, Run, RunRequest, Sandbox } from '../sandbox.js';

/** Bounds that every well-behaved program here stays far below. */
export const ordinary: Limits = {
  wallMs: 10_000,
  cpuMs: 8_000,
  memoryBytes: 256 * 1024 * 1024,
  processes: 64,
  outputBytes: 4 * 1024 * 1024,
  diskBytes: 64 * 1024 * 1024,
  inodes: 2_000,
  openFiles: 256,
};

/** A program that reads nothing and whose output is read as it comes. */
export function aProgram(argv: readonly string[], changes: Partial<Program> = {}): Program {
  return {
    name: 'student',
    argv,
    env: { PATH: '/usr/bin:/bin', HOME: '/box', LANG: 'C.UTF-8' },
    stdin: 'null-device',
    stdout: { kind: 'pipe', capacityBytes: 0 },
    reading: 'free',
    ...changes,
  };
}

/** A shell command. */
export const aShell = (script: string, changes: Partial<Program> = {}): Program =>
  aProgram(['/bin/sh', '-c', script], changes);

/** A sandbox with what tests do with it: run, and run a hostile program by its name. */
export interface TestSandbox {
  readonly sandbox: Sandbox;
  run(programs: readonly Program[], changes?: Partial<RunRequest>): Promise<Run>;
  attack(name: string, args?: readonly string[], changes?: Partial<RunRequest>): Promise<Run>;
  /** A hostile program, built. */
  program(name: string): Promise<BoxFile>;
}

export async function aSandbox(options: SandboxOptions = {}): Promise<TestSandbox> {
  const sandbox = await openSandbox(options);
  const built = new Map<string, Promise<BoxFile>>();
  const run = (programs: readonly Program[], changes: Partial<RunRequest> = {}) => {
    const request = { files: [], steps: [], collect: [], limits: ordinary, sysctls: {}, traced: false };
    return sandbox.run({ ...request, programs, ...changes }, AbortSignal.timeout(60_000));
  };
  const build = async (name: string): Promise<BoxFile> => {
    const path = `${name}.c`;
    const content = readFileSync(join(import.meta.dirname, '..', 'hostile', path));
    const program = aProgram(languages.c.compile(name, [path]));
    const made = await run([program], { files: [{ path, content, mode: 0o644 }], collect: [name] });
    const product = made.files.get(name);
    if (product === undefined)
      throw new Error(`${path} does not compile: ${textOf(made.programs[0]?.stderr)}`);
    return { path: name, content: product, mode: 0o755 };
  };
  const builtOnce = (name: string): Promise<BoxFile> => {
    const known = built.get(name) ?? build(name);
    built.set(name, known);
    return known;
  };
  const attack = async (name: string, args: readonly string[] = [], changes: Partial<RunRequest> = {}) =>
    run([aProgram([`./${name}`, ...args])], { ...changes, files: [await builtOnce(name)] });
  return { sandbox, run, attack, program: builtOnce };
}

export function textOf(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString();
}

/** What the first program printed. */
export const printed = (run: Run): string => textOf(run.programs[0]?.stdout);
