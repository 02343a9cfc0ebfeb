import type { DescriptorLife, History } from '#libs/trace/history';

/** Something that one program of a case can have learned from another: sent no sooner, learned no sooner. */
export interface FifoMessage {
  readonly from: number;
  readonly to: number;
  readonly sentMs: number;
  readonly receivedMs: number;
}

/**
 * Every way in which FIFOs below a folder told one program something of another, in order of time: data; an end-of-file, which tells of
 * everybody who had closed by then; and an open that waited for the other side. See fifo(7).
 */
export function findFifoMessages(history: History, folder: string): readonly FifoMessage[] {
  const programs = new Map(history.processes.map(({ id, program }) => [id, program]));
  const fifos = new Set(
    history.objects
      .filter(({ kind, name }) => kind === 'fifo' && name.startsWith(`${folder}/`))
      .map(({ id }) => id),
  );
  const ends = history.descriptors.filter(({ object }) => fifos.has(object));
  const found: FifoMessage[] = [];
  const add = (from: string | null, to: string | null, [sentMs, receivedMs]: readonly [number, number]) => {
    const [one, two] = [programs.get(from ?? ''), programs.get(to ?? '')];
    if (one !== undefined && two !== undefined && one !== two)
      found.push({ from: one, to: two, sentMs, receivedMs });
  };
  for (const { kind, through, from, to, sentMs, receivedMs, inferred } of history.transfers) {
    if (!fifos.has(through) || receivedMs === null || inferred === true) continue;
    if (kind === 'data') add(from, to, [sentMs, receivedMs]);
    if (kind === 'end-of-file')
      for (const closed of closedBefore(ends, through, receivedMs))
        add(closed.process, to, [closed.untilMs ?? receivedMs, receivedMs]);
  }
  for (const one of ends)
    for (const other of ends)
      if (didMeet(one, other))
        add(one.process, other.process, [one.fromMs, Math.max(one.fromMs, other.fromMs)]);
  return found.sort((a, b) => a.sentMs - b.sentMs);
}

function closedBefore(
  ends: readonly DescriptorLife[],
  object: string,
  atMs: number,
): readonly DescriptorLife[] {
  return ends.filter(
    (life) => life.object === object && life.access !== 'read' && (life.untilMs ?? Infinity) <= atMs,
  );
}

// Who opens waits until both sides are there, so each learns that the other has come.
function didMeet(one: DescriptorLife, other: DescriptorLife): boolean {
  return (
    one.object === other.object &&
    one.access !== other.access &&
    one.fromMs <= (other.untilMs ?? Infinity) &&
    other.fromMs <= (one.untilMs ?? Infinity)
  );
}

/** When each program can have learned what one of them knew from `sinceMs` on; programs that never could are left out. */
export function spread(
  messages: readonly FifoMessage[],
  origin: number,
  sinceMs: number,
): ReadonlyMap<number, number> {
  const known = new Map([[origin, sinceMs]]);
  for (const { from, to, sentMs, receivedMs } of messages) {
    const since = known.get(from);
    if (since === undefined || since > sentMs) continue;
    known.set(to, Math.min(known.get(to) ?? Infinity, receivedMs));
  }
  return known;
}
