import * as fc from 'fast-check';
import { Mechanism, type Trace } from '#libs/contracts/trace';

// Half surrogate pairs, controls and markup included: what a program can put into a name or a payload.
const anyText = fc.oneof(
  fc.string({
    unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    maxLength: 40,
  }),
  fc.constantFrom('</text><script>alert(1)</script>', ']]>', '&lt;', '"\'<!--', '\u202egnp.exe'),
);
const anyId = fc.constantFrom('p0', 'p1', 'p2', 'p3');
const anyObject = fc.constantFrom('o1', 'o2', 'o3');
const anyAccess = fc.constantFrom<('read' | 'write' | 'both')[]>('read', 'write', 'both');
const anyCredentials = fc.record({ pid: fc.nat(), uid: fc.nat(), gid: fc.nat() });
const anyMs = fc.double({ min: 0, max: 1e6, noNaN: true });
/** Any trace that the contract allows, with hostile text wherever a program can put text. */
export const anyTrace: fc.Arbitrary<Trace> = fc.record({
  processes: fc.uniqueArray(
    fc.record({
      id: anyId,
      pid: fc.nat(),
      parent: fc.option(anyId),
      command: fc.array(anyText, { maxLength: 3 }),
      startMs: anyMs,
      endMs: fc.option(anyMs),
      exit: fc.oneof(
        fc.record({ code: fc.nat(255) }),
        fc.record({ signal: anyText }),
        fc.record({ running: fc.constant<true>(true) }),
      ),
      role: fc.constantFrom('student', 'peer', 'harness', 'runtime'),
      execs: fc.array(
        fc.record({ atMs: anyMs, command: fc.array(anyText, { maxLength: 2 }), error: fc.option(anyText) }),
        { maxLength: 2 },
      ),
      threads: fc.array(fc.record({ id: anyText, tid: fc.nat(), startMs: anyMs, endMs: fc.option(anyMs) }), {
        maxLength: 2,
      }),
    }),
    { selector: (process) => process.id },
  ),
  objects: fc.uniqueArray(
    fc.record({
      id: anyObject,
      mechanism: fc.constantFrom(...Mechanism.options),
      kind: fc.constantFrom('pipe', 'file', 'signal', 'fifo', 'posix-shm', 'posix-mq', 'udp'),
      name: anyText,
      usedBy: fc.array(anyId),
      outside: fc.constantFrom(null, 'stdin', 'stdout', 'stderr'),
      role: fc.constantFrom('student', 'runtime'),
      peers: fc.array(fc.record({ process: anyId, atMs: fc.nat(1000), credentials: anyCredentials }), {
        maxLength: 2,
      }),
    }),
    { selector: (object) => object.id },
  ),
  transfers: fc.array(
    fc.record({
      from: fc.option(anyId),
      to: fc.option(anyId),
      through: anyObject,
      kind: fc.constantFrom('data', 'signal', 'wake', 'end-of-file', 'descriptor', 'mapping'),
      sentMs: anyMs,
      receivedMs: fc.option(anyMs),
      bytes: fc.nat(),
      text: anyText,
      inferred: fc.boolean(),
      sends: fc.integer({ min: 1, max: 1000 }),
      priority: fc.option(fc.nat()),
      messageType: fc.option(fc.nat()),
      value: fc.option(fc.integer()),
      credentials: fc.option(anyCredentials),
      fromThread: fc.option(anyText),
      toThread: fc.option(anyText),
      copied: fc.option(fc.record({ from: fc.option(anyId), through: anyObject })),
      cause: fc.option(
        fc.record({
          process: anyId,
          fd: fc.option(fc.nat(1000)),
          by: fc.constantFrom('close', 'exit', 'exec', 'replaced', 'shutdown'),
          atMs: anyMs,
        }),
      ),
    }),
    { maxLength: 80 },
  ),
  leftovers: fc.array(fc.record({ kind: anyText, name: anyText, owner: fc.option(anyId) }), { maxLength: 3 }),
  waits: fc.array(
    fc.record({
      process: anyId,
      thread: fc.option(anyText),
      for: fc.option(anyObject),
      call: anyText,
      says: fc.option(fc.record({ en: anyText, zh: anyText })),
      heldBy: fc.array(anyId, { maxLength: 3 }),
      fd: fc.option(fc.nat(1000)),
      sinceMs: fc.option(anyMs),
      holders: fc.array(fc.record({ process: anyId, fd: fc.option(fc.nat(1000)) }), { maxLength: 3 }),
    }),
    { maxLength: 4 },
  ),
  warnings: fc.array(anyText, { maxLength: 3 }),
  descriptors: fc.array(
    fc.record({
      process: anyId,
      fd: fc.nat(1000),
      object: anyObject,
      access: anyAccess,
      fromMs: anyMs,
      untilMs: fc.option(anyMs),
    }),
    { maxLength: 6 },
  ),
  mappings: fc.array(
    fc.record({
      process: anyId,
      object: anyObject,
      access: anyAccess,
      offset: fc.nat(),
      bytes: fc.nat(),
      fromMs: anyMs,
      untilMs: fc.option(anyMs),
    }),
    { maxLength: 4 },
  ),
  turns: fc.array(
    fc.record({
      process: anyId,
      thread: fc.option(anyText),
      fromMs: anyMs,
      untilMs: anyMs,
      steps: fc.nat(),
    }),
    { maxLength: 6 },
  ),
  pauses: fc.array(
    fc.record({
      process: anyId,
      thread: fc.option(anyText),
      call: anyText,
      for: fc.option(anyObject),
      fromMs: anyMs,
      untilMs: anyMs,
    }),
    { maxLength: 6 },
  ),
  mishaps: fc.array(
    fc.record({
      process: anyId,
      thread: fc.option(anyText),
      call: fc.option(anyText),
      atMs: anyMs,
      says: fc.record({ en: anyText, zh: anyText }),
    }),
    { maxLength: 3 },
  ),
  deadlocks: fc.array(fc.array(anyId, { minLength: 1, maxLength: 3 }), { maxLength: 2 }),
  accesses: fc.array(
    fc.record({
      process: anyId,
      thread: fc.option(anyText),
      object: anyObject,
      offset: fc.nat(),
      bytes: fc.constantFrom(1, 2, 4, 8),
      kind: fc.constantFrom('store', 'load'),
      before: anyText,
      value: anyText,
      isSure: fc.boolean(),
      atMs: anyMs,
    }),
    { maxLength: 20 },
  ),
  snapshots: fc.array(
    fc.record({ process: anyId, object: anyObject, offset: fc.nat(), content: anyText, atMs: anyMs }),
    { maxLength: 3 },
  ),
});
