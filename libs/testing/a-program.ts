import { readFileSync, readdirSync } from 'node:fs';
import type { LanguageId, SourceFile } from '#libs/contracts/language';
import type { ComparedProgram } from '#libs/contracts/similarity';

const mechanisms = new URL('../mechanisms/', import.meta.url);

/** The files of a folder below libs/mechanisms, such as `pipe/exercises/01-parent-to-child/starter/c`. */
export function sourcesAt(folder: string): SourceFile[] {
  const place = new URL(`${folder}/`, mechanisms);
  return readdirSync(place).map((path) => ({ path, content: readFileSync(new URL(path, place), 'utf8') }));
}

/** The first of the right answers to an exercise, such as `pipe/exercises/01-parent-to-child`. */
export function answerTo(exercise: string, language: LanguageId): SourceFile[] {
  const folder = `${exercise}/solution/${language}`;
  const [design = ''] = readdirSync(new URL(`${folder}/`, mechanisms)).toSorted();
  return sourcesAt(`${folder}/${design}`);
}

/** Words that a student may not rename: keywords, and what the language and its libraries call things. */
const known = new Set(
  `alignas alignof and any as assert async auto await bool break case catch char class const constexpr continue def default del do double elif else
  enum except explicit extern false False final finally float for from global goto if import in include inline int is lambda long main
  mutable namespace new noexcept None nonlocal not nullptr operator or override pass private protected public raise register return short
  signed sizeof static static_cast reinterpret_cast struct switch template this throw True true try typedef typename union unsigned using
  virtual void volatile while with yield`.split(/\s+/),
);

/** The same program with every name of more than two letters changed, its lines moved down and a comment added. */
export function disguised(files: readonly SourceFile[]): SourceFile[] {
  return files.map(({ path, content }) => {
    const comment = path.endsWith('.py') ? '# all my own work\n\n' : '/* all my own work */\n\n';
    const lines = content.split('\n').map((line) => (line.startsWith('#') ? line : rename(line)));
    return { path, content: comment + lines.join('\n') };
  });
}

const rename = (line: string): string =>
  line.replaceAll(/\b[a-zA-Z_]\w\w+\b/g, (word) => (isKnown(word) ? word : `${word}Mine`));

const isKnown = (word: string): boolean => known.has(word) || word.endsWith('_t') || /^[A-Z_]+$/.test(word);

/** A program as it is compared; alone in its group by default. */
export function aProgram(id: string, language: LanguageId, parts: Partial<ComparedProgram>): ComparedProgram {
  return { id, language, files: [], parties: [id], isEarlier: false, ...parts };
}
