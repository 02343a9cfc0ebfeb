import type { CaseRun } from '../../runs/case-run.js';
import type { ProgramRange } from '../../runs/case-program.js';
import { fillToken } from '../../runs/seeded-data.js';

/** A line that a program printed: what of it counts, byte by byte as Latin-1. */
export interface PrintedLine {
  readonly program: number;
  readonly text: string;
}

/** What programs printed: whole lines in order, program after program, and who ended in the middle of one. */
export interface Printed {
  readonly lines: readonly PrintedLine[];
  readonly unfinished: number | null;
}

/** Which programs are meant, in order. */
export function programsIn(range: number | ProgramRange): readonly number[] {
  if (typeof range === 'number') return [range];
  return Array.from({ length: range.to - range.from + 1 }, (_, at) => range.from + at);
}

/**
 * The lines of several programs. With `picking` only those in which the pattern is found, and of these its first group, or what it
 * finds where it has none.
 */
export function readPrinted(seen: CaseRun, programs: readonly number[], picking?: string): Printed {
  const pattern = picking === undefined ? null : patternOf(seen, picking);
  let unfinished: number | null = null;
  const lines = programs.flatMap((program) => {
    const pieces = Buffer.from(seen.run.programs[program]?.stdout ?? [])
      .toString('latin1')
      .split('\n');
    if (pieces.pop() !== '') unfinished ??= program;
    return pieces.flatMap((piece) => {
      const found = pattern === null ? [piece] : pattern.exec(piece);
      return found === null ? [] : [{ program, text: found[1] ?? found[0] ?? '' }];
    });
  });
  return { lines, unfinished };
}

/** The pattern of a condition, with the run's word in it. */
export function patternOf(seen: CaseRun, source: string): RegExp {
  return new RegExp(fillToken(source, seen.token), 's');
}

/** The bytes of a wanted text as lines are compared: a character a byte. */
export function asBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** A line as a sentence quotes it. */
export function quoteLine(text: string): string {
  const cut = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return `\`${cut.replaceAll(/[^\x20-\x7e…]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`)}\``;
}
