import type { TracedAccess } from '#libs/contracts/instruments';
import type { Trace } from '#libs/contracts/trace';
import { aProcess, aTrace, aTransfer } from './a-trace.js';
import { anObject } from './a-telling-trace.js';

/** `p1` stores 42 to four bytes at 16 of `o1`, unless said otherwise. */
export function anAccess(some: Partial<TracedAccess>): TracedAccess {
  return {
    process: 'p1',
    thread: null,
    object: 'o1',
    offset: 16,
    bytes: 4,
    kind: 'store',
    before: '0',
    value: '42',
    isSure: true,
    atMs: 2,
    ...some,
  };
}

/** Two processes with a segment whose words are watched; one value is loaded from it, others are not. */
export function aWatchedTrace(accesses: readonly TracedAccess[]): Trace {
  const processes = [
    aProcess({ command: ['./producer'], endMs: 20, exit: { code: 0 } }),
    aProcess({
      id: 'p2',
      pid: 3,
      parent: 'p1',
      command: ['./consumer'],
      startMs: 1,
      endMs: 18,
      exit: { code: 0 },
    }),
  ];
  return aTrace({
    processes,
    objects: [anObject({ id: 'o1', mechanism: 'shared-memory', kind: 'posix-shm', name: '/board' })],
    mappings: processes.map(({ id, startMs }) => ({
      process: id,
      object: 'o1',
      access: 'both',
      offset: 0,
      bytes: 4096,
      fromMs: startMs,
      untilMs: null,
    })),
    transfers: [aTransfer({ sentMs: 2, receivedMs: 3, bytes: 4, text: '42' })],
    accesses: [anAccess({}), anAccess({ process: 'p2', kind: 'load', atMs: 3 }), ...accesses],
    snapshots: [{ process: 'p1', object: 'o1', offset: 16, content: '2a000000', atMs: 2.5 }],
  });
}
