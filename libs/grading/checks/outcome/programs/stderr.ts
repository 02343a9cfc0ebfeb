import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { fillToken } from '../../../runs/seeded-data.js';

/** Standard error is empty, holds a message of any kind, or holds a message with a certain word in it. */
export const stderr = defineCondition(
  'stderr',
  {
    program: z.number().int().min(0).default(0),
    is: z.union([z.enum(['empty', 'a-message']), z.strictObject({ contains: z.string() })]),
  },
  ({ is, program }, seen) => {
    const text = Buffer.from(seen.run.programs[program]?.stderr ?? new Uint8Array()).toString();
    if (is === 'empty') return text === '' ? null : unwanted(text);
    if (is === 'a-message') return text === '' ? missing() : null;
    const word = fillToken(is.contains, seen.token);
    if (text.includes(word)) return null;
    return {
      en: `The message on standard error does not contain \`${word}\`; it reads ${JSON.stringify(text.slice(0, 80))}.`,
      zh: `标准错误上的信息不含 \`${word}\`；实际内容是 ${JSON.stringify(text.slice(0, 80))}。`,
    };
  },
);

function unwanted(text: string) {
  return {
    en: `Standard error must stay empty here; it reads ${JSON.stringify(text.slice(0, 80))}.`,
    zh: `此处标准错误必须为空；实际内容是 ${JSON.stringify(text.slice(0, 80))}。`,
  };
}

function missing() {
  return {
    en: 'Something failed and standard error stayed empty: a message was wanted there.',
    zh: '出了错而标准错误为空：应当在那里给出一条信息。',
  };
}
