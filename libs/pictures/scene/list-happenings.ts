import type { TracedProcess } from '#libs/contracts/trace';
import { programName } from '../wording/name-of.js';
import { foldPassages } from './fold-passages.js';
import type { Happening, Passage } from './happening.js';
import { joinCounts } from './join-counts.js';
import { joinEnds } from './join-ends.js';
import { listAccesses } from './list-accesses.js';
import { joinExecs, listExecs } from './list-execs.js';
import type { Visible } from './select-visible.js';

/** Everything there is to draw, in order of time. */
export function listHappenings(visible: Visible): readonly Happening[] {
  const { processes, window } = visible;
  const barriers = processes.flatMap((process) => [process.startMs, process.endMs ?? Infinity]);
  const byId = new Map(processes.map((process) => [process.id, process]));
  const hide = (process: string | null): string | null =>
    process !== null && byId.has(process) ? process : null;
  const transfers = visible.transfers.map((transfer): Passage => ({
    ...transfer,
    from: hide(transfer.from),
    to: hide(transfer.to),
    isTaken: transfer.to !== null,
    count: 1,
  }));
  const passages = foldPassages(transfers, barriers);
  const counts = joinCounts(passages);
  const happenings = [
    ...processes.map((process) => birthOf(process, byId)),
    ...processes.flatMap(listExecs),
    ...passages.flatMap((passage) => (counts.joined.has(passage) ? [] : endsOf(passage, byId))),
    ...counts.happenings,
    ...listAccesses(visible),
    ...processes.flatMap((process): Happening[] =>
      process.endMs === null ? [] : [{ kind: 'exit', atMs: process.endMs, process: process.id }],
    ),
  ];
  const sorted = happenings
    .filter((happening) => happening.atMs >= window.fromMs && happening.atMs <= window.toMs)
    .map((happening, index) => ({ happening, index }))
    .sort(byTime)
    .map(({ happening }) => happening);
  return joinEnds(joinExecs(sorted));
}

function birthOf(process: TracedProcess, all: ReadonlyMap<string, TracedProcess>): Happening {
  const parent = process.parent === null ? undefined : all.get(process.parent);
  const hasExec = process.execs.some((exec) => exec.error === null);
  const isOther = parent !== undefined && parent.command.join('\0') !== process.command.join('\0');
  return {
    kind: 'birth',
    atMs: process.startMs,
    process: process.id,
    parent: parent?.id ?? null,
    // Where the exec was seen it speaks for itself.
    runs: isOther && !hasExec ? programName(process) : null,
  };
}

function endsOf(passage: Passage, processes: ReadonlyMap<string, TracedProcess>): readonly Happening[] {
  const receivedMs = passage.receivedMs ?? passage.sentMs;
  if (passage.kind === 'signal') {
    // It may be pending for longer than its sender lives, and no arrow begins at a line that has ended.
    const endMs = (passage.from === null ? undefined : processes.get(passage.from))?.endMs ?? Infinity;
    return [{ kind: 'signal', atMs: receivedMs > endMs ? passage.sentMs : receivedMs, passage }];
  }
  if (passage.count > 1) {
    // A receiver may have been born after the first of them was sent.
    const bornMs = (passage.to === null ? undefined : processes.get(passage.to))?.startMs ?? 0;
    return [{ kind: 'whole', atMs: Math.max(passage.sentMs, bornMs), passage }];
  }
  const sent: Happening[] = passage.from === null ? [] : [{ kind: 'sent', atMs: passage.sentMs, passage }];
  const received: Happening[] = passage.to === null ? [] : [{ kind: 'received', atMs: receivedMs, passage }];
  return [...sent, ...received];
}

// At one instant: first beginnings, then what is given, then what is taken, then ends.
const order: Readonly<Record<Happening['kind'], number>> = {
  birth: 0,
  exec: 1,
  sent: 2,
  whole: 3,
  received: 4,
  access: 5,
  signal: 6,
  exit: 7,
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
