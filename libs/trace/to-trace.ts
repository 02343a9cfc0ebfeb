import type { Trace } from '#libs/contracts/trace';
import type { History } from './history.js';
import { commandLineOf } from './naming/command-of.js';
import { escapeText } from './naming/escape-text.js';

/** Turns a history into the public Trace: the contract of `ipclab trace --format json` and what pictures are drawn from. */
export function toTrace(history: History): Trace {
  const usedBy = users(history);
  return {
    processes: history.processes.map(({ id, pid, parent, startMs, endMs, exit, role }) => ({
      id,
      pid,
      parent,
      command: [...commandLineOf(history, id)],
      startMs,
      endMs,
      exit,
      role,
    })),
    objects: history.objects.map(({ id, mechanism, kind, name }) => ({
      id,
      mechanism,
      kind,
      name,
      usedBy: [...(usedBy.get(id) ?? [])],
    })),
    transfers: history.transfers.map(({ from, to, through, kind, sentMs, receivedMs, bytes, head }) => {
      return { from, to, through, kind, sentMs, receivedMs, bytes, text: escapeText(head) };
    }),
    leftovers: [...history.leftovers],
    waits: history.blocked.map((call) => ({
      process: call.process,
      for: call.object,
      call: call.call,
      heldBy: call.heldBy.map((holder) => holder.process),
    })),
    warnings: [...history.warnings],
  };
}

function users(history: History): Map<string, Set<string>> {
  const usedBy = new Map<string, Set<string>>();
  const add = (object: string, process: string | null): void => {
    if (process === null) return;
    const known = usedBy.get(object) ?? new Set();
    usedBy.set(object, known.add(process));
  };
  for (const span of history.descriptors) add(span.object, span.process);
  for (const flow of history.transfers) {
    add(flow.through, flow.from);
    add(flow.through, flow.to);
  }
  return usedBy;
}
