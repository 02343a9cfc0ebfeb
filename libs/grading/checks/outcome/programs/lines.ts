import { z } from 'zod';
import { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';
import { judgeBlocks } from '../../../explain/lines/judge-blocks.js';
import { judgeLines } from '../../../explain/lines/judge-lines.js';
import { programsIn, readPrinted } from '../../../explain/lines/printed-lines.js';
import { explainStop } from '../../../explain/hangs/stopped.js';
import { WantedLines } from '../../../explain/lines/wanted-lines.js';
import { LinePattern } from '../../../line-pattern.js';
import { ProgramRange } from '../../../runs/case-program.js';

const number = z.number().int().min(0);
const Count = z.union([number, z.strictObject({ from: number, to: number })]);

/**
 * Lines that one program printed, or all of `programs` together, one program after the other: each fits the pattern `matches`; `count`
 * of them in all and `countEach` of each program; they are `equal` to others, in the same order or in `any`; `distinct` ones;
 * `rising` numbers, for each program by itself; `blocks`, whose first numbers they are, lie side by side: the one of a program is as
 * long as `sizes` says, or as its `argument` (counted from 0). With `picking` only lines count in which that pattern is found, and
 * of these its first group. `says` stands before what was seen.
 */
export const lines = defineCondition(
  'lines',
  {
    program: number.default(0),
    programs: ProgramRange.optional(),
    picking: LinePattern.optional(),
    matches: LinePattern.optional(),
    count: Count.optional(),
    countEach: Count.optional(),
    equal: WantedLines.optional(),
    order: z.enum(['exact', 'any']).default('exact'),
    distinct: z.boolean().default(false),
    rising: z.boolean().default(false),
    blocks: z
      .strictObject({
        from: number.default(0),
        sizes: z.union([number, z.array(number), z.strictObject({ argument: number })]),
      })
      .optional(),
    says: Sentence.optional(),
  },
  (wanted, seen) => {
    const stopped = explainStop(seen);
    if (stopped) return stopped;
    const programs = programsIn(wanted.programs ?? wanted.program);
    const printed = readPrinted(seen, programs, wanted.picking);
    const wrong =
      judgeLines({ ...wanted, programs }, printed, seen) ??
      judgeBlocks({ ...wanted, programs }, printed, seen);
    if (wrong === null || wanted.says === undefined) return wrong;
    return { en: `${wanted.says.en} ${wrong.en}`, zh: `${wanted.says.zh}${wrong.zh}` };
  },
);
