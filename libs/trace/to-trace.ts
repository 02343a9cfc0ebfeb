import type { Trace } from '#libs/contracts/trace';
import type { Flow, History } from './history.js';
import { explainWait } from './explain-waits.js';
import { commandLineOf } from './naming/command-of.js';
import { escapeText } from './naming/escape-text.js';
import { findDeadlocks } from './naming/find-deadlocks.js';

/** A picture has room for so many life lines; nobody reads more sentences about waits. */
const sentencesMax = 64;

/** Turns a history into the public Trace: the contract of `ipclab trace --format json` and what pictures are drawn from. */
export function toTrace(history: History): Trace {
  const usedBy = users(history);
  return {
    processes: history.processes.map(({ id, pid, parent, startMs, endMs, exit, role, execs, threads }) => ({
      id,
      pid,
      parent,
      command: [...commandLineOf(history, id)],
      startMs,
      endMs,
      exit,
      role,
      execs: execs.map(({ atMs, argv, error }) => ({ atMs, command: [...argv], error })),
      threads: [...(threads ?? [])],
    })),
    objects: history.objects.map(({ id, mechanism, kind, name, outside, role, peers }) => ({
      id,
      outside,
      role: role ?? 'student',
      peers: [...(peers ?? [])],
      mechanism,
      kind,
      name,
      usedBy: [...(usedBy.get(id) ?? [])],
    })),
    transfers: history.transfers.map(toTransfer),
    leftovers: [...history.leftovers],
    waits: history.blocked.map((call, index) => ({
      process: call.process,
      thread: call.thread ?? null,
      for: call.object,
      call: call.call,
      heldBy: call.heldBy.map((holder) => holder.process),
      fd: call.fd,
      sinceMs: call.sinceMs,
      holders: call.heldBy.map(({ process, fd }) => ({ process, fd })),
      says: call.circumstance && index < sentencesMax ? explainWait(history, call) : null,
    })),
    warnings: [...history.warnings],
    descriptors: history.descriptors.map(({ process, fd, object, access, fromMs, untilMs }) => {
      return { process, fd, object, access, fromMs, untilMs };
    }),
    mappings: [...history.mappings],
    pauses: [...history.pauses],
    turns: turnsOf(history),
    accesses: [...(history.accesses ?? [])],
    snapshots: [...(history.snapshots ?? [])],
    deadlocks: findDeadlocks(history).map((members) => [...members]),
    mishaps: (history.mishaps ?? []).flatMap(({ process, thread, call, atMs, says }) =>
      says === undefined ? [] : [{ process, thread, call, atMs, says }],
    ),
  };
}

// A turn ends where the next one begins; how long the last one was nobody counted.
function turnsOf({ schedule, endMs }: History): Trace['turns'] {
  const turns = schedule?.turns ?? [];
  return turns.map(({ process, thread, atMs, step }, index) => {
    const next = turns[index + 1];
    return {
      process,
      thread,
      fromMs: atMs,
      untilMs: next?.atMs ?? endMs,
      steps: (next?.step ?? step) - step,
    };
  });
}

function toTransfer(flow: Flow): Trace['transfers'][number] {
  const { from, to, through, kind, sentMs, receivedMs, bytes, head } = flow;
  return {
    from,
    to,
    through,
    kind,
    sentMs,
    receivedMs,
    bytes,
    text: escapeText(head),
    inferred: flow.inferred ?? false,
    sends: flow.sends ?? 1,
    priority: flow.priority ?? null,
    messageType: flow.messageType ?? null,
    value: flow.value ?? null,
    cause: flow.cause ?? null,
    copied: flow.copied ?? null,
    credentials: flow.credentials ?? null,
    fromThread: flow.fromThread ?? null,
    toThread: flow.toThread ?? null,
  };
}

function users(history: History): Map<string, Set<string>> {
  const usedBy = new Map<string, Set<string>>();
  const add = (object: string, process: string | null): void => {
    if (process === null) return;
    const known = usedBy.get(object) ?? new Set();
    usedBy.set(object, known.add(process));
  };
  for (const { object, process } of history.blocked) if (object !== null) add(object, process);
  for (const object of history.objects) for (const process of object.touchedBy ?? []) add(object.id, process);
  for (const span of [...history.descriptors, ...history.mappings]) add(span.object, span.process);
  for (const flow of history.transfers) {
    add(flow.through, flow.from);
    add(flow.through, flow.to);
  }
  return usedBy;
}
