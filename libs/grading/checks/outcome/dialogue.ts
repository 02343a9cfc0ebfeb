import { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../condition.js';
import { explainHang } from '../../explain/hang.js';
import type { Wrong } from '../../explain/wrong.js';
import type { CaseRun } from '../../runs/case-run.js';
import { nextPattern } from '../../runs/next-pattern.js';

/**
 * Each `await-line` step with `next` found its text in time, and nothing but an empty line stood between what two of them found, unless
 * the later one says `skipping`. `hint` comes before the sentence, which tells what was typed last and what came.
 */
export const dialogue = defineCondition('dialogue', { hint: Sentence.optional() }, ({ hint }, seen) => {
  const wrong = listen(seen);
  return wrong && hint ? { ...wrong, en: `${hint.en} ${wrong.en}`, zh: `${hint.zh}${wrong.zh}` } : wrong;
});

function listen(seen: CaseRun): Wrong | null {
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
    if (!step.skipping && !/^\n?$/.test(between))
      return strange({ typed, wanted: step.next, came: between, at });
    found = search.lastIndex;
  }
  return null;
}

interface Turn {
  readonly typed: string;
  readonly wanted: string;
  readonly came: string;
  readonly at: number;
}

function silent(seen: CaseRun, { typed, wanted, came, at }: Turn): Wrong {
  const ms = Math.round(seen.run.steps[at]?.ms ?? 0);
  const why = seen.history === null ? null : explainHang(seen.history);
  const [after, reason] = [sayTyped(typed), why ? { en: ` ${why.en}`, zh: why.zh } : { en: '', zh: '' }];
  return {
    ...(why?.about ? { about: why.about } : {}),
    en: `${after.en} ${show(wanted)} was wanted on the terminal within ${ms} ms; ${came === '' ? 'nothing came' : `what came is ${show(came)}`}.${reason.en}`,
    zh: `${after.zh}应当在 ${ms} 毫秒内在终端上出现 ${show(wanted)}；${came === '' ? '什么也没有出现' : `实际出现的是 ${show(came)}`}。${reason.zh}`,
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
