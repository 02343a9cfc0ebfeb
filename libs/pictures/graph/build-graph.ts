import type { Trace, TracedObject, TracedProcess } from '#libs/contracts/trace';
import { connectsTwo, objectsUpTo } from '../scene/connects-two.js';
import type { FileGroup } from '../scene/fold-files.js';
import type { SceneOptions } from '../scene/options.js';
import { pickShown } from '../scene/pick-shown.js';
import type { Visible } from '../scene/select-visible.js';
import { EdgeBook, type EdgeLook, type GraphEdge } from './edge-book.js';

/** A process or an object; `size` is how many equal ones it stands for. */
export type GraphNode =
  | { readonly kind: 'process'; readonly id: string; readonly size: number; readonly process: TracedProcess }
  | { readonly kind: 'object'; readonly id: string; readonly size: number; readonly object: TracedObject };

/** Who is connected by what, without time. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly visible: Visible;
  /** How many objects are an edge from one process to another instead of a node. */
  readonly direct: number;
  /** Files that stand for several. */
  readonly groups: readonly FileGroup[];
  readonly deadlocked: ReadonlySet<string>;
}

/** Sums up a trace as a graph: an edge for all that went one way between a process and an object, and for each fork, signal and wait. */
export function buildGraph(whole: Trace, options: SceneOptions = {}): Graph {
  const { trace, visible, deadlocks, groups, sizeOf } = pickShown(whole, options);
  const shown = new Set(visible.processes.map((process) => process.id));
  const direct = new Map(
    visible.objects
      .filter((object) => shown.size > objectsUpTo && connectsTwo(object, visible, shown))
      .map((object) => [object.id, object]),
  );
  const objects = visible.objects.filter((object) => !direct.has(object.id));
  return {
    nodes: [
      ...visible.processes.map((process): GraphNode => ({
        kind: 'process',
        id: process.id,
        size: sizeOf(process.id),
        process,
      })),
      ...objects.map((object): GraphNode => ({
        kind: 'object',
        id: object.id,
        size: sizeOf(object.id),
        object,
      })),
    ],
    edges: listEdges(trace, { visible, deadlocks, direct }),
    direct: direct.size,
    visible,
    groups: groups.filter((group) => objects.some((object) => object.id === group.object)),
    deadlocked: new Set(deadlocks.flat()),
  };
}

interface Wired {
  readonly visible: Visible;
  readonly deadlocks: Trace['deadlocks'];
  readonly direct: ReadonlyMap<string, TracedObject>;
}

function listEdges(trace: Trace, { visible, deadlocks, direct }: Wired): readonly GraphEdge[] {
  const names = new Map(trace.objects.map((object) => [object.id, object.name]));
  const signals = new Set(
    trace.objects.filter((object) => object.kind === 'signal').map((object) => object.id),
  );
  const nodes = new Set([...visible.processes, ...visible.objects].map((node) => node.id));
  const book = new EdgeBook(nodes);
  for (const { id, parent } of visible.processes) book.draw(parent, id, { look: 'fork' });
  for (const { process, object, access } of visible.mappings)
    book.draw(process, object, { look: 'map', access });
  for (const transfer of visible.transfers) {
    const { from, to, through, inferred, kind } = transfer;
    if (signals.has(through))
      book.draw(from, to, { look: 'signal', name: names.get(through) ?? '', count: transfer.sends });
    else {
      const look: EdgeLook = inferred ? 'inferred' : kind;
      const amount = { look, bytes: transfer.bytes, count: 1 };
      const object = direct.get(through);
      if (object) book.draw(from, to, { ...amount, mechanism: object.mechanism });
      else {
        book.draw(from, through, amount);
        book.draw(through, to, amount);
      }
    }
  }
  for (const wait of visible.waits) drawWait(book, wait, deadlocks);
  return book.edges();
}

/** Who waits for what, and who could end it: in a deadlock straight for each other. */
function drawWait(book: EdgeBook, wait: Visible['waits'][number], deadlocks: Trace['deadlocks']): void {
  const own = deadlocks.find((members) => members.includes(wait.process)) ?? [];
  book.draw(wait.process, wait.for, { look: 'wait', name: wait.call });
  for (const holder of wait.heldBy) {
    const fd = wait.holders.find((one) => one.process === holder)?.fd ?? null;
    if (own.includes(holder)) book.draw(wait.process, holder, { look: 'loop' });
    else if (wait.for === null) book.draw(wait.process, holder, { look: 'wait', name: wait.call });
    else book.draw(holder, wait.for, { look: 'hold', fd });
  }
}
