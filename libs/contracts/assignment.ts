import { z } from 'zod';

/** An instant, in ISO 8601 with its offset from UTC. */
const Instant = z.iso.datetime({ offset: true });

/** The longest time in which lateness is overlooked: a week. */
const Grace = z.number().int().min(0).max(10_080);

const Part = z.number().min(0).max(1);

/**
 * What happens to hand-ins after the due time. All kinds may overlook some minutes of lateness (`graceMinutes`); a closing time before
 * somebody's own due time, which an extension may have moved, closes at that due time.
 */
export const LatePolicy = z.discriminatedUnion('kind', [
  /** Nothing is taken after the due time. */
  z.strictObject({ kind: z.literal('refuse'), graceMinutes: Grace }),
  /** Taken until `closesAt`, and worth as much. */
  z.strictObject({ kind: z.literal('accept'), closesAt: Instant }),
  /** Each day or hour that has begun since the due time costs `fraction` of full marks, together `atMost`; null never closes. */
  z.strictObject({
    kind: z.literal('deduct'),
    fraction: Part,
    per: z.enum(['day', 'hour']),
    atMost: Part,
    graceMinutes: Grace,
    closesAt: Instant.nullable(),
  }),
]);
export type LatePolicy = z.infer<typeof LatePolicy>;

/** Which of several attempts counts. */
export const CountedAttempt = z.enum(['best', 'last', 'average']);
export type CountedAttempt = z.infer<typeof CountedAttempt>;

/** The most that an assignment may ask or allow. */
export const assignmentLimits = Object.freeze({
  titleLength: 200,
  weight: 10_000,
  attempts: 1_000,
  cooldownSeconds: 7 * 86_400,
  reasonLength: 1_000,
  perCourse: 300,
});
