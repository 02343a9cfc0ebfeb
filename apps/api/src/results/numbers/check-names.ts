import { z } from 'zod';
import type { Catalogue } from '#libs/catalogue/read-catalogue';
import type { Exercise } from '#libs/catalogue/exercise';
import { CheckGroup } from '#libs/contracts/report';
import { Sentence } from '#libs/contracts/sentence';

/** What of an exercise's checks is shown to those who read results. */
const Plan = z.object({ checks: z.array(z.object({ name: Sentence, group: CheckGroup })) });
type NamedCheck = z.infer<typeof Plan>['checks'][number];

const read = new WeakMap<Exercise, readonly NamedCheck[]>();

/** The checks of an exercise in both languages, in the order of its report; none of one that is not offered here. */
export function checksOf(catalogue: Catalogue, slug: string): readonly NamedCheck[] {
  const exercise = catalogue.exercises.find((one) => one.slug === slug);
  if (exercise === undefined) return [];
  const known = read.get(exercise);
  if (known !== undefined) return known;
  const checks = Plan.safeParse(exercise.plan).data?.checks ?? [];
  read.set(exercise, checks);
  return checks;
}
