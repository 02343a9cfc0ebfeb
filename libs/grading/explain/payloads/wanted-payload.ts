import { z } from 'zod';
import type { CaseRun } from '../../runs/case-run.js';
import { fillToken } from '../../runs/seeded-data.js';
import type { Party } from './party.js';

const program = z.number().int().min(0);

/** What is to have passed: a text, what a program of the case was given, or what one printed. */
export const WantedPayload = z.union([
  z.strictObject({ text: z.string() }),
  z.strictObject({ input: z.enum(['unchanged', 'upper-case']), of: program.default(0) }),
  z.strictObject({ output: program }),
]);
export type WantedPayload = z.infer<typeof WantedPayload>;

/** The bytes of a payload; where nothing is said, what the sending program was given, or else the case's first one. */
export function payloadBytes(seen: CaseRun, from: Party, wanted?: WantedPayload): Uint8Array {
  if (wanted === undefined)
    return seen.inputs[typeof from === 'object' ? from.program : 0] ?? new Uint8Array();
  if ('text' in wanted) return Buffer.from(fillToken(wanted.text, seen.token));
  if ('output' in wanted) return seen.run.programs[wanted.output]?.stdout ?? new Uint8Array();
  const input = seen.inputs[wanted.of] ?? new Uint8Array();
  return wanted.input === 'unchanged'
    ? input
    : input.map((byte) => (byte >= 97 && byte <= 122 ? byte - 32 : byte));
}
