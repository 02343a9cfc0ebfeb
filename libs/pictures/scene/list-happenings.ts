import type { TracedProcess } from '#libs/contracts/trace';
import { programName } from '../wording/name-of.js';
import { foldPassages } from './fold-passages.js';
import { type Happening, type Passage, processesOf } from './happening.js';
import type { Visible } from './select-visible.js';

/** Everything there is to draw, in order of time. */
export function listHappenings(visible: Visible): readonly Happening[] {
  const { processes } = visible;
  const barriers = processes.flatMap((process) => [process.startMs, process.endMs ?? Infinity]);
  const shown = new Set(processes.map((process) => process.id));
  const hide = (process: string | null): string | null =>
    process !== null && shown.has(process) ? process : null;
  const transfers = visible.transfers.map((transfer) => ({
    ...transfer,
    from: hide(transfer.from),
    to: hide(transfer.to),
    isTaken: transfer.to !== null,
  }));
  const passages = foldPassages(transfers, barriers);
  const happenings = [
    ...processes.map((process) => birthOf(process, processes)),
    ...passages.flatMap((passage) => endsOf(passage, processes)),
    ...processes.flatMap((process): Happening[] =>
      process.endMs === null ? [] : [{ kind: 'exit', atMs: process.endMs, process: process.id }],
    ),
  ];
  return joinEnds(
    happenings
      .map((happening, index) => ({ happening, index }))
      .sort(byTime)
      .map(({ happening }) => happening),
  );
}

function birthOf(process: TracedProcess, all: readonly TracedProcess[]): Happening {
  const parent = all.find((one) => one.id === process.parent);
  const isOther = parent !== undefined && parent.command.join('\0') !== process.command.join('\0');
  return {
    kind: 'birth',
    atMs: process.startMs,
    process: process.id,
    parent: parent?.id ?? null,
    runs: isOther ? programName(process) : null,
  };
}

function endsOf(passage: Passage, processes: readonly TracedProcess[]): readonly Happening[] {
  const receivedMs = passage.receivedMs ?? passage.sentMs;
  if (passage.kind === 'signal') return [{ kind: 'signal', atMs: receivedMs, passage }];
  if (passage.count > 1) {
    // A receiver may have been born after the first of them was sent.
    const bornMs = processes.find((process) => process.id === passage.to)?.startMs ?? 0;
    return [{ kind: 'whole', atMs: Math.max(passage.sentMs, bornMs), passage }];
  }
  const sent: Happening[] = passage.from === null ? [] : [{ kind: 'sent', atMs: passage.sentMs, passage }];
  const received: Happening[] = passage.to === null ? [] : [{ kind: 'received', atMs: receivedMs, passage }];
  return [...sent, ...received];
}

// At one instant: first beginnings, then what is given, then what is taken, then ends.
const order: Readonly<Record<Happening['kind'], number>> = {
  birth: 0,
  sent: 1,
  whole: 2,
  received: 3,
  signal: 4,
  exit: 5,
};

interface Placed {
  readonly happening: Happening;
  readonly index: number;
}

function byTime(a: Placed, b: Placed): number {
  return (
    a.happening.atMs - b.happening.atMs ||
    order[a.happening.kind] - order[b.happening.kind] ||
    a.index - b.index
  );
}

/** A receipt joins its sending in one row when nothing came between them that touches either process or the object. */
function joinEnds(happenings: readonly Happening[]): readonly Happening[] {
  const joined: (Happening | null)[] = [...happenings];
  const sentAt = new Map<Passage, number>();
  for (const [index, happening] of happenings.entries()) {
    if (happening.kind === 'sent') sentAt.set(happening.passage, index);
    if (happening.kind !== 'received') continue;
    const start = sentAt.get(happening.passage);
    if (start === undefined || !isFree(joined.slice(start + 1, index), happening.passage)) continue;
    joined[start] = { kind: 'whole', atMs: happening.passage.sentMs, passage: happening.passage };
    joined[index] = null;
  }
  return joined.filter((happening) => happening !== null);
}

function isFree(between: readonly (Happening | null)[], passage: Passage): boolean {
  return between.every((other) => {
    if (other === null) return true;
    const touched = processesOf(other);
    if ([passage.from, passage.to].some((process) => process !== null && touched.includes(process)))
      return false;
    return !('passage' in other) || other.passage.through !== passage.through;
  });
}
