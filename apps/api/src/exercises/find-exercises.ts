import type { Catalogue } from '#libs/catalogue/read-catalogue';
import type { Exercise } from '#libs/catalogue/exercise';

/** Which exercises are wanted; every part that is set narrows the list. */
export interface ExerciseFilter {
  readonly mechanism?: string | undefined;
  readonly level?: string | undefined;
  readonly language?: string | undefined;
}

/** Lists exercises in the order in which they are taught. Throws `UNKNOWN_MECHANISM` for a mechanism that there is not. */
export function findExercises(catalogue: Catalogue, filter: ExerciseFilter): Exercise[] {
  const mechanism = filter.mechanism === undefined ? undefined : catalogue.mechanism(filter.mechanism).slug;
  return catalogue.exercises.filter(
    (exercise) =>
      (mechanism === undefined || exercise.mechanism === mechanism) &&
      (filter.level === undefined || exercise.level === filter.level) &&
      (filter.language === undefined || exercise.languages.some((language) => language === filter.language)),
  );
}
