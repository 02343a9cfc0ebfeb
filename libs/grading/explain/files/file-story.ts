import type { Sentence } from '#libs/contracts/sentence';
import type { FileStep } from '#libs/trace/file-step';
import type { History } from '#libs/trace/history';
import type { CaseRun } from '../../runs/case-run.js';
import { historyOf } from '../seen-history.js';

/** A lock that keeps others out: of the kernel's, or a name that only one process could make. */
export interface HeldLock {
  /** The same for locks that exclude each other. */
  readonly key: string;
  /** What a sentence calls it: the file that is locked, or the lock file. */
  readonly name: string;
  /** Of a kernel lock, the locked file or folder; of a name null. */
  readonly object: string | null;
  readonly since: number;
  readonly start: number;
  readonly end: number;
}

/** A step with a file, counted by `at`; `program` is the one of the case whose process it was, `locks` what that one held afterwards. */
export interface StoryStep {
  readonly at: number;
  readonly step: FileStep;
  readonly program: number;
  readonly locks: readonly HeldLock[];
}

/** What the programs of a case did to files, in order, and which locks each of them had meanwhile. What belongs to no program is left out. */
export function fileStory(seen: CaseRun): readonly StoryStep[] {
  const programOfProcess = programsByProcess(seen);
  const held = new Map<number, HeldLock[]>();
  return (historyOf(seen).fileSteps ?? []).flatMap((step, at) => {
    const program = programOfProcess.get(step.process);
    if (program === undefined) return [];
    const before = held.get(program) ?? [];
    const gone = goneName(step);
    if (gone !== null)
      for (const [other, locks] of held)
        held.set(
          other,
          locks.filter(({ key }) => key !== gone),
        );
    const own = gone === null ? before : (held.get(program) ?? []);
    const locks = afterStep(own, step, at);
    held.set(program, locks);
    return [{ at, step, program, locks }];
  });
}

/** Which program of the case each process belongs to: its own, or the one that it descends from. */
export function programsByProcess(seen: CaseRun): ReadonlyMap<string, number> {
  const { processes }: History = historyOf(seen);
  const byPid = new Map(seen.run.programs.map(({ pid }, index) => [pid, index]));
  const found = new Map<string, number>();
  for (const { id, pid, parent } of processes) {
    const index = parent === null ? byPid.get(pid) : found.get(parent);
    if (index !== undefined) found.set(id, index);
  }
  return found;
}

/** What a sentence calls a program of a case: its name, or its number where several run. */
export function nameByNumber(seen: CaseRun, program: number): Sentence {
  const name = seen.run.programs[program]?.name ?? seen.program;
  if (seen.run.programs.length < 2) return { en: `\`${name}\``, zh: `\`${name}\`` };
  return { en: `process ${program + 1}`, zh: `进程 ${program + 1} ` };
}

function nameKey(path: string): string {
  return `name ${path}`;
}

function goneName(step: FileStep): string | null {
  return (step.kind === 'unlink' || step.kind === 'rename') && step.path !== null ? nameKey(step.path) : null;
}

function afterStep(held: readonly HeldLock[], step: FileStep, since: number): HeldLock[] {
  const made = madeName(step);
  if (made !== null)
    return [
      ...held,
      { key: nameKey(made), name: baseOf(made), object: null, since, start: 0, end: Infinity },
    ];
  if (step.kind !== 'lock' && step.kind !== 'unlock') return [...held];
  const key = `${step.object} ${step.family}`;
  const others = held.filter((one) => one.key !== key || one.start >= step.end || step.start >= one.end);
  if (step.kind === 'unlock' || step.access === 'read') return others;
  const { start, end, object } = step;
  return [...others, { key, name: baseOf(step.path ?? 'a removed file'), object, since, start, end }];
}

// See open(2), O_EXCL; link(2), mkdir(2) and symlink(2) fail, too, when the name is there already.
function madeName(step: FileStep): string | null {
  if (step.kind === 'make') return step.path;
  if (step.kind === 'link') return step.toPath;
  return step.kind === 'open' && step.isExclusive ? step.path : null;
}

/** The last part of a path. */
export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
