import { z } from 'zod';
import type { Sentence } from '#libs/contracts/sentence';
import { placeOfRemnant } from '#libs/sandbox/remnant';
import { defineCondition } from '../../../condition.js';
import { nameByNumber } from '../../../explain/files/file-story.js';
import { messageNumber } from '../../../explain/files/messages-in-folder.js';
import { capital } from '../../../explain/words/names.js';
import { sightsOf, tooEarly } from '../../../explain/files/sights.js';
import type { CaseRun } from '../../../runs/case-run.js';
import { fillToken } from '../../../runs/seeded-data.js';

/**
 * Each of the `programs` printed the number of its message, a line without leading zeros, and no two printed the same; `rising` in their
 * order. At the last `look` of this id the mailbox `folder` held just these messages, and those that the case placed there.
 */
export const messageNumbers = defineCondition(
  'message-numbers',
  {
    folder: z.string(),
    programs: z.array(z.number().int().min(0)).min(1),
    rising: z.boolean().default(false),
    look: z.string().optional(),
  },
  ({ folder, programs, rising, look }, seen) => {
    const numbers: number[] = [];
    for (const program of programs) {
      const text = Buffer.from(seen.run.programs[program]?.stdout ?? []).toString('latin1');
      if (!/^[1-9]\d{0,7}\n$/.test(text)) return noNumber(seen, program, text);
      const number = Number(text);
      const twin = numbers.indexOf(number);
      if (twin !== -1) return same(seen, { number, one: programs[twin] ?? 0, other: program });
      if (rising && number < Math.max(0, ...numbers)) return notRising(number, Math.max(...numbers));
      numbers.push(number);
    }
    return look === undefined ? null : judgeNames(seen, { folder, numbers, look });
  },
);

function judgeNames(
  seen: CaseRun,
  { folder, numbers, look }: { folder: string; numbers: readonly number[]; look: string },
) {
  const sight = sightsOf(seen, look).at(-1);
  if (!sight) return tooEarly(seen);
  const whole = fillToken(folder, seen.token);
  const numbersOf = (all: typeof sight.everything) =>
    all.flatMap((one) => messageNumber(whole, placeOfRemnant(one)) ?? []);
  const there = numbersOf(sight.everything);
  const missing = numbers.find((number) => !there.includes(number));
  if (missing === undefined) return null;
  const name = `msg.${String(missing).padStart(8, '0')}`;
  return {
    en: `${missing} was printed, and there is no \`${name}\` in the folder.`,
    zh: `打印了 ${missing}，而文件夹中没有 \`${name}\`。`,
  };
}

function noNumber(seen: CaseRun, program: number, text: string): Sentence {
  const who = nameByNumber(seen, program);
  return {
    en: `${capital(who.en)} printed ${JSON.stringify(text.slice(0, 20))}; the number of its message and a newline were wanted.`,
    zh: `${who.zh}打印了 ${JSON.stringify(text.slice(0, 20))}；应当是它的消息的编号和一个换行符。`,
  };
}

function same(
  seen: CaseRun,
  { number, one, other }: { number: number; one: number; other: number },
): Sentence {
  const [a, b] = [nameByNumber(seen, one), nameByNumber(seen, other)];
  return {
    en: `Message ${number} of ${a.en} was replaced by that of ${b.en}: both printed this number.`,
    zh: `${a.zh}的消息 ${number} 被${b.zh}的替换了：两者都打印了这个编号。`,
  };
}

function notRising(number: number, before: number): Sentence {
  return {
    en: `Message ${number} came after message ${before} was there: a new number is greater than every one in the folder.`,
    zh: `消息 ${before} 已经在了，之后却来了消息 ${number}：新编号应当大于文件夹中的所有编号。`,
  };
}
