import { z } from 'zod';
import { placeOf } from '#libs/sandbox/place';
import { LinePattern } from '../line-pattern.js';
import type { CaseRun } from './case-run.js';
import { fillToken, repeatText } from './seeded-data.js';

const how = z.enum(['unchanged', 'upper-case', 'sorted']);
const count = z.number().int().min(0);

const Part = z.union([
  z.strictObject({ text: z.string() }),
  z.strictObject({ input: how, of: count.optional(), first: count.optional() }),
  z.strictObject({ zeros: count }),
  z.strictObject({ output: count, picking: LinePattern.optional() }),
  z.strictObject({ file: z.string(), as: how.default('unchanged') }),
  z.strictObject({ repeat: z.string(), times: count.max(1_000_000) }),
]);
type Part = z.infer<typeof Part>;

/**
 * What an output or a file is held against: a text, what a program was given (the condition's own, or the one that `of` counts), or only
 * its `first` bytes, what another program printed (all of it, or what the first group of the pattern `picking` finds in its lines, a line
 * each), what a `file` of the case held when it was placed, NUL bytes, a text repeated, or several of these `joined`.
 */
export const Wanted = z.union([...Part.options, z.strictObject({ joined: z.array(Part).min(1) })]);
export type Wanted = z.infer<typeof Wanted>;

/** The bytes that are wanted of `program` in this run. */
export function wantedBytes(wanted: Wanted, seen: CaseRun, program: number): Buffer {
  if (!('joined' in wanted)) return partBytes(wanted, seen, program);
  return Buffer.concat(wanted.joined.map((part) => partBytes(part, seen, program)));
}

function partBytes(wanted: Part, seen: CaseRun, program: number): Buffer {
  if ('output' in wanted) return printed(wanted, seen);
  if ('text' in wanted) return Buffer.from(fillToken(wanted.text, seen.token));
  if ('repeat' in wanted) return Buffer.from(repeatText(wanted, seen.token));
  if ('zeros' in wanted) return Buffer.alloc(wanted.zeros);
  if ('file' in wanted) return converted(placedBytes(wanted.file, seen), wanted.as);
  return converted(Buffer.from(seen.inputs[wanted.of ?? program] ?? []), wanted.input).subarray(
    0,
    wanted.first,
  );
}

function placedBytes(path: string, { placed, token, case: one }: CaseRun): Buffer {
  const bytes = placed?.get(placeOf(fillToken(path, token)));
  if (bytes === undefined) throw new Error(`The case "${one.id}" places no file ${path}.`);
  return Buffer.from(bytes);
}

function converted(bytes: Buffer, as: z.infer<typeof how>): Buffer {
  switch (as) {
    case 'unchanged':
      return bytes;
    case 'upper-case':
      return Buffer.from(bytes.map((byte) => (byte >= 97 && byte <= 122 ? byte - 32 : byte)));
    case 'sorted':
      return lined(bytes.toString('latin1').split('\n').slice(0, -1).sort());
  }
}

function lined(lines: readonly string[]): Buffer {
  return Buffer.from(lines.map((line) => `${line}\n`).join(''), 'latin1');
}

function printed({ output, picking }: Extract<Part, { output: number }>, seen: CaseRun): Buffer {
  const all = Buffer.from(seen.run.programs[output]?.stdout ?? []);
  if (picking === undefined) return all;
  const pattern = new RegExp(picking, 's');
  return lined(
    all
      .toString('latin1')
      .split('\n')
      .flatMap((line) => pattern.exec(line)?.[1] ?? []),
  );
}
