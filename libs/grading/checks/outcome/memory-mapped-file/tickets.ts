import { z } from 'zod';
import type { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';
import { capital } from '../../../explain/words/names.js';
import { nameProgram } from '../../../explain/words/name-program.js';
import { type PrintedTickets, ticketsOf } from '../../../explain/lines/printed-tickets.js';
import { programsIn } from '../../../explain/lines/printed-lines.js';
import { signalName } from '../../../explain/words/signal-name.js';
import { explainStop } from '../../../explain/hangs/stopped.js';
import type { Wrong } from '../../../explain/wrong.js';
import { ProgramRange } from '../../../runs/case-program.js';
import type { CaseRun } from '../../../runs/case-run.js';

const number = z.number().int().min(0);

/**
 * Programs `score FILE ID N` printed `ready` and then N tickets each: rising ones, none of them twice, and together, when nobody was
 * `killed`, all numbers from `from` on. Of a killed one only what it printed counts.
 */
export const tickets = defineCondition(
  'tickets',
  { programs: ProgramRange, from: number.default(1), killed: z.array(number).default([]) },
  ({ programs, from, killed }, seen) => {
    const all = programsIn(programs);
    const dead = all.map((program) => ended(seen, program, killed)).find((wrong) => wrong !== null);
    if (dead) return dead;
    const printed = all.map((program) => ticketsOf(seen, program, killed.includes(program)));
    return (
      explainStop(seen) ??
      oddLine(seen, printed) ??
      givenTwice(printed, from) ??
      tooFew(seen, printed, killed) ??
      (killed.length > 0 ? null : notAll(printed, from))
    );
  },
);

function ended(seen: CaseRun, program: number, killed: readonly number[]): Wrong | null {
  const end = seen.run.programs[program]?.end ?? { kind: 'running' };
  if (killed.includes(program) || end.kind === 'running') return null;
  const who = nameProgram(seen, program);
  if (end.kind === 'exited')
    return end.code === 0
      ? null
      : {
          en: `${capital(who.en)} ended with status ${end.code}; status 0 was wanted.`,
          zh: `${who.zh}以状态 ${end.code} 结束；应当是 0。`,
        };
  if (signalName(end.signal) === 'SIGBUS')
    return {
      en: `${capital(who.en)} was killed by SIGBUS: FILE was still empty when it was used.`,
      zh: `${who.zh}被 SIGBUS 杀死：它使用 FILE 时，FILE 还是空的。`,
    };
  return {
    en: `${capital(who.en)} was killed by ${signalName(end.signal)}; status 0 was wanted.`,
    zh: `${who.zh}被 ${signalName(end.signal)} 杀死；应当以状态 0 结束。`,
  };
}

function oddLine(seen: CaseRun, all: readonly PrintedTickets[]): Sentence | null {
  const one = all.find(({ odd }) => odd !== null);
  if (!one) return null;
  const who = nameProgram(seen, one.program);
  const line = JSON.stringify((one.odd ?? '').slice(0, 40));
  return {
    en: `${capital(who.en)} printed the line ${line}; "ready" and then one ticket a line were wanted.`,
    zh: `${who.zh}输出了 ${line} 这一行；应当先是 "ready"，然后每行一张票号。`,
  };
}

function givenTwice(all: readonly PrintedTickets[], from: number): Sentence | null {
  const seenBefore = new Set<number>();
  const doubled = new Set<number>();
  for (const { tickets: own } of all)
    for (const ticket of own) (seenBefore.has(ticket) ? doubled : seenBefore).add(ticket);
  const lowest = [...seenBefore].reduce((least, ticket) => Math.min(least, ticket), Infinity);
  if (from > 1 && lowest < from) return beganAgain(lowest);
  const [first] = [...doubled].sort((a, b) => a - b);
  if (first === undefined) return null;
  const extra = all.reduce((sum, { tickets: own }) => sum + own.length, 0) - seenBefore.size;
  if (first === from && all.length > 1)
    return {
      en: `Ticket ${first} was given to two processes: ${extra} points disappeared when they began at the same time.`,
      zh: `票号 ${first} 发给了两个进程：它们同时开始时丢失了 ${extra} 分。`,
    };
  return {
    en: `Ticket ${first} was given to two processes, and ${extra} points disappeared in this way.`,
    zh: `票号 ${first} 发给了两个进程，这样一共丢失了 ${extra} 分。`,
  };
}

function beganAgain(lowest: number): Sentence {
  return {
    en: `After the second start the tickets began at ${lowest} again: what was in FILE was lost.`,
    zh: `第二次启动之后，票号又从 ${lowest} 开始：FILE 中原有的内容丢失了。`,
  };
}

function tooFew(seen: CaseRun, all: readonly PrintedTickets[], killed: readonly number[]): Sentence | null {
  for (const { program, tickets: own, points } of all) {
    const who = nameProgram(seen, program);
    const fall = own.findIndex((ticket, at) => at > 0 && ticket <= (own[at - 1] ?? 0));
    if (fall > 0)
      return {
        en: `${capital(who.en)} printed ticket ${own[fall]} after ${own[fall - 1]}; each process prints rising tickets.`,
        zh: `${who.zh}在 ${own[fall - 1]} 之后输出了票号 ${own[fall]}；每个进程输出的票号应当递增。`,
      };
    if (own.length !== points && !killed.includes(program))
      return {
        en: `${capital(who.en)} printed ${own.length} tickets; ${points} were wanted.`,
        zh: `${who.zh}输出了 ${own.length} 个票号；应当有 ${points} 个。`,
      };
  }
  return null;
}

function notAll(all: readonly PrintedTickets[], from: number): Sentence | null {
  const given = new Set(all.flatMap(({ tickets: own }) => own));
  for (let ticket = from; ticket < from + given.size; ticket += 1)
    if (!given.has(ticket))
      return {
        en: `Ticket ${ticket} was given to nobody; ${given.size} points were made, and nobody was killed.`,
        zh: `票号 ${ticket} 没有发给任何进程；一共得了 ${given.size} 分，而且没有进程被杀死。`,
      };
  return null;
}
