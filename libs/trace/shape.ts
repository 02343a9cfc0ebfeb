import { createHash } from 'node:crypto';
import type { Trace } from '#libs/contracts/trace';

/** Something that takes part in a run, as it is called before its surroundings are known. */
type Labels = ReadonlyMap<string, string>;

/** What one does to, or has of, another: who, what, whom. Equal ones count once. */
type Edge = readonly [from: string, does: string, to: string];

/** After so many rounds a label knows what happens three steps away: a grandchild's mistake at a pipe of its parent. */
const rounds = 3;

/** Of many that do the same it only matters that they are several: how many workers there are may depend on the input. */
const severalMin = 3;

const harness = 'harness';

/**
 * Writes down what processes did to each other as 32 hexadecimal digits: equal where the fork tree, the objects by mechanism and kind, who
 * sends to whom through what, how processes end, what they leave behind and for whom they wait are equal. Sizes, times, numbers and names do
 * not matter, nor does the order of what a trace lists, nor wakes of futexes, which depend on who was faster. Made by refining labels of a
 * graph: B. Weisfeiler and A. Lehman, 1968.
 */
export function shapeOf(trace: Trace): string {
  const first = labelsOf(trace);
  const edges = edgesOf(trace, first);
  let labels = first;
  for (let round = 0; round < rounds; round += 1) labels = refine(labels, edges);
  return digest(counted([...labels.values()]));
}

function labelsOf(trace: Trace): Labels {
  const labels = new Map([[harness, harness]]);
  for (const { id, role, exit, parent } of trace.processes) {
    if (role === 'student' || role === 'peer')
      labels.set(id, `${role} ${endOf(exit)}${parent === null ? ' first' : ''}`);
  }
  for (const { id, role, mechanism, kind, outside, name } of trace.objects) {
    // Which signal it is, is no name that a student makes up.
    const which = mechanism === 'signal' ? name : (outside ?? '');
    if (role !== 'runtime') labels.set(id, `${mechanism} ${kind} ${which}`);
  }
  for (const [at, { kind }] of trace.leftovers.entries()) labels.set(leftover(at), `leftover ${kind}`);
  return labels;
}

function endOf(exit: Trace['processes'][number]['exit']): string {
  if ('signal' in exit) return exit.signal;
  if ('running' in exit) return 'running';
  return exit.code === 0 ? 'zero' : 'failed';
}

function edgesOf(trace: Trace, labels: Labels): readonly Edge[] {
  const inside = (id: string | null): string => (id === null ? 'nobody' : labels.has(id) ? id : harness);
  const edges: Edge[] = [];
  for (const { id, parent, execs } of trace.processes) {
    edges.push([inside(parent), 'makes', id]);
    if (execs.some((exec) => exec.error === null)) edges.push([id, 'becomes', id]);
  }
  for (const { from, to, through, kind } of trace.transfers) {
    if (kind === 'wake' || !labels.has(through)) continue;
    edges.push([inside(from), `sends ${kind}`, through], [through, `brings ${kind}`, inside(to)]);
    edges.push([inside(from), `to whom ${kind} ${labels.get(through)}`, inside(to)]);
  }
  for (const [at, { owner }] of trace.leftovers.entries())
    edges.push([inside(owner), 'leaves', leftover(at)]);
  for (const { process, for: object, call, heldBy } of trace.waits) {
    edges.push(
      object !== null && labels.has(object)
        ? [process, 'waits', object]
        : [process, `waits ${call}`, process],
    );
    for (const holder of heldBy) edges.push([process, 'waits for', inside(holder)]);
  }
  const known = edges.filter(([from, , to]) => isThere(labels, from) && isThere(labels, to));
  return [...new Map(known.map((edge) => [JSON.stringify(edge), edge])).values()];
}

/** What the harness does among itself is no part of the shape. */
function isThere(labels: Labels, id: string): boolean {
  return id === 'nobody' || labels.has(id);
}

function refine(labels: Labels, edges: readonly Edge[]): Labels {
  const around = new Map([...labels.keys()].map((id) => [id, new Array<string>()]));
  for (const [from, does, to] of edges) {
    around.get(from)?.push(`${does} > ${labels.get(to) ?? to}`);
    around.get(to)?.push(`${does} < ${labels.get(from) ?? from}`);
  }
  return new Map([...labels].map(([id, label]) => [id, digest([label, ...counted(around.get(id) ?? [])])]));
}

/** Each of some texts once, with how often it stands there: once, twice or several times. */
function counted(texts: readonly string[]): string[] {
  const times = new Map<string, number>();
  for (const text of texts) times.set(text, Math.min(severalMin, (times.get(text) ?? 0) + 1));
  return [...times].map(([text, count]) => `${count} ${text}`).sort();
}

function leftover(at: number): string {
  return `leftover ${at}`;
}

function digest(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 32);
}
