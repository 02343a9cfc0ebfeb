import type { Trace } from '#libs/contracts/trace';
import { foldSiblings } from './fold-siblings.js';
import { type SceneOptions, windowOf } from './options.js';
import { selectVisible, type Visible } from './select-visible.js';

/** What a picture shows of a trace, however it draws it. */
export interface Shown {
  /** With one sibling for all that did the same, unless all are wanted. */
  readonly trace: Trace;
  readonly visible: Visible;
  /** Sets of processes that wait for nobody but each other, as far as all their waits are shown. */
  readonly deadlocks: Trace['deadlocks'];
  /** How many equal ones a process or an object stands for. */
  readonly sizeOf: (id: string) => number;
}

/** Picks what the options ask for. */
export function pickShown(whole: Trace, options: SceneOptions): Shown {
  const { trace, sizes } = options.siblings
    ? { trace: whole, sizes: new Map<string, number>() }
    : foldSiblings(whole, options.mark ?? []);
  const visible = selectVisible(trace, {
    showHarness: options.showHarness ?? false,
    window: windowOf(options),
  });
  const deadlocks = trace.deadlocks.filter((members) =>
    members.every((id) => visible.waits.some((wait) => wait.process === id)),
  );
  return { trace, visible, deadlocks, sizeOf: (id) => sizes.get(id) ?? 1 };
}
