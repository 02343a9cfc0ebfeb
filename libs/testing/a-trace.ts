import { readFileSync } from 'node:fs';
import type { Trace } from '#libs/contracts/trace';
import { readHistory } from '#libs/trace/read-history';
import { toTrace } from '#libs/trace/to-trace';

/** The trace of a log that was recorded from a real program. */
export async function traceOf(name: string): Promise<Trace> {
  const text = readFileSync(new URL(`../trace/testing-logs/${name}.log`, import.meta.url), 'latin1');
  return toTrace(await readHistory(text.split('\n'), [{ pid: Number.parseInt(text, 10), program: name }]));
}

/** A process, `a` with pid 2 unless said otherwise. */
export function aProcess(some: Partial<Trace['processes'][number]>): Trace['processes'][number] {
  return {
    id: 'p1',
    pid: 2,
    parent: null,
    command: ['a'],
    startMs: 0,
    endMs: null,
    exit: { running: true },
    role: 'student',
    execs: [],
    threads: [],
    ...some,
  };
}

/** Five bytes from `p1` to `p2` through `o1` unless said otherwise. */
export function aTransfer(some: Partial<Trace['transfers'][number]>): Trace['transfers'][number] {
  return {
    from: 'p1',
    to: 'p2',
    through: 'o1',
    kind: 'data',
    sentMs: 1,
    receivedMs: 2,
    bytes: 5,
    text: '',
    inferred: false,
    sends: 1,
    priority: null,
    messageType: null,
    value: null,
    cause: null,
    copied: null,
    credentials: null,
    fromThread: null,
    toThread: null,
    ...some,
  };
}

/** Two processes and two pipes, and nothing sent unless said otherwise. */
export function aTrace(some: Partial<Trace>): Trace {
  return {
    processes: [aProcess({}), aProcess({ id: 'p2', pid: 3, parent: 'p1', command: ['b'] })],
    objects: ['o1', 'o2'].map((id, at) => ({
      id,
      mechanism: 'pipe',
      kind: 'pipe',
      name: `pipe ${at + 1}`,
      usedBy: ['p1', 'p2'],
      outside: null,
      role: 'student',
      peers: [],
    })),
    transfers: [],
    leftovers: [],
    waits: [],
    warnings: [],
    descriptors: [],
    mappings: [],
    pauses: [],
    turns: [],
    deadlocks: [],
    accesses: [],
    snapshots: [],
    mishaps: [],
    ...some,
  };
}
