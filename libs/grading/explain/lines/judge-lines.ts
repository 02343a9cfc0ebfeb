import type { Sentence } from '#libs/contracts/sentence';
import type { CaseRun } from '../../runs/case-run.js';
import { capital } from '../words/names.js';
import { nameProgram } from '../words/name-program.js';
import { patternOf, quoteLine, type Printed, type PrintedLine } from './printed-lines.js';
import { type WantedLines, wantedLines } from './wanted-lines.js';

type Count = number | { readonly from: number; readonly to: number };

/** What is asked of the lines of some programs; see the condition `lines`. */
export interface LineRules {
  readonly programs: readonly number[];
  readonly matches?: string | undefined;
  readonly count?: Count | undefined;
  readonly countEach?: Count | undefined;
  readonly equal?: WantedLines | undefined;
  readonly order: 'exact' | 'any';
  readonly distinct: boolean;
  readonly rising: boolean;
}

/** The first rule that the lines break, as a sentence that quotes the line and says whose it is; null when they keep all. */
export function judgeLines(rules: LineRules, printed: Printed, seen: CaseRun): Sentence | null {
  const { lines } = printed;
  if (printed.unfinished !== null) return unfinished(nameProgram(seen, printed.unfinished));
  return (
    unfitting(rules, lines, seen) ??
    doubled(rules, lines, seen) ??
    falling(rules, lines, seen) ??
    unequal(rules, lines, seen) ??
    miscounted(rules, lines, seen)
  );
}

function unfinished(who: Sentence): Sentence {
  return {
    en: `The last line of ${who.en} has no newline: it was cut short, or never ended.`,
    zh: `${who.zh}的最后一行没有换行符：它被截断，或没有写完。`,
  };
}

function unfitting({ matches }: LineRules, lines: readonly PrintedLine[], seen: CaseRun): Sentence | null {
  if (matches === undefined) return null;
  const pattern = patternOf(seen, matches);
  const odd = lines.find(({ text }) => !pattern.test(text));
  if (odd === undefined) return null;
  const who = nameProgram(seen, odd.program);
  return {
    en: `${capital(who.en)} printed the line ${quoteLine(odd.text)}, which has another form than was asked for.`,
    zh: `${who.zh}输出了 ${quoteLine(odd.text)} 这一行，其形式与要求不符。`,
  };
}

function doubled({ distinct }: LineRules, lines: readonly PrintedLine[], seen: CaseRun): Sentence | null {
  if (!distinct) return null;
  const first = new Map<string, number>();
  for (const { program, text } of lines) {
    const before = first.get(text);
    if (before === undefined) {
      first.set(text, program);
      continue;
    }
    const [one, other] = [nameProgram(seen, before), nameProgram(seen, program)];
    if (before === program)
      return {
        en: `${capital(one.en)} printed the line ${quoteLine(text)} twice; each one was wanted once.`,
        zh: `${one.zh}把 ${quoteLine(text)} 这一行输出了两次；每一行只应出现一次。`,
      };
    return {
      en: `Both ${one.en} and ${other.en} printed the line ${quoteLine(text)}; each one was wanted once.`,
      zh: `${one.zh}和${other.zh}都输出了 ${quoteLine(text)} 这一行；每一行只应出现一次。`,
    };
  }
  return null;
}

function falling({ rising }: LineRules, lines: readonly PrintedLine[], seen: CaseRun): Sentence | null {
  if (!rising) return null;
  const last = new Map<number, string>();
  for (const { program, text } of lines) {
    const before = last.get(program);
    last.set(program, text);
    if (before === undefined ? /^-?\d+$/.test(text) : Number(text) > Number(before)) continue;
    const who = nameProgram(seen, program);
    const what = before === undefined ? 'no number' : `not more than ${quoteLine(before)} before it`;
    const whatZh = before === undefined ? '不是数字' : `不大于它前面的 ${quoteLine(before)}`;
    return {
      en: `${capital(who.en)} printed ${quoteLine(text)}, which is ${what}; rising numbers were wanted.`,
      zh: `${who.zh}输出了 ${quoteLine(text)}，它${whatZh}；要求数字递增。`,
    };
  }
  return null;
}

