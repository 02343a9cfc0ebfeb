import { z } from 'zod';
import type { Exercise } from '#libs/catalogue/exercise';
import { Refusal } from '#libs/contracts/refusal';
import { CheckGroup } from '#libs/contracts/report';
import { Sentence } from '#libs/contracts/sentence';
import { Condition } from './conditions.js';
import { findHarnessFault } from './harnesses/find-harness-fault.js';
import { Harness } from './harnesses/harness.js';
import { Case, programsOf } from './runs/case.js';
import { findCaseFault } from './runs/find-case-fault.js';

/** One row of the report. It passes when every condition holds; the first that does not gives the sentence. */
const Check = z.strictObject({
  name: Sentence,
  group: CheckGroup,
  points: z.number().int().min(1),
  /** Without this one the others of its group earn nothing: evidence of an object that carried none of the data proves nothing. */
  key: z.boolean().default(false),
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
    const count = programsOf(one).length;
    const wide = conditionsAbout(parsed.data, one).find((each) => 'program' in each && each.program >= count);
    if (wide && 'program' in wide)
      throw bad(
        exercise,
        `A condition about the case "${one.id}" means program ${wide.program}; the case has ${count}, counted from 0.`,
      );
  }
  const points = parsed.data.checks.reduce((sum, check) => sum + check.points, 0);
  if (points !== 100) throw bad(exercise, `The points of all checks must add up to 100, not ${points}.`);
  const misfit = parsed.data.cases
    .map((one) => findCaseFault(one, exercise.programs))
    .find((says) => says !== null);
  if (misfit) throw bad(exercise, misfit);
  const fault = findHarnessFault(parsed.data, exercise);
  if (fault !== null) throw bad(exercise, fault);
  return parsed.data;
}

/** All conditions about a case, of whichever check. */
export function conditionsAbout({ checks }: Plan, one: Case): Check['expect'] {
  return checks.flatMap((check) => check.expect).filter((condition) => condition.case === one.id);
}

function bad(exercise: Exercise, says: string): Refusal {
  return new Refusal('BAD_EXERCISE', `${exercise.slug}/exercise.yaml: ${says}`);
}
