import type { Trace } from '#libs/contracts/trace';
import { type FileGroup, foldFiles } from './fold-files.js';
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
  /** Files that stand for several. */
  readonly groups: readonly FileGroup[];
  /** How many equal ones a process or an object stands for. */
  readonly sizeOf: (id: string) => number;
}

/** Picks what the options ask for. */
export function pickShown(whole: Trace, options: SceneOptions): Shown {
  const keep = options.mark ?? [];
  const siblings = options.siblings
    ? { trace: whole, sizes: new Map<string, number>() }
    : foldSiblings(whole, keep);
  const { trace, sizes, groups } = options.allObjects
    ? { trace: siblings.trace, sizes: new Map<string, number>(), groups: [] }
    : foldFiles(siblings.trace, [...keep, ...siblings.sizes.keys()]);
  const visible = selectVisible(trace, {
    showHarness: options.showHarness ?? false,
    window: windowOf(options),
  });
  const deadlocks = trace.deadlocks.filter((members) =>
    members.every((id) => visible.waits.some((wait) => wait.process === id)),
  );
  return { trace, visible, deadlocks, groups, sizeOf: (id) => sizes.get(id) ?? siblings.sizes.get(id) ?? 1 };
}
