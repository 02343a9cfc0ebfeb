import type { Trace, TracedObject, TracedProcess } from '#libs/contracts/trace';
import { arrangeColumns, type Column } from './scene/arrange-columns.js';
import { assignRows, type Row } from './scene/assign-rows.js';
import type { Passage } from './scene/happening.js';
import { listHappenings } from './scene/list-happenings.js';
import { selectVisible } from './scene/select-visible.js';

export interface SceneOptions {
  /** Also draws the harness that feeds and reads the programs. */
  readonly showHarness?: boolean;
  /** Ids of processes and objects to point at. */
  readonly mark?: readonly string[];
}

/** A process's life line; rows count from 0, `toRow` is null while it still ran at the end. */
export interface Lane {
  readonly process: TracedProcess;
  readonly fromRow: number;
  readonly toRow: number | null;
  readonly isMarked: boolean;
}

/** An object's tube. `fills` are the rows between which bytes waited inside; `unreadBytes` never came out. */
export interface Store {
  readonly object: TracedObject;
  /** Somebody waits for it at the end. */
  readonly isAwaited: boolean;
  readonly fromRow: number;
  readonly toRow: number;
  readonly fills: readonly { readonly fromRow: number; readonly toRow: number }[];
  readonly unreadBytes: number;
  readonly isMarked: boolean;
}

/** A process that had not come back from a call when the trace ended. */
export interface Waiting {
  readonly process: string;
  readonly call: string;
  readonly object: string | null;
  readonly heldBy: readonly string[];
}

/** A picture without pixels: what stands beside what, and in which order. The same trace always gives the same scene. */
export interface Scene {
  readonly columns: readonly Column[];
  readonly lanes: ReadonlyMap<string, Lane>;
  readonly stores: ReadonlyMap<string, Store>;
  readonly rows: readonly Row[];
  /** What a signal's object is called, such as `SIGTERM`: signals are arrows without a tube. */
  readonly signalNames: ReadonlyMap<string, string>;
  readonly waits: readonly Waiting[];
  readonly leftovers: Trace['leftovers'];
  readonly warnings: readonly string[];
  /** Processes and objects that there was no room for. */
  readonly leftOut: number;
  readonly endMs: number;
}

/** Arranges a trace as a scene: life lines in order of birth, objects between them, events in rows, repeats folded. */
export function buildScene(trace: Trace, options: SceneOptions = {}): Scene {
  const visible = selectVisible(trace, options.showHarness ?? false);
  const columns = arrangeColumns(visible);
  const rows = assignRows(listHappenings(visible), columns);
  const marked = new Set(options.mark);
  const times = trace.transfers.map((transfer) => transfer.receivedMs ?? transfer.sentMs);
  return {
    columns,
    lanes: new Map(visible.processes.map((process) => [process.id, makeLane(process, rows, marked)])),
    stores: new Map(
      visible.objects.map((object) => [
        object.id,
        makeStore(object, rows, {
          isMarked: marked.has(object.id),
          isAwaited: visible.waits.some((wait) => wait.for === object.id),
        }),
      ]),
    ),
    rows,
    signalNames: new Map(
      trace.objects.filter((object) => object.kind === 'signal').map((object) => [object.id, object.name]),
    ),
    waits: visible.waits.map((wait) => ({
      process: wait.process,
      call: wait.call,
      object: wait.for,
      heldBy: wait.heldBy,
    })),
    leftovers: trace.leftovers,
    warnings: trace.warnings,
    leftOut: visible.leftOut,
    endMs: Math.max(0, ...times, ...visible.processes.map((process) => process.endMs ?? process.startMs)),
  };
}

function makeLane(process: TracedProcess, rows: readonly Row[], marked: ReadonlySet<string>): Lane {
  const find = (kind: 'birth' | 'exit'): number =>
    rows.findIndex((row) => row.happenings.some((one) => one.kind === kind && one.process === process.id));
  const toRow = find('exit');
  return {
    process,
    fromRow: Math.max(0, find('birth')),
    toRow: toRow < 0 ? null : toRow,
    isMarked: marked.has(process.id),
  };
}

function makeStore(
  object: TracedObject,
  rows: readonly Row[],
  marks: Pick<Store, 'isMarked' | 'isAwaited'>,
): Store {
  const used: number[] = [];
  const sentRow = new Map<Passage, number>();
  const fills: { fromRow: number; toRow: number }[] = [];
  let unreadBytes = 0;
  for (const [index, row] of rows.entries())
    for (const happening of row.happenings) {
      if (!('passage' in happening) || happening.kind === 'signal' || happening.passage.through !== object.id)
        continue;
      used.push(index);
      const { passage } = happening;
      if (happening.kind === 'sent') sentRow.set(passage, index);
      const from = sentRow.get(passage);
      if (happening.kind === 'received' && from !== undefined && passage.bytes > 0)
        fills.push({ fromRow: from, toRow: index });
      if (happening.kind !== 'received' && !passage.isTaken) unreadBytes += passage.bytes;
    }
  // What nobody used yet, but somebody waits for, begins below the last row.
  const fromRow = used.length === 0 ? rows.length : Math.min(...used);
  const toRow = used.length === 0 ? rows.length : Math.max(...used);
  return { object, fromRow, toRow, fills, unreadBytes, ...marks };
}
