import type { Sentence } from '#libs/contracts/sentence';

/** What is wrong with a run, and what of it: `about` are ids of processes and objects, which the picture of the run points at. */
export interface Wrong extends Sentence {
  readonly about?: readonly string[];
}
