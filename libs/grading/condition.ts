import { z } from 'zod';
import type { Wrong } from './explain/wrong.js';
import type { CaseRun } from './runs/case-run.js';

/** A kind of condition: its shape in `exercise.yaml`, and what it says of a run that does not meet it (null when it holds). */
export interface ConditionKind {
  readonly kind: string;
  readonly schema: z.ZodObject;
  readonly judge: (condition: unknown, seen: CaseRun) => Wrong | null;
}

/** Makes a kind from the fields it has beyond `kind` and `case`. */
export function defineCondition<Kind extends string, Fields extends z.ZodRawShape>(
  kind: Kind,
  fields: Fields,
  judge: (condition: z.infer<z.ZodObject<Fields>>, seen: CaseRun) => Wrong | null,
) {
  const own = z.object(fields);
  const schema = z.strictObject({ kind: z.literal(kind), case: z.string(), ...fields });
  return { kind, schema, judge: (condition: unknown, seen: CaseRun) => judge(own.parse(condition), seen) };
}
