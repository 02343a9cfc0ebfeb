import { z } from 'zod';
import type { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';
import { capital } from '../../../explain/words/names.js';
import { fileStory, nameByNumber, type StoryStep } from '../../../explain/files/file-story.js';
import type { CaseRun } from '../../../runs/case-run.js';
import { fillToken } from '../../../runs/seeded-data.js';

const Writer = z.strictObject({
  program: z.number().int().min(0),
  id: z.string().length(1),
  count: z.number().int().min(1),
});

/** Each writer wrote as many bytes to the file `path` as its `count` records of `bytes` have, and no letter but its own `id`. */
export const ownRecords = defineCondition(
  'own-records',
  { path: z.string(), bytes: z.number().int().min(1), writers: z.array(Writer).min(1) },
  ({ path, bytes, writers }, seen) => {
    const whole = fillToken(path, seen.token);
    const writes = fileStory(seen).filter(({ step }) => step.kind === 'write' && step.path === whole);
    return (
      writers
        .map(({ program, id, count }) => {
          const own = writes.filter((one) => one.program === program);
          return explain(seen, { program, id, wanted: count * bytes, count, own });
        })
        .find((wrong) => wrong !== null) ?? null
    );
  },
);

interface Writing {
  readonly program: number;
  readonly id: string;
  readonly count: number;
  readonly wanted: number;
  readonly own: readonly StoryStep[];
}

function explain(seen: CaseRun, { program, id, count, wanted, own }: Writing): Sentence | null {
  const who = nameByNumber(seen, program);
  const written = own.reduce((sum, { step }) => sum + ('bytes' in step ? step.bytes : 0), 0);
  if (written !== wanted)
    return {
      en: `${capital(who.en)} wrote ${written} bytes to the file; its ${count} records have ${wanted}.`,
      zh: `${who.zh}向文件写了 ${written} 字节；它的 ${count} 条记录共 ${wanted} 字节。`,
    };
  const strange = own
    .flatMap(({ step }) => ('head' in step ? [Buffer.from(step.head).toString('latin1')] : []))
    .flatMap((text) => [...text].filter((letter) => !`${id}:0123456789\n`.includes(letter)))[0];
  if (strange === undefined) return null;
  return {
    en: `${capital(who.en)} wrote ${JSON.stringify(strange)} to the file; its own letter is \`${id}\`, and each process writes its own records.`,
    zh: `${who.zh}向文件写了 ${JSON.stringify(strange)}；它自己的字母是 \`${id}\`，每个进程只写自己的记录。`,
  };
}
