import type { Passage } from './happening.js';

/** Fewer transfers than this are all shown, except plain repeats. */
const foldFrom = 24;

/** More rows than about this are not read any more. */
const passagesMax = 48;

/**
 * Folds repeats: first those that follow each other directly, then, in long traces, those of a
 * loop (`read, write, read, write …`), and last everything between the same two. `barriers` are the times at which a process begins
 * or ends: what lies on different sides of one is told apart as long as there is room.
 */
export function foldPassages(passages: readonly Passage[], barriers: readonly number[]): readonly Passage[] {
  const plain = fold(passages, { window: 1, barriers: [], isExact: true });
  const repeats = passages.length - plain.length >= 3 ? plain : passages;
  if (repeats.length <= foldFrom) return repeats;
  const sorted = barriers.toSorted((a, b) => a - b);
  const loops = fold(passages, { window: 12, barriers: sorted, isExact: false });
  if (loops.length <= passagesMax) return loops;
  const all = fold(passages, { window: Infinity, barriers: sorted, isExact: false });
  return all.length <= passagesMax ? all : fold(passages, { window: Infinity, barriers: [], isExact: false });
}

interface Rule {
  /** How many groups back a repeat may be found. */
  readonly window: number;
  readonly barriers: readonly number[];
  /** Whether messages of another priority or type, and another value, are no repeats. */
  readonly isExact: boolean;
}

/** A passage while more is added to it: a trace may have a million transfers, and copies would cost more than all else. */
type Group = { -readonly [Key in keyof Passage]: Passage[Key] };

function fold(passages: readonly Passage[], rule: Rule): readonly Passage[] {
  const groups: Passage[] = [];
  const sums = new Map<number, Group>();
  const latest = new Map<string, number>();
  for (const passage of passages) {
    const { kind, from, to, through, inferred } = passage;
    const details = rule.isExact ? `${passage.priority} ${passage.messageType} ${passage.value}` : '';
    const phase = phaseOf(passage.sentMs, rule.barriers);
    const key = `${kind} ${from} ${to} ${through} ${inferred} ${phase} ${details}`;
    const index = latest.get(key);
    if (index !== undefined && groups.length - index <= rule.window) {
      const sum = sums.get(index) ?? { ...(groups[index] ?? passage) };
      sums.set(index, sum);
      add(sum, passage);
      continue;
    }
    latest.set(key, groups.length);
    groups.push(passage);
  }
  return groups.map((group, index) => sums.get(index) ?? group);
}

function add(group: Group, next: Passage): void {
  group.bytes += next.bytes;
  group.sends += next.sends;
  group.count += next.count;
  group.priority = agreed(group.priority, next.priority);
  group.messageType = agreed(group.messageType, next.messageType);
  group.value = agreed(group.value, next.value);
  const isSameCause = group.cause?.process === next.cause?.process && group.cause?.by === next.cause?.by;
  if (!isSameCause) group.cause = null;
  group.fromThread = agreed(group.fromThread, next.fromThread);
  group.toThread = agreed(group.toThread, next.toThread);
  if (JSON.stringify(group.credentials) !== JSON.stringify(next.credentials)) group.credentials = null;
  if (group.copied?.through !== next.copied?.through) group.copied = null;
}

function agreed<T>(a: T, b: T): T | null {
  return a === b ? a : null;
}

/** How many of the sorted barriers lie before a time. */
function phaseOf(atMs: number, barriers: readonly number[]): number {
  let [low, high] = [0, barriers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((barriers[middle] ?? Infinity) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
