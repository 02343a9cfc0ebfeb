import { z } from 'zod';

/** A language students hand in; the compiler or interpreter for each is one file in `libs/sandbox/languages`. */
export const LanguageId = z.enum(['c', 'cpp', 'python']);
export type LanguageId = z.infer<typeof LanguageId>;

/** A source file as handed in: a relative path with `/`, and its text. */
export const SourceFile = z.strictObject({ path: z.string(), content: z.string() });
export type SourceFile = z.infer<typeof SourceFile>;

/** The endings of a source file that a program is built from, by language; a program `NAME` is wanted as `NAME` and one of them. */
export const sourceExtensions: Readonly<Record<LanguageId, readonly string[]>> = {
  c: ['.c'],
  cpp: ['.cpp'],
  python: ['.py'],
};
