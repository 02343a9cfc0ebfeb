import type { Sentence } from '#libs/contracts/sentence';
import { programsOf } from '../../runs/case.js';
import type { CaseRun } from '../../runs/case-run.js';
import { capital } from '../words/names.js';
import { nameProgram } from '../words/name-program.js';
import { quoteLine, type Printed } from './printed-lines.js';

/** Blocks of numbers that programs were given: each prints the first one of its own. */
export interface BlockRule {
  readonly programs: readonly number[];
  readonly blocks?:
    | {
        readonly from: number;
        readonly sizes: number | readonly number[] | { readonly argument: number };
      }
    | undefined;
}

interface Block {
  readonly program: number;
  readonly first: number;
  readonly size: number;
}

/** Whether the blocks lie side by side from the first number on: who has a number that another one has too, or behind whom a gap is. */
export function judgeBlocks(rule: BlockRule, { lines }: Printed, seen: CaseRun): Sentence | null {
  if (rule.blocks === undefined) return null;
  const blocks: Block[] = [];
  for (const program of rule.programs) {
    const own = lines.filter((line) => line.program === program);
    const [line] = own;
    if (line === undefined || own.length > 1 || !/^\d{1,15}$/.test(line.text))
      return noBlock(nameProgram(seen, program), own.map(({ text }) => quoteLine(text)).join(', '));
    blocks.push({ program, first: Number(line.text), size: sizeOf(rule, program, seen) });
  }
  blocks.sort((a, b) => a.first - b.first);
  let next = rule.blocks.from;
  let before: Block | null = null;
  for (const block of blocks) {
    if (block.first !== next) return notBeside({ before, block, next }, seen);
    next = block.first + block.size;
    before = block;
  }
  return null;
}

function sizeOf({ programs, blocks }: BlockRule, program: number, seen: CaseRun): number {
  const sizes = blocks?.sizes ?? 1;
  if (typeof sizes === 'number') return sizes;
  if ('argument' in sizes) return Number(programsOf(seen.case)[program]?.args[sizes.argument] ?? Number.NaN);
  return sizes[programs.indexOf(program)] ?? Number.NaN;
}

function noBlock(who: Sentence, printed: string): Sentence {
  const [what, whatZh] = printed === '' ? ['nothing', '什么也没有'] : [printed, printed];
  return {
    en: `${capital(who.en)} was to print one number, the first one of its block; it printed ${what}.`,
    zh: `${who.zh}应当只输出一个数，即它那一段的第一个数；实际输出：${whatZh}。`,
  };
}

function notBeside(
  { before, block, next }: { before: Block | null; block: Block; next: number },
  seen: CaseRun,
): Sentence {
  const who = nameProgram(seen, block.program);
  const other = before === null ? null : nameProgram(seen, before.program);
  if (other !== null && before !== null && block.first < next)
    return {
      en: `The blocks of ${other.en} (${before.first}..${next - 1}) and of ${who.en} (from ${block.first}) overlap: some numbers were handed out twice.`,
      zh: `${other.zh}的一段（${before.first}..${next - 1}）与${who.zh}的一段（从 ${block.first} 起）重叠：有些数被发出了两次。`,
    };
  return {
    en: `The block of ${who.en} begins at ${block.first}; the next number that nobody had was ${next}.`,
    zh: `${who.zh}的一段从 ${block.first} 开始；而下一个未发出的数是 ${next}。`,
  };
}
