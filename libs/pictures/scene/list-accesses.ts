import type { TracedAccess } from '#libs/contracts/instruments';
import type { Happening } from './happening.js';
import type { Visible } from './select-visible.js';

/** Up to so many accesses each one is told by itself; more than the second number of rows nobody reads. */
const foldFrom = 24;
const rowsMax = 48;

type Access = Extract<Happening, { kind: 'access' }>;

/**
 * Stores to and loads from watched words, but those that are an end of an arrow. Loads that find the same again are told once; of many accesses those
 * that a process makes in a row to one word are, and of still more all that it makes to that word.
 */
export function listAccesses({ accesses, transfers }: Visible): readonly Access[] {
  const ends = new Set(
    transfers.flatMap(({ kind, from, to, through, sentMs, receivedMs }) =>
      kind === 'data' ? [`store ${from} ${through} ${sentMs}`, `load ${to} ${through} ${receivedMs}`] : [],
    ),
  );
  const alone = accesses
    .filter(({ kind, process, object, atMs }) => !ends.has(`${kind} ${process} ${object} ${atMs}`))
    .map((access): Access => ({
      kind: 'access',
      atMs: access.atMs,
      process: access.process,
      access,
      count: 1,
    }));
  const plain = foldRuns(alone, (access) =>
    access.kind === 'load' ? `${wordOf(access)} ${access.value}` : null,
  );
  if (plain.length <= foldFrom) return plain;
  const runs = foldRuns(alone, wordOf);
  return runs.length <= rowsMax ? runs : foldAll(alone);
}

function wordOf({ kind, process, object, offset, bytes }: TracedAccess): string {
  return [kind, process, object, offset, bytes].join(' ');
}

/** Joins those of one key that follow each other; a key of null stands alone. */
function foldRuns(
  accesses: readonly Access[],
  keyOf: (access: TracedAccess) => string | null,
): readonly Access[] {
  const folded: Access[] = [];
  for (const access of accesses) {
    const last = folded.at(-1);
    const key = keyOf(access.access);
    if (last && key !== null && keyOf(last.access) === key) folded[folded.length - 1] = join(last, access);
    else folded.push(access);
  }
  return folded;
}

function foldAll(accesses: readonly Access[]): readonly Access[] {
  const folded = new Map<string, Access>();
  for (const access of accesses) {
    const key = wordOf(access.access);
    const known = folded.get(key);
    folded.set(key, known ? join(known, access) : access);
  }
  return [...folded.values()];
}

// The last value is what is left of them all, and the first `before` what was there.
function join(first: Access, next: Access): Access {
  const { value, isSure } = next.access;
  return { ...first, access: { ...first.access, value, isSure }, count: first.count + next.count };
}
