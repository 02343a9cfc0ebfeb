import { z } from 'zod';
import { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';
import { nameProgram } from '../../../explain/words/name-program.js';
import { capital } from '../../../explain/words/names.js';
import { programsIn } from '../../../explain/lines/printed-lines.js';
import { explainStop } from '../../../explain/hangs/stopped.js';
import { ProgramRange } from '../../../runs/case-program.js';
import { programsOf } from '../../../runs/case.js';
import type { CaseRun } from '../../../runs/case-run.js';
import { fillToken } from '../../../runs/seeded-data.js';

const quotedBytes = 40;

/**
 * A program, or each of `programs`, printed the bytes of its last argument in reverse order and a newline. `says` stands before what
 * was seen.
 */
export const reversed = defineCondition(
  'reversed',
  {
    program: z.number().int().min(0).default(0),
    programs: ProgramRange.optional(),
    says: Sentence.optional(),
  },
  ({ program, programs, says }, seen) => {
    const stopped = explainStop(seen);
    if (stopped) return stopped;
    const wrong = programsIn(programs ?? program)
      .map((index) => judgeOne(seen, index))
      .find((one) => one !== null);
    if (wrong === undefined || wrong === null || says === undefined) return wrong ?? null;
    return { en: `${says.en} ${wrong.en}`, zh: `${says.zh}${wrong.zh}` };
  },
);

function judgeOne(seen: CaseRun, index: number): Sentence | null {
  const text = Buffer.from(fillToken(programsOf(seen.case)[index]?.args.at(-1) ?? '', seen.token));
  const wanted = Buffer.concat([text.toReversed(), Buffer.from('\n')]);
  const actual = Buffer.from(seen.run.programs[index]?.stdout ?? []);
  if (actual.equals(wanted)) return null;
  const who = nameProgram(seen, index);
  if (actual.length === 0)
    return {
      en: `${capital(who.en)} printed nothing; the ${text.length} bytes of its text in reverse order were wanted.`,
      zh: `${who.zh}什么也没有打印；应当打印它的文本，共 ${text.length} 字节，逆序。`,
    };
  return {
    en: `${capital(who.en)} printed ${actual.length} bytes, ${quote(actual)}; ${wanted.length}, ${quote(wanted)}, were wanted.`,
    zh: `${who.zh}打印了 ${actual.length} 字节：${quote(actual)}；应为 ${wanted.length} 字节：${quote(wanted)}。`,
  };
}

function quote(bytes: Buffer): string {
  const text = JSON.stringify(bytes.subarray(0, quotedBytes).toString('latin1'));
  return bytes.length > quotedBytes ? `${text}…` : text;
}
