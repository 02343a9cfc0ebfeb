import type { Trace, TracedObject } from '#libs/contracts/trace';
import { aProcess, aTrace, aTransfer } from './a-trace.js';

/** An object, of the kind that its mechanism is called unless said otherwise. */
export function anObject(some: Partial<TracedObject> & Pick<TracedObject, 'id' | 'mechanism'>): TracedObject {
  return {
    kind: some.mechanism,
    name: some.id,
    usedBy: [],
    outside: null,
    role: 'student',
    peers: [],
    ...some,
  };
}

const processes = [
  aProcess({
    command: ['./server'],
    endMs: 30,
    exit: { code: 0 },
    threads: [
      { id: 't5', tid: 5, startMs: 2, endMs: 24 },
      { id: 't6', tid: 6, startMs: 3, endMs: null },
    ],
  }),
  aProcess({
    id: 'p2',
    pid: 3,
    parent: 'p1',
    command: ['./client'],
    startMs: 1,
    endMs: 26,
    exit: { signal: 'SIGPIPE' },
    execs: [{ atMs: 1.5, command: ['./client'], error: null }],
  }),
  aProcess({
    id: 'p3',
    pid: 4,
    parent: 'p1',
    command: ['./logger'],
    startMs: 1.2,
    endMs: 28,
    exit: { code: 1 },
    execs: [{ atMs: 20, command: ['/usr/bin/sort', '-n'], error: null }],
  }),
];

const objects = [
  anObject({ id: 'o1', mechanism: 'pipe', name: 'pipe 1' }),
  anObject({ id: 'o2', mechanism: 'shared-memory', kind: 'posix-shm', name: '/dev/shm/board' }),
  anObject({ id: 'o3', mechanism: 'message-queue', kind: 'posix-mq', name: '/jobs' }),
  anObject({ id: 'o4', mechanism: 'unix-domain-socket', kind: 'unix-stream', name: 'socket pair 1' }),
  anObject({ id: 'o5', mechanism: 'synchronisation', kind: 'semaphore', name: '/dev/shm/sem.full' }),
  anObject({ id: 'o6', mechanism: 'signal', kind: 'signal', name: 'SIGUSR1' }),
  anObject({ id: 'o7', mechanism: 'signal', kind: 'signal', name: 'SIGPIPE' }),
];

const transfers = [
  aTransfer({ through: 'o1', sentMs: 3, receivedMs: 9, bytes: 4000, text: 'first' }),
  aTransfer({ through: 'o1', sentMs: 4, receivedMs: 10, bytes: 60_000, text: 'second' }),
  aTransfer({
    from: 'p1',
    to: 'p3',
    through: 'o3',
    sentMs: 5,
    receivedMs: 12,
    bytes: 32,
    text: 'urgent',
    priority: 9,
  }),
  aTransfer({
    from: 'p1',
    to: 'p3',
    through: 'o3',
    sentMs: 6,
    receivedMs: 13,
    bytes: 32,
    text: 'later',
    priority: 1,
  }),
  aTransfer({
    from: 'p1',
    to: 'p2',
    through: 'o2',
    sentMs: 11,
    receivedMs: 11.5,
    bytes: 8,
    text: '',
    inferred: true,
  }),
  aTransfer({
    kind: 'descriptor',
    through: 'o4',
    sentMs: 14,
    receivedMs: 14.1,
    bytes: 1,
    text: 'pipe 2',
  }),
  aTransfer({
    kind: 'wake',
    from: 'p2',
    to: 'p1',
    through: 'o5',
    sentMs: 15,
    receivedMs: 15.1,
    bytes: 0,
  }),
  aTransfer({
    kind: 'signal',
    from: 'p1',
    to: 'p2',
    through: 'o6',
    sentMs: 16,
    receivedMs: 16.5,
    bytes: 0,
    sends: 20,
  }),
  aTransfer({
    kind: 'end-of-file',
    from: 'p1',
    to: 'p2',
    through: 'o1',
    sentMs: 18,
    receivedMs: 18.2,
    bytes: 0,
    cause: { process: 'p1', fd: 4, by: 'close', atMs: 18 },
  }),
  aTransfer({
    kind: 'signal',
    from: null,
    to: 'p2',
    through: 'o7',
    sentMs: 25,
    receivedMs: 25,
    bytes: 0,
    cause: { process: 'p3', fd: 3, by: 'close', atMs: 24 },
  }),
];

/** A trace with one of each thing that a picture can show besides plain data. */
export function aTellingTrace(): Trace {
  return aTrace({
    processes,
    objects,
    transfers,
    mappings: [
      { process: 'p1', object: 'o2', access: 'both', offset: 0, bytes: 4096, fromMs: 2, untilMs: 29 },
      { process: 'p2', object: 'o2', access: 'read', offset: 0, bytes: 4096, fromMs: 8, untilMs: 24 },
    ],
    pauses: [
      { process: 'p2', thread: null, call: 'read', for: 'o1', fromMs: 2, untilMs: 9 },
      { process: 'p1', thread: null, call: 'futex', for: 'o5', fromMs: 12, untilMs: 15.1 },
      { process: 'p1', thread: 't5', call: 'futex', for: 'o5', fromMs: 6, untilMs: 14 },
    ],
  });
}

/** Two processes that each fill a pipe which the other one does not empty. */
export function aDeadlockedTrace(): Trace {
  const wait = { call: 'write', thread: null, says: null, fd: 4, sinceMs: 2 } as const;
  return aTrace({
    processes: ['p1', 'p2', 'p3'].map((id, index) =>
      aProcess({
        id,
        pid: 2 + index,
        parent: index === 0 ? null : 'p1',
        command: [`./${'abc'[index]}`],
        startMs: index,
      }),
    ),
    objects: ['o1', 'o2'].map((id) => anObject({ id, mechanism: 'pipe', name: `pipe ${id.slice(1)}` })),
    transfers: [
      aTransfer({ from: 'p2', to: null, through: 'o1', sentMs: 3, receivedMs: null, bytes: 65_536 }),
      aTransfer({ from: 'p3', to: null, through: 'o2', sentMs: 4, receivedMs: null, bytes: 65_536 }),
    ],
    waits: [
      { process: 'p2', for: 'o1', heldBy: ['p3'], holders: [{ process: 'p3', fd: 3 }], ...wait },
      { process: 'p3', for: 'o2', heldBy: ['p2'], holders: [{ process: 'p2', fd: 5 }], ...wait },
      {
        process: 'p1',
        thread: null,
        for: null,
        call: 'wait4',
        heldBy: ['p2', 'p3'],
        fd: null,
        sinceMs: 4,
        holders: [],
        says: null,
      },
    ],
    deadlocks: [['p2', 'p3']],
  });
}
