import type { Trace } from '#libs/contracts/trace';
import type { History } from './history.js';
import { commandLineOf } from './naming/command-of.js';
import { escapeText } from './naming/escape-text.js';
import { findDeadlock } from './naming/find-deadlock.js';

/** What is true of most transfers. */
const plain = {
  inferred: false,
  sends: 1,
  priority: null,
  messageType: null,
  value: null,
  cause: null,
} as const;

/** Turns a history into the public Trace: the contract of `ipclab trace --format json` and what pictures are drawn from. */
export function toTrace(history: History): Trace {
  const usedBy = users(history);
  const deadlock = findDeadlock(history);
  return {
    processes: history.processes.map(({ id, pid, parent, startMs, endMs, exit, role, execs }) => ({
      id,
      pid,
      parent,
      command: [...commandLineOf(history, id)],
      startMs,
      endMs,
      exit,
      role,
      execs: execs.map(({ atMs, argv, error }) => ({ atMs, command: [...argv], error })),
      threads: [],
    })),
    objects: history.objects.map(({ id, mechanism, kind, name, outside }) => ({
      id,
      outside,
      mechanism,
      kind,
      name,
      usedBy: [...(usedBy.get(id) ?? [])],
    })),
    transfers: history.transfers.map(({ from, to, through, kind, sentMs, receivedMs, bytes, head }) => ({
      from,
      to,
      through,
      kind,
      sentMs,
      receivedMs,
      bytes,
      text: escapeText(head),
      ...plain,
    })),
    leftovers: [...history.leftovers],
    waits: history.blocked.map((call) => ({
      process: call.process,
      for: call.object,
      call: call.call,
      heldBy: call.heldBy.map((holder) => holder.process),
      fd: call.fd,
      sinceMs: call.sinceMs,
      holders: call.heldBy.map(({ process, fd }) => ({ process, fd })),
    })),
    warnings: [...history.warnings],
    descriptors: history.descriptors.map(({ process, fd, object, access, fromMs, untilMs }) => {
      return { process, fd, object, access, fromMs, untilMs };
    }),
    mappings: [],
    pauses: [],
    deadlocks: deadlock.length === 0 ? [] : [[...deadlock]],
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
