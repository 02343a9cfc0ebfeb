import { z } from 'zod';
import type { ProcessLife } from '#libs/trace/history';
import type { CaseRun } from '../../runs/case-run.js';
import { commandOf } from '../words/names.js';
import { historyOf, programOf } from '../seen-history.js';

/**
 * Sets of processes that conditions speak of: the program itself, all below it, those that run the student's own code, and those that
 * run another command; or those of one program of the case: all of them, `first` the one that it began as, `own` those that run
 * its own code.
 */
export const Party = z.union([
  z.enum(['program', 'descendants', 'own', 'command']),
  z.strictObject({ program: z.number().int().min(0), only: z.enum(['first', 'own']).optional() }),
]);
export type Party = z.infer<typeof Party>;

/** The ids of a party's processes. */
export function partyOf(seen: CaseRun, party: Party): ReadonlySet<string> {
  const lives = historyOf(seen).processes.filter(({ role }) => role !== 'harness');
  if (typeof party === 'object') {
    const own = lives.filter((life) => life.program === party.program);
    return idsOf(own.filter((life) => isWanted(seen, life, party.only)));
  }
  const students = lives.filter(({ role }) => role !== 'peer');
  return idsOf(students.filter((life) => belongs(seen, life, party)));
}

function belongs(seen: CaseRun, life: ProcessLife, party: Extract<Party, string>): boolean {
  const root = programOf(seen);
  const runsOwn = commandOf(historyOf(seen), life.id) === commandOf(historyOf(seen), root.id);
  switch (party) {
    case 'program':
      return life.id === root.id;
    case 'descendants':
      return life.id !== root.id;
    case 'own':
      return runsOwn;
    case 'command':
      return !runsOwn;
  }
}

function isWanted(seen: CaseRun, life: ProcessLife, only: 'first' | 'own' | undefined): boolean {
  if (only === undefined) return true;
  const history = historyOf(seen);
  const root = history.processes.find((one) => one.parent === null && one.program === life.program);
  if (only === 'first') return life.id === root?.id;
  return root !== undefined && commandOf(history, life.id) === commandOf(history, root.id);
}

function idsOf(lives: readonly ProcessLife[]): ReadonlySet<string> {
  return new Set(lives.map(({ id }) => id));
}
