import { z } from 'zod';
import { Sentence } from '#libs/contracts/sentence';
import type { ProgramEnd } from '#libs/sandbox/sandbox';
import { defineCondition } from '../../../condition.js';
import { signalName, signalNumber } from '../../../explain/words/signal-name.js';
import { explainStop } from '../../../explain/hangs/stopped.js';
import { SignalWord } from '../../../runs/signal-word.js';

const Status = z.number().int().min(0).max(255);

/**
 * The program, or the one beside it that `program` counts, ends by itself: with the status `code`, with one of several, or by the
 * `signal` that is named when no code is; who is given both may end in either way. `who` names it in the sentence, such as "The parent".
 */
export const exit = defineCondition(
  'exit',
  {
    code: z.union([Status, z.array(Status)]).default([]),
    signal: SignalWord.optional(),
    who: Sentence.optional(),
    program: z.number().int().min(0).default(0),
  },
  (wanted, seen) => {
    const stopped = explainStop(seen);
    if (stopped) return stopped;
    const end = seen.run.programs[wanted.program]?.end ?? { kind: 'running' };
    const codes = typeof wanted.code === 'number' ? [wanted.code] : wanted.code;
    if (codes.length === 0 && wanted.signal === undefined)
      throw new Error(`An exit condition of "${seen.case.id}" wants neither a code nor a signal.`);
    if (end.kind === 'exited' && codes.includes(end.code)) return null;
    if (end.kind === 'killed' && wanted.signal && end.signal === signalNumber(wanted.signal)) return null;
    const name = `\`${seen.run.programs[wanted.program]?.name ?? seen.program}\``;
    return describe(end, { codes, signal: wanted.signal }, wanted.who ?? { en: name, zh: name });
  },
);

interface Wanted {
  readonly codes: readonly number[];
  readonly signal: SignalWord | undefined;
}

function describe(end: ProgramEnd, { codes, signal }: Wanted, who: Sentence): Sentence {
  if (signal !== undefined) return describeSignal(end, { codes, signal }, who);
  const [en, zh] = [codes.join(' or '), codes.join(' 或 ')];
  switch (end.kind) {
    case 'exited':
      return {
        en: `${who.en} ended with status ${end.code}; status ${en} was wanted.`,
        zh: `${who.zh}以状态 ${end.code} 结束；应当是 ${zh}。`,
      };
    case 'killed':
      return {
        en: `${who.en} was killed by ${signalName(end.signal)} instead of reporting exit ${en}.`,
        zh: `${who.zh}被 ${signalName(end.signal)} 杀死，而没有报告退出状态 ${zh}。`,
      };
    case 'running':
      return {
        en: `${who.en} had not ended; status ${en} was wanted.`,
        zh: `${who.zh}没有结束；应当以状态 ${zh} 结束。`,
      };
  }
}

function describeSignal(end: ProgramEnd, { codes, signal }: Wanted, who: Sentence): Sentence {
  const or = codes.length === 0 ? '' : ` or status ${codes.join(' or ')}`;
  const orZh = codes.length === 0 ? '' : `，或以状态 ${codes.join(' 或 ')} 结束`;
  const [en, zh] = [`death by SIG${signal}${or} was wanted.`, `应当被 SIG${signal} 终止${orZh}。`];
  switch (end.kind) {
    case 'exited':
      return {
        en: `${who.en} ended with status ${end.code}; ${en}`,
        zh: `${who.zh}以状态 ${end.code} 结束；${zh}`,
      };
    case 'killed': {
      const name = signalName(end.signal);
      return { en: `${who.en} was killed by ${name}; ${en}`, zh: `${who.zh}被 ${name} 杀死；${zh}` };
    }
    case 'running':
      return { en: `${who.en} had not ended; ${en}`, zh: `${who.zh}没有结束；${zh}` };
  }
}
