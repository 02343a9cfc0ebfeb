import { z } from 'zod';
import type { Exercise } from '#libs/catalogue/exercise';
import { LanguageId } from '#libs/contracts/language';
import { Refusal } from '#libs/contracts/refusal';
import { CheckGroup } from '#libs/contracts/report';
import { Sentence } from '#libs/contracts/sentence';
import { Condition } from './conditions.js';
import { findHarnessFault } from './harnesses/find-harness-fault.js';
import { Harness } from './harnesses/harness.js';
import { lessonPlace } from './lesson-places.js';
import { Case } from './runs/case.js';
import { findFileFault } from './runs/find-file-fault.js';
import { findCaseFault, findProgramFault } from './runs/find-case-fault.js';

const count = z.number().int().min(1);

/**
 * One row of the report. It passes when every condition holds; the first that does not gives the sentence. Points may differ by
 * language, and a row that names `languages` is not there for others, nor is one without points for them.
 */
const Check = z.strictObject({
  name: Sentence,
  group: CheckGroup,
  points: z.union([count, z.partialRecord(LanguageId, count)]),
  languages: z.array(LanguageId).min(1).optional(),
  /** Without this one the others of its group earn nothing: evidence of an object that carried none of the data proves nothing. */
  key: z.boolean().default(false),
  /** A heading of the lesson, in English, under which those who fail read on. */
  lesson: z.string().optional(),
  expect: z.array(Condition).min(1),
});
export type Check = z.infer<typeof Check>;

/** All that `exercise.yaml` says beyond its head. */
export const Plan = z.strictObject({
  cases: z.array(Case).min(1),
  checks: z.array(Check).min(1),
  /** Hidden test programs that call functions of the hand-in. */
  harnesses: z.array(Harness).default([]),
});
export type Plan = z.infer<typeof Plan>;

/** What is run and judged for one language: no row is there that its students cannot see, and no case that nothing asks for. */
export interface LanguagePlan {
  readonly cases: readonly Case[];
  readonly checks: readonly (Check & { readonly points: number })[];
  readonly harnesses: Plan['harnesses'];
}

/**
 * The rows of a plan that are there for a language, with their points, and the cases, without those that only other rows ask for.
 * Who wants to see some groups only names them.
 */
export function planFor(
  { cases, checks, harnesses }: Plan,
  language: LanguageId,
  groups: readonly CheckGroup[] = CheckGroup.options,
): LanguagePlan {
  const own = checks.flatMap((check) => {
    const points = pointsOf(check, language);
    return points === 0 || !groups.includes(check.group) ? [] : [{ ...check, points }];
  });
  const asked = casesOf(own);
  const askedByOthers = casesOf(checks);
  const isWanted = ({ id }: Case): boolean => asked.has(id) || !askedByOthers.has(id);
  return { cases: cases.filter(isWanted), checks: own, harnesses };
}

function casesOf(checks: readonly Check[]): ReadonlySet<string> {
  return new Set(checks.flatMap((check) => check.expect.map((condition) => condition.case)));
}

function pointsOf({ points, languages }: Check, language: LanguageId): number {
  if (languages !== undefined && !languages.includes(language)) return 0;
  return typeof points === 'number' ? points : (points[language] ?? 0);
}

/** Reads the `cases`, `checks` and `harnesses` of an exercise. Throws a Refusal `BAD_EXERCISE` that says where and what was expected. */
export function readPlan(exercise: Exercise): Plan {
  const parsed = Plan.safeParse(exercise.plan);
  if (!parsed.success) throw bad(exercise, z.prettifyError(parsed.error));
  const ids = new Set(parsed.data.cases.map((one) => one.id));
  if (ids.size < parsed.data.cases.length) throw bad(exercise, 'Two cases have the same id.');
  for (const check of parsed.data.checks) {
    const unknown = check.expect.find((condition) => !ids.has(condition.case));
    if (unknown)
      throw bad(
        exercise,
        `The check "${check.name.en}" names the case "${unknown.case}", which does not exist.`,
      );
  }
  for (const one of parsed.data.cases) {
    const about = conditionsAbout(parsed.data, one);
    const fault = findProgramFault(one, about) ?? findFileFault(one, about);
    if (fault !== null) throw bad(exercise, fault);
  }
  const astray = parsed.data.checks.find(
    (check) => check.lesson !== undefined && lessonPlace(exercise, check) === null,
  );
  if (astray)
    throw bad(
      exercise,
      `The check "${astray.name.en}" sends its readers to "${astray.lesson}", which is no heading of the lesson.`,
    );
  const sums = exercise.languages.map((language) => ({
    language,
    sum: planFor(parsed.data, language).checks.reduce((sum, { points }) => sum + points, 0),
  }));
  const short = sums.find(({ sum }) => sum !== 100);
  if (short) {
    const isAll = sums.every(({ sum }) => sum === short.sum);
    const whose = isAll ? '' : ` for ${short.language}`;
    throw bad(exercise, `The points of all checks${whose} must add up to 100, not ${short.sum}.`);
  }
  const misfit = parsed.data.cases
    .map((one) =>
      findCaseFault(
        one,
        exercise.programs,
        exercise.peers.map(({ path }) => path),
      ),
    )
    .find((says) => says !== null);
  if (misfit) throw bad(exercise, misfit);
  const fault = findHarnessFault(parsed.data, exercise);
  if (fault !== null) throw bad(exercise, fault);
  return parsed.data;
}

/** All conditions about a case, of whichever check. */
export function conditionsAbout({ checks }: Pick<LanguagePlan | Plan, 'checks'>, one: Case): Check['expect'] {
  return checks.flatMap((check) => check.expect).filter((condition) => condition.case === one.id);
}

/** The files that conditions of the kind `file` mean. */
export function filesMeant(conditions: Check['expect']): readonly string[] {
  return [...new Set(conditions.flatMap((condition) => (condition.kind === 'file' ? [condition.path] : [])))];
}

function bad(exercise: Exercise, says: string): Refusal {
  return new Refusal('BAD_EXERCISE', `${exercise.slug}/exercise.yaml: ${says}`);
}
