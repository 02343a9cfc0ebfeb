import type { Cheat, ExerciseHead, WrongAnswer } from '#libs/contracts/exercise';
import type { LanguageId, SourceFile } from '#libs/contracts/language';
import type { Sentence } from '#libs/contracts/sentence';

/** An answer that gets every point; an exercise has one for each legal design, `name` being the design's. */
export interface Solution {
  /** `solution/c/posix-spawn` */
  readonly name: string;
  readonly language: LanguageId;
  readonly files: readonly SourceFile[];
}

/** A wrong answer as `exercise.yaml` lists it, with its files as a student would hand them in. */
export interface LoadedWrongAnswer extends WrongAnswer {
  readonly language: LanguageId;
  readonly files: readonly SourceFile[];
}

/** The same for an answer that only looks as if it used the mechanism. */
export interface LoadedCheat extends Cheat {
  readonly language: LanguageId;
  readonly files: readonly SourceFile[];
}

/** An exercise folder, read, validated and hashed. Texts are Markdown; `hash` covers every file of the folder. */
export interface Exercise extends ExerciseHead {
  /** `pipe/01-parent-to-child` */
  readonly slug: string;
  readonly mechanism: string;
  readonly folder: string;
  readonly hash: string;
  readonly task: { readonly en: string; readonly zh: string };
  /** Steps from a nudge to nearly there, each with its heading. */
  readonly hints: { readonly en: readonly string[]; readonly zh: readonly string[] };
  /** The headings of its mechanism's lesson, in order; none while nobody has written it. */
  readonly lessonHeadings: readonly Sentence[];
  /** What it teaches, what it leaves out, which mistakes it surfaces; for authors. */
  readonly design: string;
  /** Starter files by language. */
  readonly starter: Readonly<Record<string, readonly SourceFile[]>>;
  readonly solutions: readonly Solution[];
  readonly wrongAnswers: readonly LoadedWrongAnswer[];
  readonly loadedCheats: readonly LoadedCheat[];
  /** The hidden other ends, by path below `peer/`. */
  readonly peers: readonly SourceFile[];
  /** The sources of hidden test programs, by path below `harness/`. */
  readonly harnesses: readonly SourceFile[];
  /** What exercise.yaml says beyond its head (`cases`, `checks`, `harnesses`), still to be parsed by grading. */
  readonly plan: unknown;
}
