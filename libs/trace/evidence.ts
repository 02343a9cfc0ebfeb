import type { DescriptorLife, Exec, Flow, History, IpcObject, ProcessLife } from './history.js';

/** What to look for among the transfers: the kind of object, and, where given, who sent and who received. */
export interface FlowQuery {
  /** An object kind of the Trace contract, such as `pipe`; standard streams that the harness holds are not counted. */
  readonly kind: string;
  readonly from?: ReadonlySet<string>;
  readonly to?: ReadonlySet<string>;
}

/** All processes below one, in order of birth: its children, their children, and so on; threads do not count. */
export function descendants(history: History, processId: string): readonly ProcessLife[] {
  const below = new Set<string>();
  for (const life of history.processes)
    if (life.parent !== null && (life.parent === processId || below.has(life.parent))) below.add(life.id);
  return history.processes.filter((life) => below.has(life.id));
}

/** The data that passed through inner objects of one kind, in the order in which they were sent; what is only inferred is no evidence. */
export function flowsThrough(history: History, query: FlowQuery): readonly Flow[] {
  const objects = new Set(
    history.objects
      .filter((object) => object.kind === query.kind && object.outside === null)
      .map((object) => object.id),
  );
  return history.transfers.filter(
    (flow) =>
      flow.kind === 'data' &&
      flow.inferred !== true &&
      objects.has(flow.through) &&
      isParty(flow.from, query.from) &&
      isParty(flow.to, query.to),
  );
}

/** How many bytes reached a reader through inner objects of one kind; what nobody read is not counted. */
export function bytesMoved(history: History, query: FlowQuery): number {
  return flowsThrough(history, query).reduce((sum, flow) => (flow.to === null ? sum : sum + flow.bytes), 0);
}

/** The descriptors that a process had open at a time, in milliseconds since the start; lowest number first. */
export function openAt(history: History, processId: string, atMs: number): readonly DescriptorLife[] {
  return history.descriptors
    .filter(
      (span) =>
        span.process === processId && span.fromMs <= atMs && (span.untilMs === null || span.untilMs > atMs),
    )
    .sort((a, b) => a.fd - b.fd);
}

/** The first data that a process received from an object, or null when it never got a byte of it. */
export function firstReceive(history: History, processId: string, objectId: string): Flow | null {
  const got = history.transfers.filter(
    (flow) => flow.kind === 'data' && flow.to === processId && flow.through === objectId,
  );
  return got.reduce<Flow | null>(
    (first, flow) => ((flow.receivedMs ?? Infinity) < (first?.receivedMs ?? Infinity) ? flow : first),
    null,
  );
}

/** The programs that a process executed, in order; failed tries along PATH are left out. */
export function successfulExecs(history: History, processId: string): readonly Exec[] {
  return (
    history.processes.find((life) => life.id === processId)?.execs.filter((exec) => exec.error === null) ?? []
  );
}

/** The processes that wrote at least a byte to a standard stream of the harness, in order of birth. */
export function writersOf(history: History, outside: 'stdout' | 'stderr'): readonly ProcessLife[] {
  const streams = outsideObjects(history, outside);
  const ids = new Set(
    history.transfers
      .filter((flow) => flow.kind === 'data' && flow.bytes > 0 && streams.has(flow.through))
      .map((flow) => flow.from),
  );
  return history.processes.filter((life) => ids.has(life.id) && life.role !== 'harness');
}

/** The processes that read at least a byte from the standard input that the harness gave, in order of birth. */
export function readersOf(history: History, outside: 'stdin'): readonly ProcessLife[] {
  const streams = outsideObjects(history, outside);
  const ids = new Set(
    history.transfers
      .filter((flow) => flow.kind === 'data' && flow.bytes > 0 && streams.has(flow.through))
      .map((flow) => flow.to),
  );
  return history.processes.filter((life) => ids.has(life.id) && life.role !== 'harness');
}

/** The end-of-file that a process read from an object, or null when it never did; `from` is who took the last write end away. */
export function endOfFile(history: History, processId: string, objectId: string): Flow | null {
  return (
    history.transfers.find(
      (flow) => flow.kind === 'end-of-file' && flow.to === processId && flow.through === objectId,
    ) ?? null
  );
}

function outsideObjects(history: History, outside: NonNullable<IpcObject['outside']>): ReadonlySet<string> {
  return new Set(history.objects.filter((object) => object.outside === outside).map((object) => object.id));
}

function isParty(process: string | null, party: ReadonlySet<string> | undefined): boolean {
  return party === undefined || (process !== null && party.has(process));
}
