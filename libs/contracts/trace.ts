import { z } from 'zod';

/** The ten mechanisms, in the order in which the lessons are taught. */
export const mechanismSlugs = [
  'file',
  'signal',
  'socket',
  'unix-domain-socket',
  'message-queue',
  'pipe',
  'named-pipe',
  'shared-memory',
  'message-passing',
  'memory-mapped-file',
] as const;

export const Mechanism = z.enum([...mechanismSlugs, 'synchronisation']);
export type Mechanism = z.infer<typeof Mechanism>;

export const Role = z.enum(['student', 'peer', 'harness', 'runtime']);
export type Role = z.infer<typeof Role>;

/** How a process ended, or `running` when it was still alive as the trace ended. */
export const TracedExit = z.union([
  z.object({ code: z.number().int() }),
  z.object({ signal: z.string() }),
  z.object({ running: z.literal(true) }),
]);

/** `pid` is the number inside the sandbox; times are milliseconds since the first event of the trace. */
export const TracedProcess = z.object({
  id: z.string(),
  pid: z.number().int(),
  parent: z.string().nullable(),
  command: z.array(z.string()),
  startMs: z.number(),
  endMs: z.number().nullable(),
  exit: TracedExit,
  role: Role,
});
export type TracedProcess = z.infer<typeof TracedProcess>;

export const TracedObject = z.object({
  id: z.string(),
  mechanism: Mechanism,
  kind: z.string(),
  name: z.string(),
  usedBy: z.array(z.string()),
});
export type TracedObject = z.infer<typeof TracedObject>;

/** `from` and `to` are process ids; `to` is null when nobody received it, `from` when the sender was not traced. */
export const Transfer = z.object({
  from: z.string().nullable(),
  to: z.string().nullable(),
  through: z.string(),
  kind: z.enum(['data', 'signal', 'wake', 'end-of-file', 'descriptor', 'mapping']),
  sentMs: z.number(),
  receivedMs: z.number().nullable(),
  bytes: z.number().int().min(0),
  text: z.string(),
});
export type Transfer = z.infer<typeof Transfer>;

export const Leftover = z.object({ kind: z.string(), name: z.string(), owner: z.string().nullable() });
export type Leftover = z.infer<typeof Leftover>;

/** A call that had not returned when the trace ended: who waits, for what, and who could end the wait. */
export const Wait = z.object({
  process: z.string(),
  for: z.string().nullable(),
  call: z.string(),
  heldBy: z.array(z.string()),
});
export type Wait = z.infer<typeof Wait>;

/** What the processes of one run did, as the kernel saw it. The contract of `ipclab trace --format json`. */
export const Trace = z.object({
  processes: z.array(TracedProcess),
  objects: z.array(TracedObject),
  transfers: z.array(Transfer),
  leftovers: z.array(Leftover),
  waits: z.array(Wait),
  warnings: z.array(z.string()),
});
export type Trace = z.infer<typeof Trace>;
