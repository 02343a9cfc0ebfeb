import type { Catalogue } from '#libs/catalogue/read-catalogue';
import type { Exercise } from '#libs/catalogue/exercise';
import { LanguageId } from '#libs/contracts/language';
import type { ExerciseModel } from './exercise.model.js';

/** What of an exercise everybody may see: neither solutions nor wrong answers, neither peers nor the plan of its checks. */
export function showExercise(exercise: Exercise): ExerciseModel {
  const { slug, title, level, summary, programs, languages, hash, task, hints } = exercise;
  const starter = LanguageId.options.flatMap((language) => {
    const files = exercise.starter[language];
    return files === undefined ? [] : [{ language, files }];
  });
  return { slug, title, level, summary, programs, languages, hash, task, hints, starter };
}

/** The exercise of an old submission; one that is no longer offered is still named. */
export function showExerciseOf(catalogue: Catalogue, slug: string, hash: string): ExerciseModel {
  const exercise = catalogue.exercises.find((one) => one.slug === slug);
  if (exercise !== undefined) return showExercise(exercise);
  return {
    slug,
    title: { en: slug, zh: slug },
    level: 'core',
    summary: { en: 'This exercise is no longer offered.', zh: '这道练习已不再提供。' },
    programs: [],
    languages: [],
    hash,
    task: { en: '', zh: '' },
    hints: { en: [], zh: [] },
    starter: [],
  };
}
