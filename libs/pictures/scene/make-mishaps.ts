import type { Sentence } from '#libs/contracts/sentence';
import type { TracedMishap } from '#libs/contracts/instruments';
import type { Clock } from './clock-of.js';
import type { Window } from './options.js';

/** A place on a life line where something was made to go wrong on purpose; `count` calls at once where they lie too close to be told apart. */
export interface MishapMark {
  readonly atMs: number;
  readonly row: number;
  readonly count: number;
  /** What was done first. */
  readonly says: Sentence;
}

/** Marks nearer to each other than this part of a row would cover each other. */
const mergeRows = 0.3;

/** More marks on one life line hide it. */
const marksMax = 24;

/** Places the mishaps of one process on its life line. */
export function makeMishaps(
  mishaps: readonly TracedMishap[],
  { clock, span }: { clock: Clock; span: Window },
): readonly MishapMark[] {
  const marks: MishapMark[] = [];
  for (const { atMs, says } of mishaps.toSorted((a, b) => a.atMs - b.atMs)) {
    if (atMs < span.fromMs || atMs > span.toMs) continue;
    const row = clock(atMs);
    const last = marks.at(-1);
    if (last && (row - last.row < mergeRows || marks.length === marksMax))
      marks[marks.length - 1] = { ...last, count: last.count + 1 };
    else marks.push({ atMs, row, count: 1, says });
  }
  return marks;
}
