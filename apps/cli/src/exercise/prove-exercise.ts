import type { Exercise } from '#libs/catalogue/exercise';
import type { LanguageId, SourceFile } from '#libs/contracts/language';
import type { CheckGroup, CheckResult, Report } from '#libs/contracts/report';
import { grade } from '#libs/grading/grade';
import type { GradeTask } from '#libs/grading/task';
import type { Sandbox } from '#libs/sandbox/sandbox';

/** One answer of an exercise folder, and what an author promises of it. */
export interface Answer {
  readonly exercise: Exercise;
  /** `starter/c`, `solution/c/posix-spawn`, `wrong/one-read.c` */
  readonly name: string;
  readonly language: LanguageId;
  readonly files: readonly SourceFile[];
  readonly promise: Promised;
}

type Promised =
  | { readonly kind: 'compiles-and-fails' }
  | { readonly kind: 'gets-every-point' }
  | { readonly kind: 'gets-no-evidence' }
  | { readonly kind: 'fails'; readonly groups: readonly CheckGroup[]; readonly says: string };

/** What one grading of an answer showed; `broken` says how the promise was not kept, null when it was. */
export interface Proof {
  readonly answer: string;
  readonly exercise: string;
  readonly seed: string;
  readonly points: number;
  readonly ms: number;
  /** How many runs it took. */
  readonly runs: number;
  readonly broken: string | null;
}

/** Every answer of an exercise: starters, solutions, wrong answers and cheats. */
export function answersOf(exercise: Exercise): Answer[] {
  const starters = exercise.languages.flatMap((language) => {
    const files = exercise.starter[language];
    return files
      ? [
          {
            exercise,
            name: `starter/${language}`,
            language,
            files,
            promise: { kind: 'compiles-and-fails' as const },
          },
        ]
      : [];
  });
  const solutions = exercise.solutions.map(({ name, language, files }) => ({
    exercise,
    name,
    language,
    files,
    promise: { kind: 'gets-every-point' as const },
  }));
  const wrong = exercise.wrongAnswers.map(({ file, language, files, groups, says }) => ({
    exercise,
    name: file,
    language,
    files,
    promise: { kind: 'fails' as const, groups, says },
  }));
  const cheats = exercise.loadedCheats.map(({ file, language, files }) => ({
    exercise,
    name: file,
    language,
    files,
    promise: { kind: 'gets-no-evidence' as const },
  }));
  return [...starters, ...solutions, ...wrong, ...cheats];
}

/** Where answers are graded, and whether wrong ones are only asked for what was promised of them. */
export interface Proving {
  readonly sandbox: Sandbox;
  readonly signal: AbortSignal;
  readonly onlyPromised: boolean;
}

/** Grades an answer and holds the report against the author's promise. */
export async function proveAnswer(
  { exercise, language, files, promise, name }: Answer,
  seed: string,
  { onlyPromised, ...where }: Proving,
): Promise<Proof> {
  const task = { exercise, language, files, seed, ...(onlyPromised ? asPromised(promise) : {}) };
  const { report } = await grade(task, { ...where, tell: () => undefined });
  return {
    answer: name,
    exercise: exercise.slug,
    seed,
    points: report.points,
    ms: Math.round(report.timing.totalMs),
    runs: report.runs.length,
    broken: brokenPromise(promise, report),
  };
}

// What is promised of a wrong answer or a cheat can be seen by less than everything; all else has to be seen whole.
function asPromised(promise: Promised): Partial<GradeTask> {
  if (promise.kind === 'gets-no-evidence') return { groups: ['evidence'] };
  if (promise.kind !== 'fails') return {};
  const { groups } = promise;
  return { groups, isEnough: (checks) => checks.some((check) => failsAsPromised(promise, check)) };
}

function failsAsPromised({ groups, says }: Promised & { kind: 'fails' }, check: CheckResult): boolean {
  return !check.passed && groups.includes(check.group) && check.says.includes(says);
}

function brokenPromise(promise: Promised, report: Report): string | null {
  if (report.outcome === 'did-not-compile') return `It does not compile: ${report.compiler.says}`;
  const failed = report.checks.filter((check) => !check.passed);
  const sentences = failed
    .map((check) => `${check.group} (${check.runs.join(', ')}): ${check.says}`)
    .join('\n    ');
  switch (promise.kind) {
    case 'gets-every-point':
      return report.passed
        ? null
        : `A solution must get every point and got ${report.points}:\n    ${sentences}`;
    case 'gets-no-evidence': {
      const earned = report.checks.filter(({ group, points }) => group === 'evidence' && points > 0);
      const rows = earned.map(({ name, points }) => `${name}: ${points} points`).join('\n    ');
      return earned.length === 0 ? null : `A cheat must get no point for evidence and got\n    ${rows}`;
    }
    case 'compiles-and-fails':
      return report.passed ? 'The starter passes already.' : null;
    case 'fails': {
      if (failed.some((check) => failsAsPromised(promise, check))) return null;
      const wanted = `It must fail in ${promise.groups.join(' or ')} with "${promise.says}"`;
      return failed.length === 0
        ? `${wanted}, but it passed.`
        : `${wanted}; it failed with\n    ${sentences}`;
    }
  }
}
