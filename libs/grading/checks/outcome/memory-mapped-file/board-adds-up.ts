import { z } from 'zod';
import type { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';
import { programsIn } from '../../../explain/lines/printed-lines.js';
import { type PrintedTickets, ticketsOf } from '../../../explain/lines/printed-tickets.js';
import { ProgramRange } from '../../../runs/case-program.js';
import type { CaseRun } from '../../../runs/case-run.js';

const number = z.number().int().min(0);

/**
 * The program `show` (counted by `program`) printed a line `ID COUNT` for each ID with points, in order, and `total T`, as the
 * tickets of the programs `of` have it: exactly, or, when some were `killed`, with at most one point apart for each of them, no
 * ticket above T, and all points of those who lived.
 */
export const boardAddsUp = defineCondition(
  'board-adds-up',
  { program: number, of: ProgramRange, killed: z.array(number).default([]) },
  ({ program, of, killed }, seen) => {
    const printed = programsIn(of).map((one) => ticketsOf(seen, one, killed.includes(one)));
    const board = readBoard(seen, program);
    if (board === null) return unreadable(seen, program);
    return killed.length === 0 ? exact(board, printed) : promised(board, printed, killed);
  },
);

interface Board {
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number;
}

function readBoard(seen: CaseRun, program: number): Board | null {
  const text = Buffer.from(seen.run.programs[program]?.stdout ?? []).toString('latin1');
  const found = /^((?:\d+ [1-9]\d*\n)*)total (\d+)\n$/.exec(text);
  if (!found) return null;
  const pairs = [...(found[1] ?? '').matchAll(/(\d+) (\d+)\n/g)];
  const ids = pairs.map(([, id]) => Number(id));
  if (ids.some((id, at) => at > 0 && id <= (ids[at - 1] ?? 0))) return null;
  return { counts: new Map(pairs.map(([, id = '', count]) => [id, Number(count)])), total: Number(found[2]) };
}

function unreadable(seen: CaseRun, program: number): Sentence {
  const text = Buffer.from(seen.run.programs[program]?.stdout ?? []).toString('latin1');
  const shown = JSON.stringify(text.slice(0, 80));
  return {
    en: `\`show\` printed ${shown}; lines "ID COUNT" by ID and then "total T" were wanted.`,
    zh: `\`show\` 输出了 ${shown}；应当按 ID 的顺序输出 "ID COUNT" 各行，然后是 "total T"。`,
  };
}

function exact({ counts, total }: Board, printed: readonly PrintedTickets[]): Sentence | null {
  const wanted = new Map<string, number>();
  for (const { id, points } of printed) if (points > 0) wanted.set(id, (wanted.get(id) ?? 0) + points);
  const sum = printed.reduce((all, { points }) => all + points, 0);
  if (total !== sum)
    return {
      en: `\`show\` printed \`total ${total}\`; ${sum} points were made.`,
      zh: `\`show\` 输出了 \`total ${total}\`；一共得了 ${sum} 分。`,
    };
  for (const id of new Set([...wanted.keys(), ...counts.keys()])) {
    const [shown, made] = [counts.get(id) ?? 0, wanted.get(id) ?? 0];
    if (shown !== made)
      return {
        en: `\`show\` printed a count of ${shown} for ID ${id}; ${made} points were made for it.`,
        zh: `\`show\` 为 ID ${id} 输出的分数是 ${shown}；它得了 ${made} 分。`,
      };
  }
  return null;
}

function promised(
  { counts, total }: Board,
  printed: readonly PrintedTickets[],
  killed: readonly number[],
): Sentence | null {
  const highest = printed.reduce((most, { tickets }) => Math.max(most, tickets.at(-1) ?? 0), 0);
  if (highest > total)
    return {
      en: `\`show\` printed \`total ${total}\`, and ticket ${highest} had been given before.`,
      zh: `\`show\` 输出了 \`total ${total}\`，而此前已经发出过票号 ${highest}。`,
    };
  const sum = [...counts.values()].reduce((all, one) => all + one, 0);
  if (Math.abs(sum - total) > killed.length)
    return {
      en: `After ${killed.length} kill the counts add up to ${sum} and the total is ${total}; they may differ by at most ${killed.length}.`,
      zh: `杀死 ${killed.length} 个进程之后，各分数之和是 ${sum}，总数是 ${total}；最多可以相差 ${killed.length}。`,
    };
  const short = printed.find(
    ({ program, id, points }) => !killed.includes(program) && (counts.get(id) ?? 0) < points,
  );
  if (!short) return null;
  return {
    en: `\`show\` printed a count of ${counts.get(short.id) ?? 0} for ID ${short.id}, whose process was not killed and made ${short.points} points.`,
    zh: `\`show\` 为 ID ${short.id} 输出的分数是 ${counts.get(short.id) ?? 0}，而它的进程没有被杀死，得了 ${short.points} 分。`,
  };
}
