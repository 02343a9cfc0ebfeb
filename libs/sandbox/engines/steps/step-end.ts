import type { Sight } from '../../step.js';

/** What a step comes to: whether it got where it wanted, and for `idle` how busy everybody was, in how long a time. */
export interface StepEnd {
  readonly done: boolean;
  readonly busyMs: number;
  readonly ms?: number;
  readonly sight?: Sight;
}
