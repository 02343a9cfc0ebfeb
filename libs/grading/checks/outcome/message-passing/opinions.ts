import { z } from 'zod';
import { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';
import { capital } from '../../../explain/words/names.js';
import { signalName } from '../../../explain/words/signal-name.js';
import { idOf, linesUntil, sayOpinions } from '../../../explain/messages/opinions.js';
import type { Wrong } from '../../../explain/wrong.js';
import type { CaseRun } from '../../../runs/case-run.js';

/**
 * When the step `step` was over, an `await-last-lines`, the last line of each of these programs, nodes of an election, was
 * `leader X`, X being the `leader`. `since` says what had happened before, such as "Node 5 was killed".
 */
export const opinions = defineCondition(
  'opinions',
  {
    step: z.number().int().min(1),
    programs: z.array(z.number().int().min(0)).min(1),
    leader: z.number().int().min(1),
    since: Sentence,
  },
  ({ step, programs, leader, since }, seen) => {
    const result = seen.run.steps[step - 1];
    if (result?.done === true) return null;
    const seconds = ((result?.ms ?? 0) / 1000).toFixed(1);
    const before = gone(seen, programs, step);
    if (before) return before;
    const stranger = neverRan(seen, programs, step);
    if (stranger) return stranger;
    const views = sayOpinions(seen, programs, step);
    const isLate = seen.case.steps
      .slice(0, step - 1)
      .some((one, at) => one.do === 'await-last-lines' && seen.run.steps[at]?.done === false);
    if (isLate) {
      return {
        en: `${since.en}, but the nodes had not agreed before that either: ${views.en}`,
        zh: `${since.zh}，但在那之前各节点就没有达成一致：${views.zh}`,
      };
    }
    return {
      en: `${since.en} ${seconds} s ago, and not everybody names ${leader}: ${views.en}`,
      zh: `${since.zh}已过 ${seconds} 秒，仍不是所有节点都说 ${leader}：${views.zh}`,
    };
  },
);

/** SIGKILL and SIGTERM, which only the case sends. */
const ofTheHarness = new Set([9, 15]);

// Who was to run has ended by itself.
function gone(seen: CaseRun, programs: readonly number[], step: number): Wrong | null {
  const program = programs.find((index) => {
    const end = seen.run.programs[index]?.end;
    return end?.kind === 'exited' ? end.code !== 0 : end?.kind === 'killed' && !ofTheHarness.has(end.signal);
  });
  if (program === undefined) return null;
  const { end, stderr } = seen.run.programs[program] ?? {};
  const said =
    Buffer.from(stderr ?? [])
      .toString()
      .trim()
      .split('\n')
      .at(-1)
      ?.slice(0, 120) ?? '';
  const how =
    end?.kind === 'killed'
      ? { en: `was killed by ${signalName(end.signal)}`, zh: `被 ${signalName(end.signal)} 杀死` }
      : {
          en: `ended with status ${end?.kind === 'exited' ? end.code : '?'}`,
          zh: `以状态 ${end?.kind === 'exited' ? end.code : '?'} 结束`,
        };
  const views = sayOpinions(seen, programs, step);
  const quote = said === '' ? '' : `, saying "${said}"`;
  const quoteZh = said === '' ? '' : `，并说“${said}”`;
  return {
    en: `Node ${idOf(seen, program)} ${how.en}${quote}, though nobody had ended it. ${capital(views.en)}`,
    zh: `没有人结束节点 ${idOf(seen, program)}，它却${how.zh}${quoteZh}。${views.zh}`,
  };
}

// A leader that the case never started.
function neverRan(seen: CaseRun, programs: readonly number[], step: number): Wrong | null {
  const known = new Set(seen.run.programs.map((_, index) => idOf(seen, index)));
  for (const program of programs) {
    const named = /^leader (\S+)$/.exec(linesUntil(seen, program, step).at(-1) ?? '')?.[1];
    if (named === undefined || known.has(named)) continue;
    return {
      en: `Node ${named} never ran, yet node ${idOf(seen, program)} named it.`,
      zh: `节点 ${named} 从未运行，节点 ${idOf(seen, program)} 却说是它。`,
    };
  }
  return null;
}
