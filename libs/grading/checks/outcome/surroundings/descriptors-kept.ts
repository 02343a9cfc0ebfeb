import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { nameProgram } from '../../../explain/words/name-program.js';
import { capital } from '../../../explain/words/names.js';
import { sightsOf, tooEarly } from '../../../explain/files/sights.js';
import { explainStop } from '../../../explain/hangs/stopped.js';

/**
 * At the last `look` of this id the first process of a program has at most `more` open descriptors more than at the last one of the id
 * `than`.
 */
export const descriptorsKept = defineCondition(
  'descriptors-kept',
  {
    look: z.string(),
    than: z.string(),
    more: z.number().int().min(0).default(0),
    program: z.number().int().min(0).default(0),
  },
  ({ look, than, more, program }, seen) => {
    const pid = seen.run.programs[program]?.pid;
    const countAt = (name: string) =>
      sightsOf(seen, name)
        .at(-1)
        ?.processes.find((one) => one.pid === pid && one.state !== 'Z')?.descriptors;
    const [before, after] = [countAt(than), countAt(look)];
    if (before === undefined || after === undefined) return explainStop(seen) ?? tooEarly(seen);
    if (after <= before + more) return null;
    const who = nameProgram(seen, program);
    return {
      en: `${capital(who.en)} (pid ${pid}) has ${after} descriptors open where ${before} were open before; at most ${before + more} were wanted: something is opened again and again and not closed.`,
      zh: `${who.zh}（pid ${pid}）打开着 ${after} 个描述符，此前是 ${before} 个；最多应为 ${before + more} 个：有东西一再被打开却没有关闭。`,
    };
  },
);
