import { join } from 'node:path';
import { Refusal } from '#libs/contracts/refusal';
import type { SourceFile } from '#libs/contracts/language';
import type { Sentence } from '#libs/contracts/sentence';
import { decodeText } from './decode-text.js';
import type { Exercise } from './exercise.js';
import { languageNames, readAnswers } from './exercise-answers.js';
import { parseHead } from './parse-head.js';
import { hashFiles, readFolder, type FolderFile } from './read-folder.js';

/** Where an exercise lies: the mechanism it belongs to, its own name (`01-parent-to-child`), and its folder. */
export interface ExercisePlace {
  readonly mechanism: string;
  readonly name: string;
  readonly folder: string;
  /** Of the lesson beside it. */
  readonly lessonHeadings: readonly Sentence[];
}

/**
 * Reads one exercise folder, whole. Ends in `Refusal BAD_EXERCISE` with the file, and in `exercise.yaml` the line and column, of
 * the first thing that is wrong or missing.
 */
export async function readExercise(place: ExercisePlace): Promise<Exercise> {
  return parseExercise(place, await readFolder(place.folder));
}

/** The same of files that were read already, sorted by path. */
export function parseExercise(place: ExercisePlace, bytes: readonly FolderFile[]): Exercise {
  const texts = new Map(bytes.map((file) => [file.path, textOf(place.folder, file)]));
  const wanted = (path: string): string => {
    const text = texts.get(path);
    if (text === undefined)
      throw new Refusal('BAD_EXERCISE', `${join(place.folder, path)} is missing; every exercise has one.`);
    return text;
  };
  const { head, plan } = parseHead(join(place.folder, 'exercise.yaml'), wanted('exercise.yaml'));
  const files = [...texts].map(([path, content]) => ({ path, content }));
  return Object.freeze({
    ...head,
    ...readAnswers(place.folder, head, files),
    slug: `${place.mechanism}/${place.name}`,
    mechanism: place.mechanism,
    folder: place.folder,
    lessonHeadings: place.lessonHeadings,
    hash: hashFiles(bytes),
    task: { en: wanted('task.en.md'), zh: wanted('task.zh.md') },
    hints: { en: hintSteps(texts.get('hints.en.md') ?? ''), zh: hintSteps(texts.get('hints.zh.md') ?? '') },
    design: wanted('design.md'),
    starter: starters(files),
    peers: below(files, 'peer/'),
    harnesses: below(files, 'harness/'),
    plan,
  });
}

/** Splits hints at their `## ` headings; what stands above the first one is the page's title and belongs to no step. */
export function hintSteps(markdown: string): string[] {
  return markdown
    .split(/^(?=## )/m)
    .filter((part) => part.startsWith('## '))
    .map((part) => part.trim());
}

function starters(files: readonly SourceFile[]): Record<string, readonly SourceFile[]> {
  const found = languageNames.map((language) => [language, below(files, `starter/${language}/`)] as const);
  return Object.fromEntries(found.filter(([, starter]) => starter.length > 0));
}

function below(files: readonly SourceFile[], prefix: string): SourceFile[] {
  return files
    .filter((file) => file.path.startsWith(prefix))
    .map((file) => ({ path: file.path.slice(prefix.length), content: file.content }));
}

function textOf(folder: string, file: FolderFile): string {
  const text = decodeText(file.bytes);
  if (text === null) {
    throw new Refusal(
      'BAD_EXERCISE',
      `${join(folder, file.path)} is not UTF-8 text; an exercise holds texts only.`,
    );
  }
  return text;
}
