import type { History } from '#libs/trace/history';

/** The same history with its clock set to zero at `originMs`: what the runner did before its programs began is not told. */
export function shiftTime(history: History, originMs: number): History {
  const at = (ms: number): number => Math.max(0, Math.round((ms - originMs) * 1e6) / 1e6);
  const orNull = (ms: number | null): number | null => (ms === null ? null : at(ms));
  return {
    ...history,
    processes: history.processes.map((life) => ({
      ...life,
      startMs: at(life.startMs),
      endMs: orNull(life.endMs),
      threads: (life.threads ?? []).map((thread) => ({
        ...thread,
        startMs: at(thread.startMs),
        endMs: orNull(thread.endMs),
      })),
      execs: life.execs.map((exec) => ({ ...exec, atMs: at(exec.atMs) })),
      signals: life.signals.map((signal) => ({ ...signal, atMs: at(signal.atMs) })),
    })),
    objects: history.objects.map((object) => ({
      ...object,
      peers: (object.peers ?? []).map((peer) => ({ ...peer, atMs: at(peer.atMs) })),
    })),
    transfers: history.transfers.map((flow) => ({
      ...flow,
      sentMs: at(flow.sentMs),
      receivedMs: orNull(flow.receivedMs),
      cause: flow.cause ? { ...flow.cause, atMs: at(flow.cause.atMs) } : null,
    })),
    descriptors: history.descriptors.map((span) => ({
      ...span,
      fromMs: at(span.fromMs),
      untilMs: orNull(span.untilMs),
    })),
    mappings: history.mappings.map((span) => ({
      ...span,
      fromMs: at(span.fromMs),
      untilMs: orNull(span.untilMs),
    })),
    pauses: history.pauses.map((pause) => ({
      ...pause,
      fromMs: at(pause.fromMs),
      untilMs: at(pause.untilMs),
    })),
    reaps: history.reaps.map((reap) => ({ ...reap, atMs: at(reap.atMs) })),
    accesses: (history.accesses ?? []).map((access) => ({ ...access, atMs: at(access.atMs) })),
    fileSteps: (history.fileSteps ?? []).map((step) => ({ ...step, atMs: at(step.atMs) })),
    snapshots: (history.snapshots ?? []).map((one) => ({ ...one, atMs: at(one.atMs) })),
    mishaps: (history.mishaps ?? []).map((mishap) => ({ ...mishap, atMs: at(mishap.atMs) })),
    ...(history.schedule && {
      schedule: {
        ...history.schedule,
        turns: history.schedule.turns.map((turn) => ({ ...turn, atMs: at(turn.atMs) })),
      },
    }),
    blocked: history.blocked.map((call) => ({ ...call, sinceMs: at(call.sinceMs) })),
    endMs: at(history.endMs),
  };
}
