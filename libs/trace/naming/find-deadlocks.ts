import type { BlockedCall, History } from '#libs/trace/history';

/** Who each process waits for. */
type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The sets of processes that wait for nobody but each other, each in order of birth: whoever could end such a wait is in the set
 * too, so none of them will go on. They are the strongly connected parts of the wait-for graph that no edge leaves (knots; Holt 1972).
 * A process counts as waiting when all its threads do, and none of them only for a time or for something that nobody is known to end.
 */
export function findDeadlocks(history: History): readonly (readonly string[])[] {
  const graph = waitForGraph(history);
  const reach = new Map([...graph.keys()].map((id) => [id, reachable(graph, id)]));
  const birth = history.processes.map((life) => life.id);
  const found = new Set<string>();
  return birth.flatMap((id) => {
    const reached = reach.get(id);
    if (found.has(id) || !reached?.has(id)) return [];
    if (![...reached].every((other) => reach.get(other)?.has(id) === true)) return [];
    for (const other of reached) found.add(other);
    return [birth.filter((other) => reached.has(other))];
  });
}

function waitForGraph(history: History): Graph {
  const calls = new Map<string, BlockedCall[]>();
  for (const call of history.blocked) calls.set(call.process, [...(calls.get(call.process) ?? []), call]);
  const graph = new Map<string, ReadonlySet<string>>();
  for (const life of history.processes) {
    const own = calls.get(life.id) ?? [];
    const threads = (life.threads ?? []).filter((thread) => thread.endMs === null).length + 1;
    const mayEnd = own.some(
      (call) => call.heldBy.length === 0 || call.isTimed === true || call.isOpen === true,
    );
    if (own.length === 0 || own.length < threads || mayEnd) continue;
    graph.set(life.id, new Set(own.flatMap((call) => holdersOf(life.id, call))));
  }
  return graph;
}

// Its own threads are all waiting too: who waits for another thread waits for what that one waits for.
function holdersOf(process: string, call: BlockedCall): readonly string[] {
  const holders = call.heldBy.map((holder) => holder.process);
  return holders.every((holder) => holder === process) ? [process] : holders;
}

function reachable(graph: Graph, from: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...(graph.get(from) ?? [])];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(graph.get(id) ?? []));
  }
  return seen;
}
