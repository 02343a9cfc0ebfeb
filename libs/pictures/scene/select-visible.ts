import type { Trace, TracedObject, TracedProcess, Transfer } from '#libs/contracts/trace';

export interface Visible {
  readonly processes: readonly TracedProcess[];
  readonly objects: readonly TracedObject[];
  readonly transfers: readonly Transfer[];
  readonly waits: Trace['waits'];
  /** How many processes and objects there was no room for. */
  readonly leftOut: number;
  /** Objects whose other end is outside of what is shown: where their bytes come from, or go to. */
  readonly outside: ReadonlyMap<string, 'source' | 'sink'>;
}

/** More life lines, and more tubes, than this nobody can follow; the oldest are shown. */
const columnsMax = 40;

/** Leaves out what is not the program's own story: the harness and language runtimes, signals that only report a child's end, control pipes without data. */
export function selectVisible(trace: Trace, showHarness: boolean): Visible {
  const hiddenRoles = new Set(showHarness ? ['runtime'] : ['runtime', 'harness']);
  const all = trace.processes.filter((process) => !hiddenRoles.has(process.role));
  const processes = all.slice(0, columnsMax);
  const ids = new Set(processes.map((process) => process.id));
  const signals = new Set(
    trace.objects.filter((object) => object.kind === 'signal').map((object) => object.id),
  );
  const childEnds = new Set(
    trace.objects
      .filter((object) => object.kind === 'signal' && object.name === 'SIGCHLD')
      .map((object) => object.id),
  );
  const silent = new Set(
    trace.objects.filter((object) => isControlPipe(trace, object)).map((object) => object.id),
  );
  const isShown = (process: string | null): boolean => process !== null && ids.has(process);
  const seen = trace.transfers.filter(
    (transfer) =>
      !childEnds.has(transfer.through) &&
      !silent.has(transfer.through) &&
      (isShown(transfer.from) || isShown(transfer.to)),
  );
  const waits = trace.waits.filter((wait) => ids.has(wait.process));
  const used = new Set([...seen.map((transfer) => transfer.through), ...waits.map((wait) => wait.for)]);
  const candidates = trace.objects.filter((object) => used.has(object.id) && !signals.has(object.id));
  const objects = candidates.slice(0, columnsMax);
  const drawn = new Set([...objects.map((object) => object.id), ...signals]);
  return {
    processes,
    objects,
    transfers: seen.filter((transfer) => drawn.has(transfer.through)),
    waits,
    leftOut: all.length - processes.length + candidates.length - objects.length,
    outside: outsideEnds(trace, new Set(all.map((process) => process.id))),
  };
}

// Such as the pipe on which Python's subprocess hears that an exec failed: it carries an end-of-file from child to parent, no byte.
function isControlPipe(trace: Trace, object: TracedObject): boolean {
  const transfers = trace.transfers.filter((transfer) => transfer.through === object.id);
  if (object.kind !== 'pipe' || transfers.some((transfer) => transfer.kind !== 'end-of-file')) return false;
  const parents = new Set(
    trace.processes.filter((process) => object.usedBy.includes(process.id)).map((process) => process.parent),
  );
  return (
    transfers.length > 0 &&
    transfers.every((transfer) => transfer.to !== null && parents.has(transfer.to)) &&
    !awaited(trace, object)
  );
}

function awaited(trace: Trace, object: TracedObject): boolean {
  return trace.waits.some((wait) => wait.for === object.id);
}

function outsideEnds(trace: Trace, shown: ReadonlySet<string>): Map<string, 'source' | 'sink'> {
  const ends = new Map<string, 'source' | 'sink'>();
  for (const transfer of trace.transfers) {
    if (transfer.from !== null && !shown.has(transfer.from)) ends.set(transfer.through, 'source');
    else if (transfer.to !== null && !shown.has(transfer.to)) ends.set(transfer.through, 'sink');
  }
  return ends;
}
