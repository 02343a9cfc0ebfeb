import type { Trace, TracedObject, TracedProcess, Transfer } from '#libs/contracts/trace';
import type { Window } from './options.js';

export interface Visible {
  readonly processes: readonly TracedProcess[];
  readonly objects: readonly TracedObject[];
  readonly transfers: readonly Transfer[];
  readonly waits: Trace['waits'];
  readonly pauses: Trace['pauses'];
  readonly turns: Trace['turns'];
  readonly mishaps: Trace['mishaps'];
  readonly mappings: Trace['mappings'];
  readonly accesses: Trace['accesses'];
  readonly snapshots: Trace['snapshots'];
  readonly window: Window;
  /** How many processes and objects there was no room for. */
  readonly leftOut: number;
  /** Objects whose other end is outside of what is shown: where their bytes come from, or go to. */
  readonly outside: ReadonlyMap<string, 'source' | 'sink'>;
}

/** A trace without the harness and language runtimes: what exports of the whole are written from. */
export function withoutHelpers(trace: Trace): Trace {
  const own = trace.processes.filter((process) => process.role === 'student' || process.role === 'peer');
  return { ...trace, processes: own };
}

/** More life lines than this nobody can follow; the oldest are shown. */
const lanesMax = 64;

/** More objects than this nobody can follow either. */
const storesMax = 96;

interface What {
  readonly showHarness: boolean;
  readonly window: Window;
}

const always: What = { showHarness: false, window: { fromMs: -Infinity, toMs: Infinity } };

/**
 * Leaves out what is not the program's own story: the harness and language runtimes, signals that only report a child's end, control
 * pipes without data; and what lies outside of a window of time.
 */
export function selectVisible(trace: Trace, { showHarness, window }: What = always): Visible {
  const hiddenRoles = new Set(showHarness ? ['runtime'] : ['runtime', 'harness']);
  const all = trace.processes.filter(
    (process) =>
      !hiddenRoles.has(process.role) &&
      process.startMs <= window.toMs &&
      (process.endMs ?? Infinity) >= window.fromMs,
  );
  const processes = all.slice(0, lanesMax);
  const ids = new Set(processes.map((process) => process.id));
  const hidden = hiddenObjects(trace);
  const isShown = (process: string | null): boolean => process !== null && ids.has(process);
  const seen = trace.transfers.filter(
    (transfer) =>
      !hidden.has(transfer.through) &&
      (isShown(transfer.from) || isShown(transfer.to)) &&
      transfer.sentMs <= window.toMs &&
      (transfer.receivedMs ?? transfer.sentMs) >= window.fromMs,
  );
  // Waits are what there is at the end.
  const waits = window.toMs === Infinity ? trace.waits.filter((wait) => ids.has(wait.process)) : [];
  // That a semaphore lies in mapped memory is how it is made, and no event.
  const semaphores = new Set(
    trace.objects.filter((object) => object.mechanism === 'synchronisation').map((object) => object.id),
  );
  const mappings = trace.mappings.filter(
    (mapping) =>
      !semaphores.has(mapping.object) &&
      ids.has(mapping.process) &&
      mapping.fromMs <= window.toMs &&
      (mapping.untilMs ?? Infinity) >= window.fromMs,
  );
  const signals = new Set(
    trace.objects.filter((object) => object.kind === 'signal').map((object) => object.id),
  );
  const isIn = (one: { process: string; atMs: number }): boolean =>
    ids.has(one.process) && one.atMs >= window.fromMs && one.atMs <= window.toMs;
  const used = new Set([...seen.map((transfer) => transfer.through), ...waits.map((wait) => wait.for)]);
  const mapped = new Set(mappings.map((mapping) => mapping.object));
  const candidates = trace.objects.filter(({ id }) => !signals.has(id) && (used.has(id) || mapped.has(id)));
  const objects = candidates.slice(0, storesMax);
  const drawn = new Set([...objects.map((object) => object.id), ...signals]);
  return {
    processes,
    objects,
    transfers: withoutIdlePriorities(trace, seen).filter((transfer) => drawn.has(transfer.through)),
    waits,
    pauses: trace.pauses.filter(
      (pause) => ids.has(pause.process) && pause.fromMs <= window.toMs && pause.untilMs >= window.fromMs,
    ),
    turns: trace.turns.filter(
      (turn) => ids.has(turn.process) && turn.fromMs <= window.toMs && turn.untilMs >= window.fromMs,
    ),
    mishaps: trace.mishaps.filter((mishap) => ids.has(mishap.process)),
    mappings: mappings.filter((mapping) => drawn.has(mapping.object)),
    accesses: trace.accesses.filter((one) => drawn.has(one.object) && isIn(one)),
    snapshots: trace.snapshots.filter((one) => drawn.has(one.object) && isIn(one)),
    window,
    leftOut: all.length - processes.length + candidates.length - objects.length,
    outside: outsideEnds(trace, new Set(all.map((process) => process.id))),
  };
}

/** Where nobody gave a message a priority, 0 says nothing. See mq_overview(7). */
function withoutIdlePriorities(trace: Trace, seen: readonly Transfer[]): readonly Transfer[] {
  const used = new Set(trace.transfers.flatMap(({ through, priority }) => (priority ? [through] : [])));
  return seen.map((transfer) =>
    transfer.priority === 0 && !used.has(transfer.through) ? { ...transfer, priority: null } : transfer,
  );
}

function hiddenObjects(trace: Trace): ReadonlySet<string> {
  const hidden = trace.objects.filter(
    (object) =>
      object.role === 'runtime' ||
      object.role === 'harness' ||
      (object.kind === 'signal' && object.name === 'SIGCHLD'),
  );
  return new Set(hidden.map((object) => object.id));
}

function outsideEnds(trace: Trace, shown: ReadonlySet<string>): Map<string, 'source' | 'sink'> {
  const ends = new Map<string, 'source' | 'sink'>();
  for (const transfer of trace.transfers) {
    if (transfer.from !== null && !shown.has(transfer.from)) ends.set(transfer.through, 'source');
    else if (transfer.to !== null && !shown.has(transfer.to)) ends.set(transfer.through, 'sink');
  }
  return ends;
}
