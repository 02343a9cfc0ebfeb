import type { Exercise } from '#libs/catalogue/exercise';
import type { LanguageId } from '#libs/contracts/language';
import type { Case } from '../runs/case.js';
import type { Harness } from './harness.js';

/** What of a plan says which harness is run where. */
export interface HarnessPlan {
  readonly harnesses: readonly Harness[];
  readonly cases: readonly Pick<Case, 'id' | 'harness'>[];
  readonly checks: readonly {
    readonly name: { readonly en: string };
    /** Whom the check is for; all languages when left out. */
    readonly languages?: readonly LanguageId[] | undefined;
    readonly expect: readonly { readonly kind: string; readonly case: string }[];
  }[];
}

/** The first thing that is wrong with an exercise's harnesses, as a sentence; null when all can be built and run. */
export function findHarnessFault(plan: HarnessPlan, exercise: Exercise): string | null {
  const names = plan.harnesses.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return `Two harnesses are named "${twice}".`;
  for (const harness of plan.harnesses) {
    const fault = faultOf(harness, plan, exercise);
    if (fault !== null) return fault;
  }
  const lost = plan.cases.find(({ harness }) => harness !== undefined && !names.includes(harness));
  if (lost !== undefined)
    return `The case "${lost.id}" runs the harness "${lost.harness}", which does not exist.`;
  return unwatched(plan);
}

function faultOf(harness: Harness, plan: HarnessPlan, exercise: Exercise): string | null {
  const { name, source, languages } = harness;
  if (exercise.programs.includes(name)) return `The harness "${name}" has the name of a program.`;
  if (!exercise.harnesses.some(({ path }) => path === source)) return `There is no file harness/${source}.`;
  const missing = exercise.languages.find(
    (language) => !languages.includes(language) && isAskedOf(language, name, plan),
  );
  return missing === undefined
    ? null
    : `The exercise takes ${missing}, whose functions "${name}" does not call.`;
}

/** Whether a check that is there for this language looks at a run of the harness. */
function isAskedOf(language: LanguageId, harness: string, { cases, checks }: HarnessPlan): boolean {
  const runs = new Set(cases.filter((one) => one.harness === harness).map(({ id }) => id));
  return checks.some(
    ({ languages, expect }) =>
      (languages === undefined || languages.includes(language)) && expect.some((one) => runs.has(one.case)),
  );
}

/** Races are seen only where ThreadSanitizer looks. */
function unwatched({ harnesses, cases, checks }: HarnessPlan): string | null {
  const watching = new Set(harnesses.filter(({ sanitize }) => sanitize === 'thread').map(({ name }) => name));
  for (const { name, expect } of checks)
    for (const condition of expect.filter(({ kind }) => kind === 'no-race')) {
      const harness = cases.find(({ id }) => id === condition.case)?.harness;
      if (harness === undefined || !watching.has(harness))
        return `The check "${name.en}" asks for races in "${condition.case}", which runs no harness with "sanitize: thread".`;
    }
  return null;
}
