import { z } from 'zod';
import type { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';
import { baseOf } from '../../../explain/files/file-story.js';
import { explainStop } from '../../../explain/hangs/stopped.js';
import { fillToken } from '../../../runs/seeded-data.js';

const recordBytes = 50;

const Writer = z.strictObject({ id: z.string().length(1), count: z.number().int().min(1) });

/**
 * The file `path` holds first the records of `old`, if that is given, and then all records of the `writers`, each of them whole and each
 * writer's in order, however they are mixed. A record is `ID:NNNNNN:`, forty times the ID and a newline.
 */
export const records = defineCondition(
  'records',
  { path: z.string(), old: Writer.optional(), writers: z.array(Writer).min(1) },
  ({ path, old, writers }, seen) => {
    const stopped = explainStop(seen);
    if (stopped) return stopped;
    const whole = fillToken(path, seen.token);
    const content = seen.run.files.get(whole) ?? seen.run.files.get(whole.replace(/^\/box\//, ''));
    if (!content) return missing(baseOf(whole));
    const text = Buffer.from(content).toString('latin1');
    const before = old ? allOf(old).join('') : '';
    if (old && !text.startsWith(before)) return lostOld(old.count, text.length);
    return mixed(text.slice(before.length), writers, old?.count ?? 0);
  },
);

function record(id: string, number: number): string {
  return `${id}:${String(number).padStart(6, '0')}:${id.repeat(40)}\n`;
}

function allOf({ id, count }: z.infer<typeof Writer>): readonly string[] {
  return Array.from({ length: count }, (_, index) => record(id, index + 1));
}

function mixed(text: string, writers: readonly z.infer<typeof Writer>[], lines: number): Sentence | null {
  const next = new Map(writers.map(({ id }) => [id, 1]));
  for (let at = 0; at < text.length; at += recordBytes) {
    const line = text.slice(at, at + recordBytes);
    const number = lines + at / recordBytes + 1;
    const id = line.charAt(0);
    const wanted = next.get(id);
    if (wanted === undefined || line.slice(9) !== record(id, 0).slice(9)) return torn(number, line);
    if (line !== record(id, wanted)) return outOfOrder(number, line, record(id, wanted));
    next.set(id, wanted + 1);
  }
  const short = writers.find(({ id, count }) => next.get(id) !== count + 1);
  if (!short) return null;
  const found = (next.get(short.id) ?? 1) - 1;
  return {
    en: `The file holds ${found} records of \`${short.id}\`; ${short.count} were wanted.`,
    zh: `文件中有 ${found} 条 \`${short.id}\` 的记录；应有 ${short.count} 条。`,
  };
}

function missing(name: string): Sentence {
  return {
    en: `There is no file \`${name}\` after the run, or it cannot be read.`,
    zh: `运行之后没有文件 \`${name}\`，或者它读不出来。`,
  };
}

function lostOld(count: number, length: number): Sentence {
  return {
    en: `The ${count} old records are gone: the file does not begin with them any more (it has ${length} bytes).`,
    zh: `原有的 ${count} 条记录不见了：文件不再以它们开头（共 ${length} 字节）。`,
  };
}

function torn(line: number, text: string): Sentence {
  return {
    en: `Line ${line} of the file is not a whole record: ${JSON.stringify(text)}.`,
    zh: `文件的第 ${line} 行不是一条完整的记录：${JSON.stringify(text)}。`,
  };
}

function outOfOrder(line: number, text: string, wanted: string): Sentence {
  return {
    en: `Line ${line} of the file is ${JSON.stringify(text.slice(0, 9))}…; the next record of this writer is ${JSON.stringify(wanted.slice(0, 9))}….`,
    zh: `文件的第 ${line} 行是 ${JSON.stringify(text.slice(0, 9))}…；这个写者的下一条记录应是 ${JSON.stringify(wanted.slice(0, 9))}…。`,
  };
}
