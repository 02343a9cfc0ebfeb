import type { ExerciseHead } from '#libs/contracts/exercise';
import { LanguageId, sourceExtensions, type SourceFile } from '#libs/contracts/language';
import { Refusal } from '#libs/contracts/refusal';
import { checkPath, foldPath, shown } from './check-path.js';
import { decodeText } from './decode-text.js';
import { handInLimits } from './hand-in-limits.js';

/** A file as it came from outside: from JSON as text, from a disk or an archive as bytes. */
export interface HandInFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/**
 * Checks what is handed in for an exercise and returns it as texts. Ends in a `Refusal` at the first thing wrong, with what
 * `checkSources` refuses, `LANGUAGE_NOT_OFFERED` or `PROGRAM_MISSING`. Both APIs and the command line ask here and nowhere else.
 */
export function checkFiles(
  files: readonly HandInFile[],
  exercise: Pick<ExerciseHead, 'programs' | 'languages'>,
  language: string,
): SourceFile[] {
  const offered = exercise.languages.find((one) => one === language);
  if (offered === undefined) {
    throw new Refusal(
      'LANGUAGE_NOT_OFFERED',
      `This exercise takes ${listed(exercise.languages)}, not ${shown(language)}.`,
    );
  }
  const sources = checkSources(files);
  checkPrograms(sources, { builder: 'This exercise', programs: exercise.programs }, offered);
  return sources;
}

/**
 * Checks files as such, whatever they are for: `NO_FILES`, `TOO_MANY_FILES`, `FILE_TOO_LARGE`, `UPLOAD_TOO_LARGE` (bytes of UTF-8),
 * `BAD_PATH`, `PATHS_COLLIDE`, `NOT_UTF8`.
 */
export function checkSources(files: readonly HandInFile[]): SourceFile[] {
  if (files.length === 0) throw new Refusal('NO_FILES', 'There is no file in what was handed in.');
  if (files.length > handInLimits.files) {
    throw new Refusal(
      'TOO_MANY_FILES',
      `At most ${handInLimits.files} files can be handed in; these are ${files.length}.`,
    );
  }
  checkSizes(files);
  for (const file of files) checkPath(file.path);
  checkCollisions(files.map((file) => file.path));
  return files.map((file) => ({ path: file.path, content: textOf(file) }));
}

/** Refuses (`PROGRAM_MISSING`) files among which the source of one of the programs is not. */
export function checkPrograms(
  files: readonly { readonly path: string }[],
  building: { readonly builder: string; readonly programs: readonly string[] },
  language: LanguageId,
): void {
  const there = new Set(files.map((file) => file.path));
  for (const program of building.programs) {
    const wanted = sourceExtensions[language].map((ending) => `${program}${ending}`);
    if (wanted.some((path) => there.has(path))) continue;
    const among = [...there].slice(0, 5).join(', ') + (there.size > 5 ? ` and ${there.size - 5} more` : '');
    throw new Refusal(
      'PROGRAM_MISSING',
      `${building.builder} builds \`${program}\` from ${wanted.join(' or ')}: there is no such file among ${among}.`,
    );
  }
}

function checkSizes(files: readonly HandInFile[]): void {
  let totalBytes = 0;
  for (const file of files) {
    const bytes = typeof file.content === 'string' ? Buffer.byteLength(file.content) : file.content.length;
    totalBytes += bytes;
    if (bytes <= handInLimits.fileBytes) continue;
    throw new Refusal(
      'FILE_TOO_LARGE',
      `${shown(file.path)} has ${bytes} bytes; a file may have ${handInLimits.fileBytes}.`,
    );
  }
  if (totalBytes <= handInLimits.totalBytes) return;
  throw new Refusal(
    'UPLOAD_TOO_LARGE',
    `These files have ${totalBytes} bytes together; ${handInLimits.totalBytes} are allowed.`,
  );
}

/** A path collides with an equal one, and with one that needs a folder where it has a file. */
function checkCollisions(paths: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const path of paths) {
    const other = seen.get(foldPath(path));
    if (other !== undefined) {
      throw new Refusal(
        'PATHS_COLLIDE',
        `${shown(other)} and ${shown(path)} are one name on many computers; rename one of them.`,
      );
    }
    seen.set(foldPath(path), path);
  }
  for (const path of paths) {
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
      const file = seen.get(foldPath(path.slice(0, end)));
      if (file === undefined) continue;
      throw new Refusal(
        'PATHS_COLLIDE',
        `${shown(file)} is a file, and ${shown(path)} needs a folder of that name.`,
      );
    }
  }
}

function textOf(file: HandInFile): string {
  const text = typeof file.content === 'string' ? wellFormed(file.content) : decodeText(file.content);
  if (text !== null) return text;
  throw new Refusal(
    'NOT_UTF8',
    `${shown(file.path)} is not text in UTF-8; hand in sources only, saved as UTF-8.`,
  );
}

/** JSON can spell half a surrogate pair, which no UTF-8 has. */
function wellFormed(content: string): string | null {
  return /[\p{Cs}\0]/u.test(content) ? null : content;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
