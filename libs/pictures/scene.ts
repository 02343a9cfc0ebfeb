import type { Trace, TracedObject } from '#libs/contracts/trace';
import { arrangeColumns, type Column } from './scene/arrange-columns.js';
import { assignRows, type Row } from './scene/assign-rows.js';
import { clockOf } from './scene/clock-of.js';
import type { FileGroup } from './scene/fold-files.js';
import { listHappenings } from './scene/list-happenings.js';
import { type Lane, makeLane } from './scene/make-lane.js';
import { makeStore, type Store, type View } from './scene/make-store.js';
import { makeWaits, type Waiting } from './scene/make-waits.js';
import type { SceneOptions, Window } from './scene/options.js';
import { pickShown } from './scene/pick-shown.js';
import type { Visible } from './scene/select-visible.js';

/** A picture without pixels: what stands beside what, and in which order. The same trace always gives the same scene. */
export interface Scene {
  readonly columns: readonly Column[];
  readonly lanes: ReadonlyMap<string, Lane>;
  readonly stores: ReadonlyMap<string, Store>;
  readonly rows: readonly Row[];
  /** What a signal's object is called, such as `SIGTERM`: signals are arrows without a tube. */
  readonly signalNames: ReadonlyMap<string, string>;
  readonly waits: readonly Waiting[];
  /** Sets of processes that wait for nobody but each other. */
  readonly deadlocks: readonly (readonly string[])[];
  /** Files that stand for several. */
  readonly groups: readonly FileGroup[];
  /** What was found in memory that was looked at again and again. */
  readonly snapshots: Trace['snapshots'];
  readonly leftovers: Trace['leftovers'];
  readonly warnings: readonly string[];
  /** Processes and objects that there was no room for. */
  readonly leftOut: number;
  readonly endMs: number;
  /** The part of time that is shown; null when it is all of it. */
  readonly window: Window | null;
}

/** Arranges a trace as a scene: life lines in order of birth, objects between them, events in rows, repeats folded. */
export function buildScene(whole: Trace, options: SceneOptions = {}): Scene {
  const { trace, visible, deadlocks, groups, sizeOf } = pickShown(whole, options);
  const columns = arrangeColumns(visible);
  const rows = assignRows(listHappenings(visible), columns);
  const marked = new Set(options.mark);
  const endMs = endOf(trace, visible);
  const span = { fromMs: Math.max(0, visible.window.fromMs), toMs: Math.min(endMs, visible.window.toMs) };
  const { pauses, turns, mishaps } = visible;
  const context = { rows, span, pauses, turns, mishaps, hasThreads: options.threads ?? false };
  const lanes = visible.processes.map((process) =>
    makeLane(process, context, {
      size: sizeOf(process.id),
      isMarked: marked.has(process.id),
      isDeadlocked: deadlocks.flat().includes(process.id),
    }),
  );
  const stores = visible.objects.map((object) =>
    makeStore(object, rows, {
      size: sizeOf(object.id),
      isMarked: marked.has(object.id),
      isAwaited: visible.waits.some((wait) => wait.for === object.id),
      views: viewsOf(object, visible, { rows, span }),
    }),
  );
  return {
    columns,
    lanes: new Map(lanes.map((lane) => [lane.process.id, lane])),
    stores: new Map(stores.map((store) => [store.object.id, store])),
    rows,
    signalNames: new Map(
      trace.objects.filter((object) => object.kind === 'signal').map((object) => [object.id, object.name]),
    ),
    waits: makeWaits(visible.waits, deadlocks, columns),
    deadlocks,
    groups: groups.filter((group) => visible.objects.some((object) => object.id === group.object)),
    snapshots: visible.snapshots,
    leftovers: trace.leftovers,
    warnings: trace.warnings,
    leftOut: visible.leftOut,
    endMs,
    window: options.fromMs === undefined && options.toMs === undefined ? null : span,
  };
}

// A trace may have a million transfers: more than a call takes arguments.
function endOf(trace: Trace, visible: Visible): number {
  const later = (endMs: number, ms: number): number => Math.max(endMs, ms);
  return [
    trace.transfers.map((transfer) => transfer.receivedMs ?? transfer.sentMs),
    visible.processes.map((process) => process.endMs ?? process.startMs),
    visible.pauses.map((pause) => pause.untilMs),
    visible.accesses.map((access) => access.atMs),
  ].reduce((endMs, times) => times.reduce(later, endMs), 0);
}

function viewsOf(
  object: TracedObject,
  visible: Visible,
  { rows, span }: { rows: readonly Row[]; span: Window },
): readonly View[] {
  return visible.mappings
    .filter((mapping) => mapping.object === object.id)
    .flatMap((mapping) => {
      const process = visible.processes.find((one) => one.id === mapping.process);
      if (!process) return [];
      const clock = clockOf(process, rows, span);
      const untilMs = Math.min(span.toMs, mapping.untilMs ?? process.endMs ?? span.toMs);
      const fromRow = clock(Math.max(span.fromMs, mapping.fromMs));
      const { access, bytes, fromMs } = mapping;
      return [
        { process: process.id, access, bytes, fromMs, fromRow, toRow: Math.max(fromRow, clock(untilMs)) },
      ];
    });
}
