import type { Trace } from '#libs/contracts/trace';
import type { Column } from './arrange-columns.js';

/** A process that had not come back from a call when the trace ended. */
export interface Waiting {
  readonly process: string;
  /** Null for the first thread of the process. */
  readonly thread: string | null;
  readonly call: string;
  readonly object: string | null;
  readonly fd: number | null;
  readonly sinceMs: number | null;
  readonly heldBy: readonly Holder[];
  readonly says: Trace['waits'][number]['says'];
  /** Those of `heldBy` that wait for this process in turn. */
  readonly deadlockedWith: readonly string[];
  /** Waits that cover different columns stand side by side. */
  readonly row: number;
}

export interface Holder {
  readonly process: string;
  readonly fd: number | null;
}

/** Puts the waits that were left into rows below the events: those of a deadlock first, in the order of its cycle. */
export function makeWaits(
  waits: Trace['waits'],
  deadlocks: Trace['deadlocks'],
  columns: readonly Column[],
): readonly Waiting[] {
  const places = new Map(columns.map((column, index) => [column.id, index]));
  const cycle = deadlocks.flatMap((members) => inCycleOrder(members, waits));
  const rank = (process: string): number => (cycle.includes(process) ? cycle.indexOf(process) : cycle.length);
  const rows: (readonly [number, number])[][] = [];
  return waits
    .toSorted((a, b) => rank(a.process) - rank(b.process))
    .map((wait) => {
      const heldBy = holdersOf(wait);
      const touched = [wait.process, wait.for, ...heldBy.map((holder) => holder.process)];
      const covered = touched.flatMap((id) => (id === null ? [] : (places.get(id) ?? [])));
      const span = [Math.min(...covered) - 1, Math.max(...covered) + 1] as const;
      const isFree = (row: readonly (readonly [number, number])[]): boolean =>
        row.every(([first, last]) => last < span[0] || span[1] < first);
      const free = rows.findIndex(isFree);
      const row = free < 0 ? rows.length : free;
      rows[row] = [...(rows[row] ?? []), span];
      const own = deadlocks.find((members) => members.includes(wait.process)) ?? [];
      const deadlockedWith = heldBy.map((holder) => holder.process).filter((id) => own.includes(id));
      const { process, thread, call, fd, sinceMs, says } = wait;
      return { process, thread, call, object: wait.for, fd, sinceMs, heldBy, says, deadlockedWith, row };
    });
}

/** Each member behind one that waits for it, as far as that goes. */
function inCycleOrder(members: readonly string[], waits: Trace['waits']): readonly string[] {
  const left = new Set(members);
  const ordered: string[] = [];
  let next = members[0];
  while (next !== undefined) {
    left.delete(next);
    ordered.push(next);
    const held = waits.filter((wait) => wait.process === next).flatMap((wait) => wait.heldBy);
    next = held.find((holder) => left.has(holder)) ?? [...left][0];
  }
  return ordered;
}

// `holders` says more than `heldBy`, where it is there.
function holdersOf(wait: Trace['waits'][number]): readonly Holder[] {
  const known = new Map<string, Holder>(wait.heldBy.map((process) => [process, { process, fd: null }]));
  for (const holder of wait.holders)
    if (known.get(holder.process)?.fd === null) known.set(holder.process, holder);
  return [...known.values()];
}
