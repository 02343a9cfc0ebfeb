import type { BlockedCall, Flow, History, IpcObject, ProcessLife } from '#libs/trace/history';

/** A process of a history: the student's, running `./uppercase`, unless told otherwise. */
export function aProcess(over: Partial<ProcessLife> & { id: string }): ProcessLife {
  return {
    pid: Number(over.id.slice(1)) + 1,
    parent: null,
    startMs: 0,
    endMs: 10,
    exit: { code: 0 },
    execs: [],
    signals: [],
    role: 'student',
    ...over,
  };
}

/** A program that was started as `command`. */
export function anExec(command: string, atMs = 0): ProcessLife['execs'][number] {
  return { atMs, path: `/usr/bin/${command}`, argv: [command], error: null };
}

/** A pipe that the student's program made. */
export function aPipe(over: Partial<IpcObject> & { id: string }): IpcObject {
  return {
    mechanism: 'pipe',
    kind: 'pipe',
    name: `pipe ${over.id.slice(1)}`,
    outside: null,
    madeBy: 'p1',
    ...over,
  };
}

/** Data that went through the pipe `o1` from `p1` to `p2`, with `text` as its bytes. */
export function aFlow(text: string, over: Partial<Flow> = {}): Flow {
  const head = Buffer.from(text);
  return {
    kind: 'data',
    from: 'p1',
    to: 'p2',
    through: 'o1',
    fromFd: 4,
    toFd: 3,
    sentMs: 1,
    receivedMs: 2,
    bytes: head.length,
    offset: 0,
    head,
    ...over,
  };
}

/** A call that had not returned when the trace ended. */
export function aBlockedCall(over: Partial<BlockedCall> & { process: string; call: string }): BlockedCall {
  return { fd: 3, object: null, sinceMs: 5, heldBy: [], ...over };
}

/** A parent and its child joined by one pipe; give what differs. */
export function aHistory(over: Partial<History> = {}): History {
  return {
    processes: [
      aProcess({ id: 'p1', execs: [anExec('uppercase')] }),
      aProcess({ id: 'p2', parent: 'p1', startMs: 1, endMs: 9 }),
    ],
    objects: [aPipe({ id: 'o1' })],
    transfers: [],
    descriptors: [],
    mappings: [],
    pauses: [],
    reaps: [],
    blocked: [],
    leftovers: [],
    warnings: [],
    endMs: 10,
    ...over,
  };
}
