import { z } from 'zod';
import { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';
import { explainStop } from '../../../explain/hangs/stopped.js';
import type { CaseRun } from '../../../runs/case-run.js';

const milliseconds = z.number().int().min(0).max(60_000);

/**
 * How long a program lived from its start on, by the clock, or how long the steps from one to another took, both included and counted
 * from 1: at least `fromMs` and at most `toMs`. Only the upper limit is stretched for patient languages. `says` stands before the time that was seen. Not for traced runs, which are slow.
 */
export const took = defineCondition(
  'took',
  {
    program: z.number().int().min(0).default(0),
    steps: z.strictObject({ from: z.number().int().min(1), to: z.number().int().min(1) }).optional(),
    fromMs: milliseconds.default(0),
    toMs: milliseconds.optional(),
    says: Sentence,
  },
  ({ program, steps, fromMs, toMs, says }, seen) => {
    const stopped = explainStop(seen);
    if (stopped) return stopped;
    const ms = steps ? ofSteps(seen, steps) : (seen.run.programs[program]?.wallMs ?? 0);
    const mostMs = toMs === undefined ? Number.POSITIVE_INFINITY : toMs * (seen.patience ?? 1);
    if (ms >= fromMs && ms <= mostMs) return null;
    const [long, wanted] = [seconds(ms), range(fromMs, mostMs)];
    return {
      en: `${says.en} It took ${long} s; ${wanted.en} was wanted.`,
      zh: `${says.zh}用时 ${long} 秒；应为${wanted.zh}。`,
    };
  },
);

function ofSteps({ run }: CaseRun, { from, to }: { readonly from: number; readonly to: number }): number {
  return run.steps.slice(from - 1, to).reduce((sum, step) => sum + step.ms, 0);
}

function range(fromMs: number, toMs: number): Sentence {
  if (!Number.isFinite(toMs))
    return { en: `at least ${seconds(fromMs)} s`, zh: `至少 ${seconds(fromMs)} 秒` };
  if (fromMs === 0) return { en: `at most ${seconds(toMs)} s`, zh: `至多 ${seconds(toMs)} 秒` };
  return {
    en: `between ${seconds(fromMs)} and ${seconds(toMs)} s`,
    zh: ` ${seconds(fromMs)} 到 ${seconds(toMs)} 秒之间`,
  };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(ms < 1_000 ? 2 : 1);
}
