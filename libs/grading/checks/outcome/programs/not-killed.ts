import { z } from 'zod';
import { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';
import { signalName } from '../../../explain/words/signal-name.js';
import { SignalWord } from '../../../runs/signal-word.js';

/** The program was not ended by any of the signals `by`; `says` stands before the name of the one that did it. */
export const notKilled = defineCondition(
  'not-killed',
  { by: z.array(SignalWord).min(1), says: Sentence },
  ({ by, says }, seen) => {
    const end = seen.run.programs[0]?.end;
    const name = end?.kind === 'killed' ? signalName(end.signal) : null;
    if (name === null || !by.some((word) => name === `SIG${word}`)) return null;
    return {
      en: `${says.en} ${name} met its default action and ended the program.`,
      zh: `${says.zh}${name} 遇到的是默认动作，程序就此结束。`,
    };
  },
);
