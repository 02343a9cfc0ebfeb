import type { History } from '#libs/trace/history';
import type { CaseRun } from '../../runs/case-run.js';
import { programsByProcess } from './file-story.js';
import { historyOf } from '../seen-history.js';

/** Granularity of mmap(2): bytes behind the end of a file on its last page are mapped with it. */
const pageBytes = 4096;

type Mapping = History['mappings'][number];

/** The ids of all files that had the name `path` at some time. */
export function filesNamed(seen: CaseRun, path: string): ReadonlySet<string> {
  const { objects, fileSteps = [] } = historyOf(seen);
  const byStep = fileSteps.flatMap((step) =>
    step.path === path && step.object !== null ? [step.object] : [],
  );
  return new Set([...objects.filter(({ name }) => name === path).map(({ id }) => id), ...byStep]);
}

/** Shared mappings of the files that had the name `path`, by a program of the case with its children. */
export function mappingsOf(seen: CaseRun, path: string, program: number): readonly Mapping[] {
  const files = filesNamed(seen, path);
  const programs = programsByProcess(seen);
  return historyOf(seen).mappings.filter(
    ({ object, process }) => files.has(object) && programs.get(process) === program,
  );
}

/** The first of `bytes` bytes that lies in none of the windows; null when they leave out none. */
export function firstLeftOut(windows: readonly Mapping[], bytes: number): number | null {
  let reached = 0;
  for (const one of [...windows].sort((a, b) => a.offset - b.offset)) {
    if (one.offset > reached) break;
    reached = Math.max(reached, one.offset + Math.ceil(one.bytes / pageBytes) * pageBytes);
  }
  return reached >= bytes ? null : reached;
}
