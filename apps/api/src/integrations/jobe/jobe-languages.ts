import type { LanguageId } from '#libs/contracts/language';

/** A language under the name that Jobe has for it, with the defaults that Jobe documents and CodeRunner's questions rely on. */
export interface JobeLanguage {
  readonly name: string;
  readonly id: LanguageId;
  readonly defaultFileName: string;
  readonly compileArguments: readonly string[];
  readonly interpreterArguments: readonly string[];
  readonly memoryMegabytes: number;
}

/** In the order in which clients see them. */
export const jobeLanguages: readonly JobeLanguage[] = [
  {
    name: 'c',
    id: 'c',
    defaultFileName: 'prog.c',
    compileArguments: ['-Wall', '-Werror', '-std=c99', '-x c'],
    interpreterArguments: [],
    memoryMegabytes: 400,
  },
  {
    name: 'cpp',
    id: 'cpp',
    defaultFileName: 'prog.cpp',
    compileArguments: ['-Wall', '-Werror'],
    interpreterArguments: [],
    memoryMegabytes: 400,
  },
  {
    name: 'python3',
    id: 'python',
    defaultFileName: 'prog.py',
    compileArguments: [],
    // No variables of the environment, no bytecode files.
    interpreterArguments: ['-BE'],
    memoryMegabytes: 1_000,
  },
];

/** The language of that name in whatever case; null when there is none. */
export function jobeLanguage(name: string): JobeLanguage | null {
  return jobeLanguages.find((language) => language.name === name.toLowerCase()) ?? null;
}
