import type { Transfer } from '#libs/contracts/trace';
import type { Passage } from './happening.js';

/** Fewer transfers than this are all shown, except plain repeats. */
const foldFrom = 24;

/** More rows than about this are not read any more. */
const passagesMax = 48;

/** A transfer between processes of the picture. */
export type Sent = Transfer & Pick<Passage, 'isTaken'>;

/**
 * Makes passages of transfers and folds repeats: first those that follow each other directly, then, in long traces, those of a
 * loop (`read, write, read, write …`), and last everything between the same two. `barriers` are the times at which a process begins
 * or ends: what lies on different sides of one is told apart as long as there is room.
 */
export function foldPassages(transfers: readonly Sent[], barriers: readonly number[]): readonly Passage[] {
  const passages = transfers.map((transfer): Passage => ({ ...transfer, count: 1 }));
  const plain = fold(passages, { window: 1, barriers: [] });
  const repeats = passages.length - plain.length >= 3 ? plain : passages;
  if (repeats.length <= foldFrom) return repeats;
  const sorted = barriers.toSorted((a, b) => a - b);
  const loops = fold(passages, { window: 12, barriers: sorted });
  if (loops.length <= passagesMax) return loops;
  const all = fold(passages, { window: Infinity, barriers: sorted });
  return all.length <= passagesMax ? all : fold(passages, { window: Infinity, barriers: [] });
}

interface Rule {
  /** How many groups back a repeat may be found. */
  readonly window: number;
  readonly barriers: readonly number[];
}

function fold(passages: readonly Passage[], rule: Rule): readonly Passage[] {
  const groups: Passage[] = [];
  const latest = new Map<string, number>();
  for (const passage of passages) {
    const key = [
      passage.kind,
      passage.from,
      passage.to,
      passage.through,
      passage.inferred,
      phaseOf(passage.sentMs, rule.barriers),
    ].join(' ');
    const index = latest.get(key);
    const group = index === undefined ? undefined : groups[index];
    if (index !== undefined && group && groups.length - index <= rule.window) {
      groups[index] = join(group, passage);
      continue;
    }
    latest.set(key, groups.length);
    groups.push(passage);
  }
  return groups;
}

function join(group: Passage, next: Passage): Passage {
  return {
    ...group,
    bytes: group.bytes + next.bytes,
    sends: group.sends + next.sends,
    count: group.count + next.count,
    priority: agreed(group.priority, next.priority),
    messageType: agreed(group.messageType, next.messageType),
    value: agreed(group.value, next.value),
    cause:
      group.cause?.process === next.cause?.process && group.cause?.by === next.cause?.by ? group.cause : null,
  };
}

function agreed(a: number | null, b: number | null): number | null {
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
