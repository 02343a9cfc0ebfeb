import { z } from 'zod';
import { SourceFile } from '#libs/contracts/language';
import { Sentence } from '#libs/contracts/sentence';
import type { Question } from './ask.js';

const ExerciseLine = z.object({ slug: z.string(), title: Sentence });
export type ExerciseLine = z.infer<typeof ExerciseLine>;

const ExerciseWhole = ExerciseLine.extend({
  summary: Sentence,
  languages: z.array(z.string()),
  task: Sentence,
  hints: z.object({ en: z.array(z.string()), zh: z.array(z.string()) }),
  starter: z.array(z.object({ language: z.string(), files: z.array(SourceFile) })),
});
export type ExerciseWhole = z.infer<typeof ExerciseWhole>;

/** The exercises of the list, those of one mechanism beside each other. */
export const readExercises: Question<{ exercises: ExerciseLine[] }> = {
  document: '{ exercises { slug title { en zh } } }',
  shape: z.object({ exercises: z.array(ExerciseLine) }),
};

/** One exercise with its task, hints and starters. */
export function readExercise(slug: string): Question<{ exercise: ExerciseWhole }> {
  return {
    document: `query Exercise($slug: String!) {
      exercise(slug: $slug) {
        slug title { en zh } summary { en zh } languages task { en zh } hints { en zh }
        starter { language files { path content } }
      }
    }`,
    shape: z.object({ exercise: ExerciseWhole }),
    variables: { slug },
  };
}
