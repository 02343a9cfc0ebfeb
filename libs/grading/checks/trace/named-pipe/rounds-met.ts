import { z } from 'zod';
import type { CaseRun } from '../../../runs/case-run.js';
import { defineCondition } from '../../../condition.js';
import { findFifoMessages, type FifoMessage, spread } from '../../../explain/messages/fifo-messages.js';
import { partyOf } from '../../../explain/payloads/party.js';
import { historyOf } from '../../../explain/seen-history.js';
import type { Wrong } from '../../../explain/wrong.js';
import { ProgramRange } from '../../../runs/case-program.js';
import { fillToken } from '../../../runs/seeded-data.js';

/**
 * In each of so many rounds, for each pair of programs, a chain of messages through FIFOs below `folder` leads from the arrival of the one
 * to the line that the other printed. A program arrives in a round when it has the line of its input for it, and has printed that of the
 * round before.
 */
export const roundsMet = defineCondition(
  'rounds-met',
  { programs: ProgramRange, rounds: z.number().int().min(1), folder: z.string() },
  ({ programs, rounds, folder }, seen) => {
    const messages = findFifoMessages(historyOf(seen), fillToken(folder, seen.token));
    const all = Array.from({ length: programs.to - programs.from + 1 }, (_, at) => programs.from + at);
    const times = new Map(all.map((program) => [program, timesOf(seen, program)]));
    for (let round = 0; round < rounds; round += 1) {
      const wrong = judgeRound({ round, times, messages });
      if (wrong) return wrong;
    }
    return null;
  },
);

interface Times {
  /** Of each line of its input, when it had been read. */
  readonly lines: readonly number[];
  /** Of each line of its output, when the call began. */
  readonly prints: readonly number[];
  readonly processes: readonly string[];
}

interface Round {
  readonly round: number;
  readonly times: ReadonlyMap<number, Times>;
  readonly messages: readonly FifoMessage[];
}

function judgeRound({ round, times, messages }: Round): Wrong | null {
  for (const [one, { lines, prints, processes }] of times) {
    const arrivedMs = Math.max(lines[round] ?? Infinity, prints[round - 1] ?? 0);
    const known = spread(messages, one, arrivedMs);
    for (const [other, its] of times) {
      const printedMs = its.prints[round];
      if (printedMs === undefined)
        return {
          about: its.processes,
          en: `Copy ${other} never printed \`round ${round + 1}\`, so nothing has told it that copy ${one} was there.`,
          zh: `副本 ${other} 从未打印 \`round ${round + 1}\`，所以无从谈起它怎样得知副本 ${one} 已到。`,
        };
      if ((known.get(other) ?? Infinity) <= printedMs || one === other) continue;
      return {
        about: [...processes, ...its.processes],
        en: `In round ${round + 1} no chain of messages through FIFOs led from the arrival of copy ${one} to copy ${other}, which printed its line all the same.`,
        zh: `第 ${round + 1} 轮中，没有一条经 FIFO 的消息链从副本 ${one} 的到达通向副本 ${other}，而后者照样打印了它的行。`,
      };
    }
  }
  return null;
}

function timesOf(seen: CaseRun, program: number): Times {
  const { objects, transfers } = historyOf(seen);
  const processes = partyOf(seen, { program });
  const outside = new Map(objects.map(({ id, outside }) => [id, outside]));
  const lines: number[] = [];
  const prints: number[] = [];
  for (const { kind, from, to, through, sentMs, receivedMs, head } of transfers) {
    if (kind !== 'data') continue;
    const ends = [...head].filter((byte) => byte === 10);
    if (outside.get(through) === 'stdin' && to !== null && processes.has(to) && receivedMs !== null)
      lines.push(...ends.map(() => receivedMs));
    if (outside.get(through) === 'stdout' && from !== null && processes.has(from))
      prints.push(...ends.map(() => sentMs));
  }
  const byTime = (a: number, b: number) => a - b;
  return { lines: lines.sort(byTime), prints: prints.sort(byTime), processes: [...processes] };
}
