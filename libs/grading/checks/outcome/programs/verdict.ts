import { z } from 'zod';
import { Sentence } from '#libs/contracts/sentence';
import type { ProgramEnd } from '#libs/sandbox/sandbox';
import { defineCondition } from '../../../condition.js';
import { nameProgram } from '../../../explain/words/name-program.js';
import { capital } from '../../../explain/words/names.js';
import { signalName } from '../../../explain/words/signal-name.js';
import { explainStop } from '../../../explain/hangs/stopped.js';
import { fillToken } from '../../../runs/seeded-data.js';

/**
 * The last line of the grader's own program (a harness, or a peer that `program` counts) is `ok`, which best holds `{{token}}`. Its
 * first word chooses another sentence from `otherwise`, in which `{1}`, `{2}` … are the words behind it, with a blank for `%20`, and before
 * which `says` stands where it is given. What came of a program that prints neither is told instead. With `about` it is the last line
 * that begins with this word, without it.
 */
export const verdict = defineCondition(
  'verdict',
  {
    program: z.number().int().min(0).default(0),
    about: z.string().min(1).optional(),
    ok: z.string().min(1),
    otherwise: z.record(z.string(), Sentence),
    says: Sentence.optional(),
  },
  ({ program, about, ok, otherwise, says }, seen) => {
    const { stdout = new Uint8Array(), end = { kind: 'running' } } = seen.run.programs[program] ?? {};
    const line = lastLine(Buffer.from(stdout).toString('latin1'), about);
    if (line === fillToken(ok, seen.token)) return null;
    const [word = '', ...rest] = line.split(' ');
    const sentence = Object.hasOwn(otherwise, word) ? otherwise[word] : undefined;
    if (sentence !== undefined) {
      const lead = says ? { en: `${says.en} `, zh: says.zh } : { en: '', zh: '' };
      return { en: `${lead.en}${fill(sentence.en, rest)}`, zh: `${lead.zh}${fill(sentence.zh, rest)}` };
    }
    return explainStop(seen) ?? cameToNothing(end, nameProgram(seen, program));
  },
);

function lastLine(text: string, about: string | undefined): string {
  const lines = text.trimEnd().split('\n');
  if (about === undefined) return lines.at(-1) ?? '';
  return lines.findLast((line) => line.startsWith(`${about} `))?.slice(about.length + 1) ?? '';
}

function fill(text: string, words: readonly string[]): string {
  return text.replaceAll(/\{([1-9])\}/g, (_, number: string) =>
    (words[Number(number) - 1] ?? '?').replaceAll('%20', ' '),
  );
}

function cameToNothing(end: ProgramEnd, who: Sentence): Sentence {
  const how = howEnded(end);
  return {
    en: `${capital(who.en)} ${how.en} before it could say what it saw: something in the hand-in ended it, or printed for it.`,
    zh: `${who.zh}还没说出看到了什么就${how.zh}：提交的代码终止了它，或者替它输出了内容。`,
  };
}

function howEnded(end: ProgramEnd): Sentence {
  switch (end.kind) {
    case 'exited':
      return { en: `ended with status ${end.code}`, zh: `以状态 ${end.code} 结束` };
    case 'killed':
      return { en: `was killed by ${signalName(end.signal)}`, zh: `被 ${signalName(end.signal)} 杀死` };
    case 'running':
      return { en: 'was stopped', zh: '被停止' };
  }
}
