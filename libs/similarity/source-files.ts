import type { LanguageId, SourceFile } from '#libs/contracts/language';

/** Endings of what is a program's own text in each language, headers included; data and build files say nothing about who wrote it. */
const endings: Readonly<Record<LanguageId, readonly string[]>> = {
  c: ['.c', '.h'],
  cpp: ['.cpp', '.cc', '.cxx', '.hpp', '.hh', '.hxx', '.h'],
  python: ['.py'],
};

/** The files of a hand-in that are compared, in the order of their paths, so that their order in an archive makes no difference. */
export function sourceFiles(language: LanguageId, files: readonly SourceFile[]): SourceFile[] {
  return files
    .filter(({ path }) => endings[language].some((ending) => path.endsWith(ending)))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}
