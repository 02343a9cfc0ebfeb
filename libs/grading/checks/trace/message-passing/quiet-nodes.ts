import { z } from 'zod';
import type { Flow, History } from '#libs/trace/history';
import { defineCondition } from '../../../condition.js';
import { idOf, linesUntil } from '../../../explain/messages/opinions.js';
import { carriesMessages } from '../../../explain/messages/ring.js';
import { historyOf } from '../../../explain/seen-history.js';
import type { CaseRun } from '../../../runs/case-run.js';

/**
 * In the last `overMs` before the programs were ended, each of them, a node of an election, sent at most `perSecond` messages a
 * second, and since the end of the step `from` all of them together printed at most `mostLines` lines. Lines are forgiven when the
 * machine, or its tracer, kept somebody from sending for four times as long as usual.
 */
export const quietNodes = defineCondition(
  'quiet-nodes',
  {
    overMs: z.number().int().min(1),
    perSecond: z.number().int().min(1),
    from: z.number().int().min(1),
    to: z.number().int().min(1),
    mostLines: z.number().int().min(0),
  },
  ({ overMs, perSecond, from, to, mostLines }, seen) => {
    const history = historyOf(seen);
    const sent = [...seen.run.programs.keys()].map((program) => sentBy(history, program, overMs));
    const most = (perSecond * overMs) / 1000;
    const loud = sent.findIndex((flows) => flows.length > most);
    if (loud >= 0) {
      const rate = Math.round(((sent[loud]?.length ?? 0) * 1000) / overMs);
      return {
        en: `With nothing to decide, node ${idOf(seen, loud)} sent ${rate} messages a second; at most ${perSecond} were wanted.`,
        zh: `在无事可定时，节点 ${idOf(seen, loud)} 每秒发送 ${rate} 条消息；至多应为 ${perSecond} 条。`,
      };
    }
    const lines = [...seen.run.programs.keys()].map((program) => linesBetween(seen, program, { from, to }));
    const count = lines.reduce((sum, some) => sum + some.length, 0);
    if (count <= mostLines || sent.some(isStalled)) return null;
    const talker = lines.findIndex((some) => some.length > 0);
    return {
      en: `The nodes had settled, and then printed ${count} more lines, such as "${lines[talker]?.[0] ?? ''}" of node ${idOf(seen, talker)}; at most ${mostLines} were wanted.`,
      zh: `各节点已经意见一致，之后又输出了 ${count} 行，例如节点 ${idOf(seen, talker)} 的“${lines[talker]?.[0] ?? ''}”；至多应有 ${mostLines} 行。`,
    };
  },
);

interface Span {
  readonly from: number;
  readonly to: number;
}

function linesBetween(seen: CaseRun, program: number, steps: Span): readonly string[] {
  return linesUntil(seen, program, steps.to).slice(linesUntil(seen, program, steps.from).length);
}

function sentBy(history: History, program: number, overMs: number): readonly Flow[] {
  const own = history.processes.filter((life) => life.program === program);
  const ids = new Set(own.map((life) => life.id));
  const endMs = Math.min(history.endMs, ...own.map((life) => life.endMs ?? history.endMs));
  return history.transfers.filter(
    (flow) =>
      flow.kind === 'data' &&
      ids.has(flow.from ?? '') &&
      flow.sentMs > endMs - overMs &&
      carriesMessages(history, flow.through),
  );
}

// A gap four times as long as most, and longer than any suspicion is short.
function isStalled(flows: readonly Flow[]): boolean {
  const times = flows.map((flow) => flow.sentMs).toSorted((a, b) => a - b);
  const gaps = times
    .slice(1)
    .map((ms, at) => ms - (times[at] ?? ms))
    .filter((gap) => gap > 10)
    .toSorted((a, b) => a - b);
  const usual = gaps[Math.floor(gaps.length / 2)] ?? 0;
  return (gaps.at(-1) ?? 0) > Math.max(400, usual * 4);
}
