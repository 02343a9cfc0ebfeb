import type { History } from '#libs/trace/history';

/**
 * The processes that wait for nobody but each other, in order of birth: whoever could end such a wait is waiting too, so none of
 * them will go on. Empty when every wait has somebody outside who could still end it. (A knot in the wait-for graph; Holt 1972.)
 */
export function findDeadlock(history: History): readonly string[] {
  const waits = new Map<string, Set<string>>();
  for (const call of history.blocked) {
    const holders = waits.get(call.process) ?? new Set<string>();
    for (const holder of call.heldBy) holders.add(holder.process);
    // A wait that nobody is known to end (a pause, a sleep) may end by itself.
    if (call.heldBy.length === 0) holders.add('?');
    waits.set(call.process, holders);
  }
  let removed = true;
  while (removed) {
    removed = false;
    for (const [process, holders] of waits) {
      if ([...holders].every((holder) => waits.has(holder))) continue;
      waits.delete(process);
      removed = true;
    }
  }
  return history.processes.map((life) => life.id).filter((id) => waits.has(id));
}
