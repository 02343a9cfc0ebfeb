import { z } from 'zod';
import type { Sentence } from '#libs/contracts/sentence';
import { placeOf } from '#libs/sandbox/place';
import { defineCondition } from '../../../condition.js';
import { baseOf, nameByNumber } from '../../../explain/files/file-story.js';
import { firstLeftOut, mappingsOf } from '../../../explain/files/mapped-file.js';
import { capital } from '../../../explain/words/names.js';
import type { CaseRun } from '../../../runs/case-run.js';
import { fillToken } from '../../../runs/seeded-data.js';

/**
 * Each of the `programs` mapped the file `path` shared (MAP_SHARED or MAP_SHARED_VALIDATE), and `for` writing unless only reading is
 * asked for. With `whole` the mapped windows together cover all that the file held when it was placed.
 */
export const mappedShared = defineCondition(
  'mapped-shared',
  {
    path: z.string(),
    programs: z.array(z.number().int().min(0)).min(1).default([0]),
    for: z.enum(['writing', 'reading']).default('writing'),
    whole: z.boolean().default(false),
  },
  (asked, seen) =>
    asked.programs
      .map((program) => judge(asked, seen, program))
      .find((wrong): wrong is Sentence => wrong !== null) ?? null,
);

interface Asked {
  readonly path: string;
  readonly for: 'writing' | 'reading';
  readonly whole: boolean;
}

function judge(asked: Asked, seen: CaseRun, program: number): Sentence | null {
  const path = fillToken(asked.path, seen.token);
  const file = baseOf(path);
  const who = nameByNumber(seen, program);
  const all = mappingsOf(seen, path, program);
  if (all.length === 0)
    return {
      en: `${capital(who.en)} never mapped \`${file}\` shared (MAP_SHARED): what is stored in a private mapping stays in its own process.`,
      zh: `${who.zh}从未以共享方式（MAP_SHARED）映射 \`${file}\`：写进私有映射的内容只留在本进程里。`,
    };
  const usable = asked.for === 'reading' ? all : all.filter(({ access }) => access !== 'read');
  if (usable.length === 0)
    return {
      en: `${capital(who.en)} mapped \`${file}\` shared, but only to read it; a mapping with PROT_WRITE was wanted.`,
      zh: `${who.zh}以共享方式映射了 \`${file}\`，但只能读；应当有带 PROT_WRITE 的映射。`,
    };
  return asked.whole ? judgeWhole(seen, { path, who, usable }) : null;
}

interface Mapped {
  readonly path: string;
  readonly who: Sentence;
  readonly usable: Parameters<typeof firstLeftOut>[0];
}

function judgeWhole(seen: CaseRun, { path, who, usable }: Mapped): Sentence | null {
  const bytes = seen.placed?.get(placeOf(path))?.length;
  if (bytes === undefined) throw new Error(`The case "${seen.case.id}" places no file ${path}.`);
  const leftOut = firstLeftOut(usable, bytes);
  if (leftOut === null) return null;
  return {
    en: `${capital(who.en)} never mapped byte ${leftOut} of \`${baseOf(path)}\` for it; the mapped windows were to cover all ${bytes} bytes.`,
    zh: `${who.zh}从未为此映射 \`${baseOf(path)}\` 的第 ${leftOut} 字节（从 0 数起）；各个映射窗口合起来应当覆盖全部 ${bytes} 字节。`,
  };
}
