import type { TracedProcess } from '#libs/contracts/trace';
import { programName } from '../wording/name-of.js';
import { type Happening, processesOf } from './happening.js';

type Exec = Extract<Happening, { kind: 'exec' }>;

/**
 * The programs that a process became. A try that failed is told only where no later one succeeded: a search along PATH fails
 * several times before it finds a program. See execvp(3).
 */
export function listExecs(process: TracedProcess): readonly Exec[] {
  const done = process.execs.findLastIndex((exec) => exec.error === null);
  const failed = process.execs.findLastIndex((exec) => exec.error !== null);
  return process.execs.flatMap((exec, index): Exec[] => {
    if (exec.error !== null && (index < done || index !== failed)) return [];
    const runs = programName({ ...process, command: exec.command });
    const atMs = Math.max(process.startMs, exec.atMs);
    return [{ kind: 'exec', atMs, process: process.id, runs, error: exec.error }];
  });
}

/** An exec joins the fork before it when its process did nothing else in between; that of the first process goes without saying. */
export function joinExecs(happenings: readonly Happening[]): readonly Happening[] {
  const joined: (Happening | null)[] = [...happenings];
  const lastTouch = new Map<string, number>();
  for (const [index, happening] of happenings.entries()) {
    if (happening.kind === 'exec' && happening.error === null) {
      const before = lastTouch.get(happening.process);
      const birth = before === undefined ? undefined : joined[before];
      if (before !== undefined && birth?.kind === 'birth' && birth.process === happening.process) {
        joined[before] = { ...birth, runs: happening.runs };
        joined[index] = null;
      }
    }
    for (const process of processesOf(happening)) lastTouch.set(process, index);
  }
  return joined.filter((happening) => happening !== null);
}
