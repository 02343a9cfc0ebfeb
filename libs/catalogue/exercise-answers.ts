import { join } from 'node:path';
import type { ExerciseHead } from '#libs/contracts/exercise';
import { LanguageId, sourceExtensions, type SourceFile } from '#libs/contracts/language';
import { Refusal } from '#libs/contracts/refusal';
import type { LoadedWrongAnswer, Solution } from './exercise.js';

/** Every language there is, in the order in which pages list them. */
export const languageNames: readonly LanguageId[] = LanguageId.options;

/**
 * Gathers the solutions and wrong answers of an exercise as hand-ins. An answer is a folder with the files as a student hands them
 * in, or, where one program is asked for, a single file of any name, which is handed in under the program's name.
 * Ends in `Refusal BAD_EXERCISE` when `exercise.yaml` lists a wrong answer that is not there, or leaves one out that is.
 */
export function readAnswers(
  folder: string,
  head: ExerciseHead,
  files: readonly SourceFile[],
): { solutions: readonly Solution[]; wrongAnswers: readonly LoadedWrongAnswer[] } {
  const wrongAnswers = head.wrong.map((wrong) => {
    const answer = answerAt(wrong.file, head, files);
    if (answer === null)
      throw refuse(folder, `lists ${wrong.file}, which is not an answer in a language that it offers.`);
    return { ...wrong, ...answer };
  });
  const listed = new Set(head.wrong.map((wrong) => wrong.file));
  const forgotten = answerNames(files, 'wrong').find((name) => !listed.has(name));
  if (forgotten !== undefined)
    throw refuse(folder, `does not list ${forgotten}, so nobody knows why it has to fail.`);
  return { solutions: solutionsOf(folder, head, files), wrongAnswers };
}

function solutionsOf(folder: string, head: ExerciseHead, files: readonly SourceFile[]): Solution[] {
  return head.languages.flatMap((language) =>
    answerNames(files, `solution/${language}`).map((name) => {
      const answer = answerAt(name, head, files);
      if (answer?.language === language) return { name, ...answer };
      throw refuse(
        folder,
        `offers ${head.programs.join(' and ')}, but ${name} does not have the sources of all in ${language}.`,
      );
    }),
  );
}

/** The first path segment below `place`, once each: a file or a folder. */
function answerNames(files: readonly SourceFile[], place: string): string[] {
  const names = files
    .filter((file) => file.path.startsWith(`${place}/`))
    .map((file) => `${place}/${file.path.slice(place.length + 1).split('/', 1)[0] ?? ''}`);
  return [...new Set(names)];
}

function answerAt(
  name: string,
  head: ExerciseHead,
  files: readonly SourceFile[],
): { language: LanguageId; files: SourceFile[] } | null {
  const single = files.find((file) => file.path === name);
  const handedIn = single === undefined ? folderAnswer(name, files) : singleAnswer(single, head);
  const paths = new Set(handedIn.map((file) => file.path));
  const language = head.languages.find((offered) =>
    head.programs.every((program) =>
      sourceExtensions[offered].some((ending) => paths.has(`${program}${ending}`)),
    ),
  );
  return language === undefined ? null : { language, files: handedIn };
}

function singleAnswer(file: SourceFile, head: ExerciseHead): SourceFile[] {
  const [program, another] = head.programs;
  if (program === undefined || another !== undefined) return [];
  return [{ path: `${program}${file.path.slice(file.path.lastIndexOf('.'))}`, content: file.content }];
}

function folderAnswer(name: string, files: readonly SourceFile[]): SourceFile[] {
  return files
    .filter((file) => file.path.startsWith(`${name}/`))
    .map((file) => ({ path: file.path.slice(name.length + 1), content: file.content }));
}

function refuse(folder: string, sentence: string): Refusal {
  return new Refusal('BAD_EXERCISE', `${join(folder, 'exercise.yaml')} ${sentence}`);
}
