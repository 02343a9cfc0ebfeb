import { z } from 'zod';
import { Sentence } from '#libs/contracts/sentence';
import type { ProgramEnd } from '#libs/sandbox/sandbox';
import { defineCondition } from '../../condition.js';
import { signalName } from '../../explain/signal-name.js';
import { explainStop } from '../../explain/stopped.js';

/** The program, or the one beside it that `program` counts, ends by itself with the status `code`. `who` names it in the sentence, such as "The parent". */
export const exit = defineCondition(
  'exit',
  {
    code: z.number().int().min(0).max(255),
    who: Sentence.optional(),
    program: z.number().int().min(0).default(0),
  },
  (wanted, seen) => {
    const stopped = explainStop(seen);
    if (stopped) return stopped;
    const end = seen.run.programs[wanted.program]?.end ?? { kind: 'running' };
    if (end.kind === 'exited' && end.code === wanted.code) return null;
    const name = `\`${seen.run.programs[wanted.program]?.name ?? seen.program}\``;
    return describe(end, wanted.code, wanted.who ?? { en: name, zh: name });
  },
);

function describe(end: ProgramEnd, code: number, who: Sentence): Sentence {
  switch (end.kind) {
    case 'exited':
      return {
        en: `${who.en} ended with status ${end.code}; status ${code} was wanted.`,
        zh: `${who.zh}以状态 ${end.code} 结束；应当是 ${code}。`,
      };
    case 'killed':
      return {
        en: `${who.en} was killed by ${signalName(end.signal)} instead of reporting exit ${code}.`,
        zh: `${who.zh}被 ${signalName(end.signal)} 杀死，而没有报告退出状态 ${code}。`,
      };
    case 'running':
      return {
        en: `${who.en} had not ended; status ${code} was wanted.`,
        zh: `${who.zh}没有结束；应当以状态 ${code} 结束。`,
      };
  }
}
