import type { Remnant } from '#libs/sandbox/remnant';
import type { ProgramResult, Run } from '#libs/sandbox/sandbox';

/** What one program of a run did: it printed `ok` and ended with 0, unless told otherwise. */
export function aProgramResult(over: Partial<ProgramResult> = {}): ProgramResult {
  return {
    name: 'uppercase',
    pid: 2,
    end: { kind: 'exited', code: 0 },
    stdout: Buffer.from('ok'),
    stderr: new Uint8Array(),
    inputBytes: 0,
    wallMs: 5,
    ...over,
  };
}

/** A run that ended by itself and left nothing. */
export function aRun(over: Partial<Run> = {}): Run {
  return {
    ended: 'programs-ended',
    programs: [aProgramResult()],
    steps: [],
    files: new Map(),
    tasks: [],
    remnants: [],
    wallMs: 10,
    longestAwayMs: 0,
    cpuMs: 4,
    peakMemoryBytes: null,
    history: null,
    ...over,
  };
}

/** Something that was found in a run's namespaces. */
export function aRemnant(kind: Remnant['kind'], name: string, over: Partial<Remnant> = {}): Remnant {
  return { kind, name, mode: 0o600, inode: 7, bytes: 0, ...over };
}
