import { z } from 'zod';
import { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';
import { explainHang } from '../../../explain/hangs/hang.js';
import type { Wrong } from '../../../explain/wrong.js';
import type { CaseRun } from '../../../runs/case-run.js';
import { nextPattern } from '../../../runs/next-pattern.js';

/**
 * Each `await-line` step with `next` found its text in time, and nothing but an empty line, or a `prompt` or two, stood between what two
 * of them found, unless the later one says `skipping`. `hint` comes before the sentence, which tells what was typed last and what came.
 */
export const dialogue = defineCondition(
  'dialogue',
  { prompt: z.string().min(1).optional(), hint: Sentence.optional() },
  ({ prompt, hint }, seen) => {
    const wrong = listen(seen, prompt);
    return wrong && hint ? { ...wrong, en: `${hint.en} ${wrong.en}`, zh: `${hint.zh}${wrong.zh}` } : wrong;
  },
);

function listen(seen: CaseRun, prompt: string | undefined): Wrong | null {
  const output = Buffer.from(seen.run.programs[0]?.stdout ?? new Uint8Array()).toString('latin1');
  let typed = '';
  let found = 0;
  for (const [at, step] of seen.case.steps.entries()) {
    if (step.do === 'type') typed = step.text;
    if (step.do !== 'await-line' || step.next === undefined) continue;
    const search = new RegExp(nextPattern(step.next, seen.token), 'g');
    search.lastIndex = found;
    const match = seen.run.steps[at]?.done === true ? search.exec(output) : null;
    if (match === null) return silent(seen, { typed, wanted: step.next, came: output.slice(found), at });
    const between = output.slice(found, match.index);
    if (!step.skipping && !isNothing(between, prompt))
      return strange({ typed, wanted: step.next, came: between, at });
    found = search.lastIndex;
  }
  return null;
}

// How many prompts there are between may be nobody's business.
function isNothing(between: string, prompt: string | undefined): boolean {
  return /^\n?$/.test(prompt === undefined ? between : between.replaceAll(prompt, ''));
}

interface Turn {
  readonly typed: string;
  readonly wanted: string;
  readonly came: string;
  readonly at: number;
}

function silent(seen: CaseRun, { typed, wanted, came, at }: Turn): Wrong {
  const ms = Math.round(seen.run.steps[at]?.ms ?? 0);
  const why = sayEnd(seen, at) ?? (seen.history === null ? null : explainHang(seen.history));
  const [after, reason] = [sayTyped(typed), why ? { en: ` ${why.en}`, zh: why.zh } : { en: '', zh: '' }];
  const nothing = came === '';
  return {
    ...(why?.about ? { about: why.about } : {}),
    en: `${after.en} ${show(wanted)} was wanted on the terminal within ${ms} ms; ${nothing ? 'nothing came' : `what came is ${show(came)}`}.${reason.en}`,
    zh: `${after.zh}应当在 ${ms} 毫秒内在终端上出现 ${show(wanted)}；${nothing ? '什么也没有出现' : `实际出现的是 ${show(came)}`}。${reason.zh}`,
  };
}

// Nobody had told it to end when the wait was over before its time, so its input seemed to be over.
function sayEnd(seen: CaseRun, at: number): Wrong | null {
  const end = seen.run.programs[0]?.end;
  const step = seen.case.steps[at];
  const isEarly = step?.do === 'await-line' && (seen.run.steps[at]?.ms ?? 0) < step.withinMs;
  if (end?.kind !== 'exited' || !isEarly) return null;
  return {
    en: `By then \`${seen.program}\` had ended with status ${end.code}, as if its input were over: a shell that is left in the background cannot read the terminal (EIO, or SIGTTIN), so it has to take it back after each job.`,
    zh: `这时 \`${seen.program}\` 已经以状态 ${end.code} 结束，好像输入已经没有了：被留在后台的 shell 无法读终端（EIO 或 SIGTTIN），所以每个作业之后都要把终端收回来。`,
  };
}

function strange({ typed, wanted, came }: Turn): Wrong {
  const after = sayTyped(typed);
  return {
    en: `${after.en} ${show(wanted)} was wanted on the terminal; before it came ${show(came)}.`,
    zh: `${after.zh}终端上应当出现 ${show(wanted)}；在它之前却出现了 ${show(came)}。`,
  };
}

const keys: Readonly<Record<string, string>> = {
  '\x03': 'Ctrl-C',
  '\x04': 'Ctrl-D',
  '\x1a': 'Ctrl-Z',
  '\x1c': 'Ctrl-\\',
  '\n': 'Enter',
};

function sayTyped(typed: string): Sentence {
  if (typed === '') return { en: 'At the start', zh: '一开始' };
  const key = keys[typed];
  const shown = key ?? `\`${typed.replace(/\n$/, '')}\``;
  return { en: `After ${shown}`, zh: `${shown} 之后` };
}

const shownMax = 80;

function show(text: string): string {
  const tail = text.length > shownMax ? `…${text.slice(-shownMax)}` : text;
  return JSON.stringify(tail);
}
