import type { History, ProcessLife } from '#libs/trace/history';

/** A program whose exec was missed has unknown streams, and its student would be accused of our mistake: throws an Error. */
export function checkStarts(history: History): void {
  const missed = history.processes.some(
    (life) =>
      life.parent === null &&
      life.role !== 'harness' &&
      life.execs.length === 0 &&
      !neverBegan(history, life),
  );
  if (missed) throw new Error('The tracer did not see the start of a program.');
}

// Programs that are started by a step wait for it in sight of others, who may kill them; and the run may be over before their step.
function neverBegan({ transfers, mappings }: History, { id, exit }: ProcessLife): boolean {
  const acted = transfers.some(({ kind, from, to }) => kind !== 'signal' && (from === id || to === id));
  const mapped = mappings.some(({ process }) => process === id);
  return ('signal' in exit || 'running' in exit) && !acted && !mapped;
}
