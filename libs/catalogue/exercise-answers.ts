import { join } from 'node:path';
import type { Cheat, ExerciseHead } from '#libs/contracts/exercise';
import { LanguageId, sourceExtensions, type SourceFile } from '#libs/contracts/language';
import { Refusal } from '#libs/contracts/refusal';
import type { LoadedCheat, LoadedWrongAnswer, Solution } from './exercise.js';

/** Every language there is, in the order in which pages list them. */
export const languageNames: readonly LanguageId[] = LanguageId.options;

/** What an exercise folder holds beside its starters: answers as a student would hand them in. */
export interface Answers {
  readonly solutions: readonly Solution[];
  readonly wrongAnswers: readonly LoadedWrongAnswer[];
  readonly loadedCheats: readonly LoadedCheat[];
}

/**
 * Gathers the solutions, wrong answers and cheats of an exercise as hand-ins. An answer is a folder with the files as a student hands
 * them in (what it lacks, `rest` gives), or, where one program is asked for, a single file of any name, which is handed in under the
 * program's name. Ends in `Refusal BAD_EXERCISE` when `exercise.yaml` lists an answer that is not there, or leaves one out that is.
 */
export function readAnswers(folder: string, head: ExerciseHead, files: readonly SourceFile[]): Answers {
  const load = <Listed extends Cheat>(listed: Listed) => {
    const answer = answerAt(listed.file, head, filled(folder, listed, files));
    if (answer === null)
      throw refuse(folder, `lists ${listed.file}, which is not an answer in a language that it offers.`);
    return { ...listed, ...answer };
  };
  const listed = new Set([...head.wrong, ...head.cheats].map(({ file }) => file));
  const forgotten = ['wrong', 'cheat']
    .flatMap((place) => answerNames(files, place))
    .find((name) => !listed.has(name));
  if (forgotten !== undefined)
    throw refuse(folder, `does not list ${forgotten}, so nobody knows why it has to fail.`);
  return {
    solutions: solutionsOf(folder, head, files),
    wrongAnswers: head.wrong.map(load),
    loadedCheats: head.cheats.map(load),
  };
}

// All files, and beside those of the answer what it lacks of a solution.
function filled(folder: string, { file, rest }: Cheat, files: readonly SourceFile[]): readonly SourceFile[] {
  if (rest === undefined) return files;
  const given = folderAnswer(rest, files);
  if (given.length === 0) throw refuse(folder, `fills ${file} up from ${rest}, which does not exist.`);
  const own = new Set(folderAnswer(file, files).map(({ path }) => path));
  const added = given.filter(({ path }) => !own.has(path));
  return [...files, ...added.map(({ path, content }) => ({ path: `${file}/${path}`, content }))];
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
