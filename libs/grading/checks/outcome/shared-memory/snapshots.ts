import { z } from 'zod';
import { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';
import { programsIn } from '../../../explain/lines/printed-lines.js';
import {
  notNewest,
  replacedSince,
  sayRecord,
  setsOf,
  type Shown,
  tooFew,
  wentBack,
} from '../../../explain/messages/snapshots.js';
import { ProgramRange } from '../../../runs/case-program.js';
import type { CaseRun } from '../../../runs/case-run.js';

const number = z.number().int().min(0);
const recordBytes = 65_536;

const fields = {
  program: number.optional(),
  programs: ProgramRange.optional(),
  writers: z.array(number).min(1),
  count: number,
  orFewer: z.boolean().default(false),
  newest: z.array(z.strictObject({ writer: number, set: z.number().int().min(1) })).default([]),
  last: z.boolean().default(false),
  says: Sentence.optional(),
};
type Asked = z.infer<z.ZodObject<typeof fields>>;

/**
 * What a reader of `shared-memory/03-seqlock-store` printed, or each of `programs`, readers one after the other: `count` snapshots (at most
 * so many with `orFewer`), each of 65536 bytes that are one token 4096 times, and a newline. The token is one that a line `set TOKEN` of
 * the `writers`' inputs names, and of each writer no earlier one follows a later one. `newest` tells for each reader in turn which set of
 * which writer its last snapshot shows; with `last` the last one is the last of a writer. `says` stands before what was seen.
 */
export const snapshots = defineCondition('snapshots', fields, (wanted, seen) => {
  const wrong = judgeReaders(wanted, seen);
  const { says } = wanted;
  return wrong && says ? { en: `${says.en} ${wrong.en}`, zh: `${says.zh}${wrong.zh}` } : wrong;
});

function judgeReaders(wanted: Asked, seen: CaseRun): Sentence | null {
  const sets = setsOf(seen, wanted.writers);
  const readers = programsIn(wanted.programs ?? wanted.program ?? 0);
  const shown: Shown[] = [];
  for (const [at, reader] of readers.entries()) {
    const records = recordsOf(seen, reader, wanted.orFewer);
    for (const [index, record] of records.entries()) {
      const next = sayRecord(record, { reader, snapshot: index + 1, sets, seen });
      if ('en' in next) return next;
      const before = shown.findLast((one) => one.writer === next.writer);
      if (before !== undefined && before.number > next.number) return wentBack(next, before, seen);
      shown.push(next);
    }
    const newest = wanted.newest[at];
    const end = shown.findLast((one) => one.reader === reader);
    if (newest && end && (end.writer !== newest.writer || end.number !== newest.set))
      return notNewest(end, { ...newest, sets, seen });
    const has = records.length;
    if (has > wanted.count || (has < wanted.count && !wanted.orFewer))
      return tooFew(reader, { has, wanted: wanted.count, seen });
  }
  const end = shown.at(-1);
  return wanted.last && end !== undefined ? replacedSince(end, sets) : null;
}

// The last one of a reader that was killed may be cut short.
function recordsOf(seen: CaseRun, reader: number, orFewer: boolean): readonly Buffer[] {
  const bytes = Buffer.from(seen.run.programs[reader]?.stdout ?? []);
  const records: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += recordBytes + 1) {
    const piece = bytes.subarray(at, at + recordBytes + 1);
    if (piece.length <= recordBytes && orFewer) break;
    records.push(piece);
  }
  return records;
}
