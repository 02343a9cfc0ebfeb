import { z } from 'zod';

/** The most instructions and calls that are made by turns; about 20 microseconds each. */
export const scheduleStepsMax = 5_000_000;

/**
 * Who runs when is decided by a seed: one task at a time, which is switched at system calls and, as soon as memory is shared, between any
 * two instructions. The same seed makes the same run. After `steps` instructions and calls everybody goes on freely.
 */
export const Schedule = z.strictObject({
  seed: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  steps: z.number().int().min(1).max(scheduleStepsMax).default(300_000),
});
export type Schedule = z.infer<typeof Schedule>;
