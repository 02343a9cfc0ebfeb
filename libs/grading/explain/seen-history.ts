import type { History, ProcessLife } from '#libs/trace/history';
import type { CaseRun } from '../runs/case-run.js';
import { rootOf } from './words/names.js';

/** The history of a case whose conditions need one. Throws an Error when the exercise forgot to have it traced. */
export function historyOf(seen: CaseRun): History {
  if (seen.history === null)
    throw new Error(`The case "${seen.case.id}" is judged by its trace and must say "traced: true".`);
  return seen.history;
}

/** The process the student's program began as. Throws an Error when the trace has none: then the tracer failed. */
export function programOf(seen: CaseRun): ProcessLife {
  const root = rootOf(historyOf(seen));
  if (!root) throw new Error(`The trace of the case "${seen.case.id}" shows no process.`);
  return root;
}

/** The program's children, in order of birth. */
export function childrenOf(seen: CaseRun): readonly ProcessLife[] {
  const root = programOf(seen);
  return historyOf(seen).processes.filter((life) => life.parent === root.id);
}
