import type { Flow, History } from '#libs/trace/history';

/** The processes of a program of the case, with what they made, by the pids that they have inside the sandbox. */
export function pidsOf(history: History, program: number): ReadonlyMap<string, number> {
  return new Map(
    history.processes.filter((life) => life.program === program).map((life) => [life.id, life.pid] as const),
  );
}

/** Messages that somebody took from System V queues, in the order in which they were taken. */
export function lettersTaken(history: History): readonly Flow[] {
  const queues = new Set(history.objects.filter((one) => one.kind === 'system-v-mq').map((one) => one.id));
  return history.transfers
    .filter((flow) => flow.kind === 'data' && queues.has(flow.through) && flow.to !== null)
    .toSorted((a, b) => (a.receivedMs ?? 0) - (b.receivedMs ?? 0));
}

/** The first bytes of a message as a sentence quotes them. */
export function quoteLetter(flow: Flow): string {
  return JSON.stringify(Buffer.from(flow.head).subarray(0, 60).toString('latin1'));
}
