import { z } from 'zod';
import type { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';

const sigpipeBit = 1n << 12n;

/**
 * A hidden probe command, run by the student's program, wrote what it was started with to `file`: its open descriptors, and the
 * masks `SigIgn` and `SigBlk` of proc(5).
 */
export const probeSaw = defineCondition(
  'probe-saw',
  {
    file: z.string(),
    what: z.enum(['only-descriptors-0-1-2', 'default-signals']),
    /** What the sentence calls the probe, such as "Command 2". */
    who: z.strictObject({ en: z.string(), zh: z.string() }),
  },
  ({ file, what, who }, seen) => {
    const bytes = seen.run.files.get(file);
    if (bytes === undefined) return { en: `${who.en} was not started.`, zh: `${who.zh}没有启动。` };
    const text = Buffer.from(bytes).toString();
    return what === 'default-signals' ? signals(text, who) : descriptors(text, who);
  },
);

function descriptors(text: string, who: Sentence): Sentence | null {
  const open = [...text.matchAll(/^fd (\d+)$/gm)].map((found) => Number(found[1]));
  const extra = open.filter((fd) => fd > 2);
  if (extra.length === 0) return null;
  const many = extra.length > 1;
  const listed = many ? `${extra.slice(0, -1).join(', ')} and ${extra.at(-1)}` : String(extra[0]);
  return {
    en: `${who.en} was started with descriptor${many ? 's' : ''} ${listed} open; only 0, 1 and 2 were wanted.`,
    zh: `${who.zh}启动时描述符 ${extra.join('、')} 是打开的；只应有 0、1、2。`,
  };
}

function signals(text: string, who: Sentence): Sentence | null {
  const ignored = mask(text, 'SigIgn');
  const blocked = mask(text, 'SigBlk');
  if (ignored === null || blocked === null)
    return { en: `${who.en} did not finish.`, zh: `${who.zh}没有运行完。` };
  if ((ignored & sigpipeBit) !== 0n) {
    return {
      en: `${who.en} was started with SIGPIPE ignored; its default was wanted, or an endless producer never stops.`,
      zh: `${who.zh}启动时 SIGPIPE 被忽略；应恢复默认处置，否则无尽的生产者永远不会停下。`,
    };
  }
  if (blocked === 0n) return null;
  return {
    en: `${who.en} was started with blocked signals (mask ${blocked.toString(16)}); an empty mask was wanted.`,
    zh: `${who.zh}启动时有信号被阻塞（掩码 ${blocked.toString(16)}）；掩码应为空。`,
  };
}

function mask(text: string, name: string): bigint | null {
  const found = new RegExp(`^${name}:\\s*([0-9a-f]+)$`, 'm').exec(text);
  return found?.[1] === undefined ? null : BigInt(`0x${found[1]}`);
}
