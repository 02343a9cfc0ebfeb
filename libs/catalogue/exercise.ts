import type { ExerciseHead } from '#libs/contracts/exercise';

/** An exercise folder, read, validated and hashed. Texts are Markdown; `hash` covers every file of the folder. */
export interface Exercise extends ExerciseHead {
  /** `pipe/01-parent-to-child` */
  readonly slug: string;
  readonly mechanism: string;
  readonly folder: string;
  readonly hash: string;
  readonly task: { readonly en: string; readonly zh: string };
  readonly hints: { readonly en: readonly string[]; readonly zh: readonly string[] };
  /** Starter files by language. */
  readonly starter: Readonly<Record<string, readonly { readonly path: string; readonly content: string }[]>>;
  /** `cases` and `checks` of exercise.yaml, still to be parsed by grading. */
  readonly plan: unknown;
}
