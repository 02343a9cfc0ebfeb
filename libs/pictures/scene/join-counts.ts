import type { Happening, Passage } from './happening.js';

/**
 * What was put into a counter at once is one arrow into it, however many took from it; what was taken at once is one arrow out of it,
 * though several had put it there. See eventfd(2), EFD_SEMAPHORE. Returns what became part of such a sum, and what to draw for it.
 */
export function joinCounts(passages: readonly Passage[]): {
  readonly joined: ReadonlySet<Passage>;
  readonly happenings: readonly Happening[];
} {
  const counts = passages.filter(isCount);
  const sent = groupsOf(counts, (one) => `${one.from} ${one.through} ${one.sentMs}`);
  const received = groupsOf(counts, (one) => `${one.to} ${one.through} ${one.receivedMs}`);
  const partOfSum = new Set([...sent, ...received].filter((group) => group.length > 1).flat());
  const joined = widen(partOfSum, [...sent, ...received]);
  return {
    joined,
    happenings: [
      ...sumsOf(sent, joined).flatMap((passage): Happening[] =>
        passage.from === null ? [] : [{ kind: 'sent', atMs: passage.sentMs, passage }],
      ),
      ...sumsOf(received, joined).flatMap((passage): Happening[] =>
        passage.to === null || passage.receivedMs === null
          ? []
          : [{ kind: 'received', atMs: passage.receivedMs, passage }],
      ),
    ],
  };
}

function isCount({ kind, value, count, sends }: Passage): boolean {
  return kind === 'wake' && value !== null && count === 1 && sends === 1;
}

function groupsOf(passages: readonly Passage[], keyOf: (one: Passage) => string): readonly Passage[][] {
  const groups = new Map<string, Passage[]>();
  for (const passage of passages) {
    const key = keyOf(passage);
    const group = groups.get(key);
    if (group) group.push(passage);
    else groups.set(key, [passage]);
  }
  return [...groups.values()];
}

/** Whoever is sent or received together with a part of a sum is drawn with its ends apart too. */
function widen(parts: ReadonlySet<Passage>, groups: readonly Passage[][]): ReadonlySet<Passage> {
  return new Set(groups.filter((group) => group.some((one) => parts.has(one))).flat());
}

function sumsOf(groups: readonly Passage[][], joined: ReadonlySet<Passage>): readonly Passage[] {
  return groups.flatMap((group): Passage[] => {
    const [first] = group;
    if (!first || !joined.has(first)) return [];
    return [{ ...first, value: group.reduce((sum, one) => sum + (one.value ?? 0), 0) }];
  });
}
