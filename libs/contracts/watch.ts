import { z } from 'zod';

/**
 * What stands for a thing in shared memory: the path by which the kernel knows it (`/dev/shm/NAME`, `/box/FILE`, `/memfd:NAME`; of several that
 * begin like this the first one that is mapped), `anonymous` for the first memory without a name that is shared in the run, `system-v` for the
 * first segment that is attached.
 */
const object = z
  .string()
  .regex(/^(?:anonymous|system-v|\/[^;\0]+)$/, 'It is a path, "anonymous" or "system-v".')
  .max(100);
const offset = z.number().int().min(0);

/** A word of shared memory: who stores to it, and with `loads` also who loads from it, is seen. `offset` and `bytes` are bytes. */
export const Watch = z
  .strictObject({
    object,
    offset,
    bytes: z.literal([1, 2, 4, 8], 'A word has 1, 2, 4 or 8 bytes.'),
    loads: z.boolean().default(false),
  })
  .refine((watch) => watch.offset % watch.bytes === 0, 'A word lies at a multiple of its own size.');
export type Watch = z.infer<typeof Watch>;

/** A piece of shared memory that is copied each time that it is found changed, at system calls of those who have it in memory. */
export const SnapshotRequest = z.strictObject({
  object,
  offset,
  bytes: z.number().int().min(1).max(4096, 'At most 4096 bytes are copied.'),
});
export type SnapshotRequest = z.infer<typeof SnapshotRequest>;

/** Debug registers of a processor: a word whose loads are seen too takes two. */
export const watchRegisters = 4;

/** The most pieces of one run that are copied. */
export const snapshotsMax = 4;

/** How many debug registers some words take. */
export function registersOf(watches: readonly Watch[]): number {
  return watches.reduce((sum, watch) => sum + (watch.loads ? 2 : 1), 0);
}

/** Words that the processor can watch together. */
export const Watches = z
  .array(Watch)
  .refine(
    (watches) => registersOf(watches) <= watchRegisters,
    `Together they need more than the ${watchRegisters} registers that a processor has: one for each word, two where loads are seen.`,
  );

/** Pieces that are copied in one run. */
export const SnapshotRequests = z
  .array(SnapshotRequest)
  .max(snapshotsMax, `At most ${snapshotsMax} pieces are copied.`);
