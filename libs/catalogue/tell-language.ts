import type { ExerciseHead } from '#libs/contracts/exercise';
import { sourceExtensions, type LanguageId } from '#libs/contracts/language';
import { Refusal } from '#libs/contracts/refusal';

/**
 * Tells from the files' names which language is handed in, for a caller who did not say it.
 * Ends in `Refusal PROGRAM_MISSING` when they make no whole answer, `BAD_INPUT` when they make one in two languages.
 */
export function tellLanguage(
  files: readonly { readonly path: string }[],
  exercise: Pick<ExerciseHead, 'programs' | 'languages'>,
): LanguageId {
  const there = new Set(files.map((file) => file.path));
  const [language, another] = exercise.languages.filter((offered) =>
    exercise.programs.every((program) =>
      sourceExtensions[offered].some((ending) => there.has(`${program}${ending}`)),
    ),
  );
  if (another !== undefined) {
    throw new Refusal(
      'BAD_INPUT',
      `There is an answer in ${language} and one in ${another}; say which language is meant.`,
    );
  }
  if (language !== undefined) return language;
  const wanted = exercise.languages.map((offered) =>
    exercise.programs.map((program) => `${program}${sourceExtensions[offered][0] ?? ''}`).join(' and '),
  );
  throw new Refusal(
    'PROGRAM_MISSING',
    `This exercise is built from ${wanted.join(', or ')}: that is not among what was handed in.`,
  );
}