function unequal(
  { equal, order, programs }: LineRules,
  lines: readonly PrintedLine[],
  seen: CaseRun,
): Sentence | null {
  if (equal === undefined) return null;
  const wanted = wantedLines(equal, seen);
  if (wanted.length === 0 && !Array.isArray(equal)) return nothingWanted;
  if (order === 'any') return unequalSets(wanted, lines, seen);
  const at = wanted.findIndex((text, index) => text !== lines[index]?.text);
  const place = at >= 0 ? at : wanted.length;
  if (place === wanted.length && lines.length <= wanted.length) return null;
  const found = lines[place];
  const who = nameProgram(seen, found?.program ?? programs[0] ?? 0);
  const [line, text] = [place + 1, wanted[place]];
  if (found === undefined || text === undefined) {
    const what = text === undefined ? (found?.text ?? '') : text;
    return text === undefined ? tooMuch(who, what) : missing(what);
  }
  return {
    en: `Line ${line} is ${quoteLine(found.text)} (printed by ${who.en}); ${quoteLine(text)} was wanted there.`,
    zh: `第 ${line} 行是 ${quoteLine(found.text)}（由${who.zh}输出）；此处应为 ${quoteLine(text)}。`,
  };
}

const nothingWanted: Sentence = {
  en: 'Those whose lines were to be compared with these printed none: they were stopped before they could.',
  zh: '要与之比较的程序没有输出任何一行：它们还没来得及就被停止了。',
};

function unequalSets(
  wanted: readonly string[],
  lines: readonly PrintedLine[],
  seen: CaseRun,
): Sentence | null {
  const left = new Map<string, number>();
  for (const text of wanted) left.set(text, (left.get(text) ?? 0) + 1);
  for (const { program, text } of lines) {
    const count = left.get(text) ?? 0;
    if (count === 0) return tooMuch(nameProgram(seen, program), text);
    left.set(text, count - 1);
  }
  const lost = [...left].find(([, count]) => count > 0);
  return lost === undefined ? null : missing(lost[0]);
}

function tooMuch(who: Sentence, text: string): Sentence {
  return {
    en: `${capital(who.en)} printed the line ${quoteLine(text)}, which was not wanted, or not once more.`,
    zh: `${who.zh}输出了 ${quoteLine(text)} 这一行，它不该出现，或不该再次出现。`,
  };
}

function missing(text: string): Sentence {
  return { en: `The line ${quoteLine(text)} never came.`, zh: `${quoteLine(text)} 这一行始终没有出现。` };
}

function miscounted(
  { count, countEach, programs }: LineRules,
  lines: readonly PrintedLine[],
  seen: CaseRun,
): Sentence | null {
  if (count !== undefined && !fits(lines.length, count))
    return {
      en: `${lines.length} lines came in all; ${show(count)} were wanted.`,
      zh: `总共输出了 ${lines.length} 行；应为 ${show(count)} 行。`,
    };
  if (countEach === undefined) return null;
  const counted = programs.map((program) => ({
    program,
    number: lines.filter((line) => line.program === program).length,
  }));
  const odd = counted.find(({ number }) => !fits(number, countEach));
  if (odd === undefined) return null;
  const who = nameProgram(seen, odd.program);
  return {
    en: `${capital(who.en)} printed ${odd.number} lines; ${show(countEach)} were wanted.`,
    zh: `${who.zh}输出了 ${odd.number} 行；应为 ${show(countEach)} 行。`,
  };
}

function fits(number: number, wanted: Count): boolean {
  return typeof wanted === 'number' ? number === wanted : number >= wanted.from && number <= wanted.to;
}

function show(wanted: Count): string {
  return typeof wanted === 'number' ? String(wanted) : `${wanted.from}..${wanted.to}`;
}
