import { z } from 'zod';
import { LinePattern } from '../../line-pattern.js';
import { ProgramRange } from '../../runs/case-program.js';
import type { CaseRun } from '../../runs/case-run.js';
import { fillToken } from '../../runs/seeded-data.js';
import { asBytes, programsIn, readPrinted } from './printed-lines.js';

const program = z.number().int().min(0);

/**
 * The lines that are wanted: texts, every number from one to another, a text for each of some programs (`{{pid}}`, `{{copy}}` and
 * `{{letter}}` are its own), or what other programs printed.
 */
export const WantedLines = z.union([
  z.array(z.string()),
  z.strictObject({ numbers: z.strictObject({ from: z.number().int(), to: z.number().int() }) }),
  z.strictObject({ each: z.string(), of: ProgramRange }),
  z.strictObject({ output: z.union([program, ProgramRange]), picking: LinePattern.optional() }),
]);
export type WantedLines = z.infer<typeof WantedLines>;

/** The wanted lines of this run, byte by byte as Latin-1. */
export function wantedLines(wanted: WantedLines, seen: CaseRun): readonly string[] {
  if (Array.isArray(wanted)) return wanted.map((text) => asBytes(fillToken(text, seen.token)));
  if ('numbers' in wanted) {
    const { from, to } = wanted.numbers;
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => String(from + at));
  }
  if ('output' in wanted)
    return readPrinted(seen, programsIn(wanted.output), wanted.picking).lines.map(({ text }) => text);
  return programsIn(wanted.of).map((index, copy) =>
    asBytes(
      fillToken(wanted.each, seen.token)
        .replaceAll('{{pid}}', String(seen.run.programs[index]?.pid ?? 0))
        .replaceAll('{{copy}}', String(copy))
        .replaceAll('{{letter}}', String.fromCharCode(97 + (copy % 26))),
    ),
  );
}
