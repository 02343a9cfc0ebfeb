import type { LanguageId } from '#libs/contracts/language';
import type { BoxFile } from './sandbox.js';

/** What is built into a program to watch it: gcc's checker of threads that race, see `-fsanitize=thread`, or nothing. */
export type Sanitizer = 'thread' | 'none';

/** A source of any name, what is built from it, and the words that its author wants on the compiler's command line. */
export interface SingleBuild {
  readonly source: string;
  readonly product: string;
  readonly compileWords: readonly string[];
  readonly linkWords: readonly string[];
}

/** The same source and product, and the words before and after the program's name. */
export interface SingleStart {
  readonly source: string;
  readonly product: string;
  readonly interpreterWords: readonly string[];
  readonly runWords: readonly string[];
}

/**
 * A language students hand in. A program NAME is built from NAME plus one of `extensions`; source files that are not named after
 * a program belong to all of them.
 */
export interface Language {
  readonly id: LanguageId;
  readonly title: string;
  readonly extensions: readonly string[];
  /** Files that are found beside the sources but are not compiled by themselves, such as headers. */
  readonly companions: readonly string[];
  /** The command that builds `program` from the sources beside it, run in `/box` of a sandbox of its own. */
  readonly compile: (program: string, sources: readonly string[]) => readonly string[];
  /**
   * The command that builds `program` from all `sources` at once, in whatever folders they lie, so that functions of a hand-in can be
   * called by a test program in C; left out where they cannot. Headers are found beside the sources and in `/box`.
   */
  readonly link?: (program: string, sources: readonly string[], sanitize: Sanitizer) => readonly string[];
  /** The files a build leaves that runs need; the sources themselves where the language is interpreted. */
  readonly products: (program: string, sources: readonly string[]) => readonly string[];
  /** The command that starts the built program. */
  readonly start: (program: string, args: readonly string[]) => readonly string[];
  /** The command that prints the version of its compiler or interpreter, and where in what it prints. */
  readonly version: { readonly argv: readonly string[]; readonly pattern: RegExp };
  /** The command that builds `product` from one source of any name with words of the caller's own; where nothing is built it only checks. */
  readonly compileWith: (build: SingleBuild) => readonly string[];
  /** The command that starts what `compileWith` has left, with words of the caller's own. */
  readonly startWith: (start: SingleStart) => readonly string[];
  /** How much longer than C its deadlines are. */
  readonly patience: number;
  /** A program in one file that prints `ready`, compiled and run once to prove that the image serves the language. */
  readonly selfTest: BoxFile;
}
