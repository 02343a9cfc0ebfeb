import { z } from 'zod';
import { Sentence } from '#libs/contracts/sentence';
import type { CaseRun } from '../../../runs/case-run.js';
import { defineCondition } from '../../../condition.js';
import { nameProgram } from '../../../explain/words/name-program.js';
import { capital } from '../../../explain/words/names.js';
import { explainStop } from '../../../explain/hangs/stopped.js';
import { firstDifference, glimpse } from '../../../explain/words/bytes.js';
import { Wanted, wantedBytes } from '../../../runs/wanted-bytes.js';

/**
 * Standard output is exactly the wanted bytes: a text, what the program was given (or the one that `of` counts), what another
 * program printed (all of it, or what the first group of the pattern `picking` finds in its lines, a line each), what a `file` of the case
 * held when it was placed, or several of these `joined`; with `partly` any beginning of them is enough. The first difference is explained by
 * what usually causes it, behind the case's own `hint`.
 */
export const stdout = defineCondition(
  'stdout',
  {
    equals: Wanted,
    partly: z.boolean().default(false),
    hint: Sentence.optional(),
    program: z.number().int().min(0).default(0),
  },
  ({ equals, partly, hint, program }, seen) => {
    const stopped = explainStop(seen);
    if (stopped) return stopped;
    const actual = Buffer.from(seen.run.programs[program]?.stdout ?? new Uint8Array());
    const wanted = wantedBytes(equals, seen, program);
    if ('output' in equals && wanted.length === 0) return saidNothing(nameProgram(seen, equals.output));
    if (actual.equals(partly ? wanted.subarray(0, actual.length) : wanted)) return null;
    const difference = withWriter(explainDifference(actual, wanted), seen, program);
    return hint ? { en: `${hint.en} ${difference.en}`, zh: `${hint.zh}${difference.zh}` } : difference;
  },
);

// Who has nothing to be held against cannot show that anybody is right.
function saidNothing(who: Sentence): Sentence {
  return {
    en: `${capital(who.en)} never came to say what it was to say, so the output could not be held against it.`,
    zh: `${who.zh}始终没有说出它应说的内容，因此无法拿输出与之比较。`,
  };
}

// Where only one program prints, everybody knows whose standard output is meant.
function withWriter(difference: Sentence, seen: CaseRun, program: number): Sentence {
  if (seen.run.programs.length < 2) return difference;
  const who = nameProgram(seen, program);
  return { en: `About ${who.en}: ${difference.en}`, zh: `关于${who.zh}：${difference.zh}` };
}

function explainDifference(actual: Buffer, wanted: Buffer): Sentence {
  const at = firstDifference(actual, wanted);
  if (shrinksAtNul(actual, wanted)) return nulSentence(actual, wanted);
  if (actual.length === 0) {
    return {
      en: `Nothing came out on standard output; ${wanted.length} bytes were wanted.`,
      zh: `标准输出上什么也没有；应当有 ${wanted.length} 字节。`,
    };
  }
  if (at === actual.length) {
    return {
      en: `Only the first ${at} bytes of the ${wanted.length} wanted came out: a read returns what is there, not what you asked for.`,
      zh: `应有的 ${wanted.length} 字节中只输出了前 ${at} 字节：read 返回的是当时已有的数据，而不是你要求的数量。`,
    };
  }
  if (at === wanted.length) {
    return {
      en: `After the ${wanted.length} wanted bytes ${actual.length - at} more came out: ${glimpse(actual, at)}.`,
      zh: `在应有的 ${wanted.length} 字节之后又多输出了 ${actual.length - at} 字节：${glimpse(actual, at)}。`,
    };
  }
  return {
    en: `Standard output differs at byte ${at + 1}: ${glimpse(wanted, at)} was wanted, ${glimpse(actual, at)} came (${actual.length} bytes in all, ${wanted.length} wanted).`,
    zh: `标准输出从第 ${at + 1} 个字节起不同：应为 ${glimpse(wanted, at)}，实际是 ${glimpse(actual, at)}（共 ${actual.length} 字节，应有 ${wanted.length} 字节）。`,
  };
}

// Random data has a NUL everywhere, so only an input made of NUL runs tells this mistake from a short read.
function shrinksAtNul(actual: Buffer, wanted: Buffer): boolean {
  const firstNul = wanted.indexOf(Buffer.alloc(8));
  return (
    actual.length < wanted.length &&
    firstNul !== -1 &&
    firstDifference(actual, wanted) >= firstNul &&
    wanted.length <= 4_096
  );
}

function nulSentence(actual: Buffer, wanted: Buffer): Sentence {
  return {
    en: `The output stops or shrinks at the first NUL byte: ${actual.length} bytes came out, ${wanted.length} were wanted. Data in a pipe has a length, not a terminator.`,
    zh: `输出在第一个 NUL 字节处中断或变短：输出 ${actual.length} 字节，应有 ${wanted.length} 字节。管道中的数据由长度界定，没有结束符。`,
  };
}
