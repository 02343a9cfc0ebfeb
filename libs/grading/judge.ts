import type { CheckResult } from '#libs/contracts/report';
import type { Sentence } from '#libs/contracts/sentence';
import { sayPurpose } from './explain/words/purpose.js';
import type { CaseRun } from './runs/case-run.js';
import { conditionKinds } from './conditions.js';
import { conditionsAbout, type LanguagePlan } from './plan.js';

const noBehaviour: Sentence = {
  en: 'Nothing of the wanted behaviour was seen, so this earns nothing yet.',
  zh: '没有看到任何要求的行为，因此这一项暂不得分。',
};

/** What is to be said of all runs, and for each run what its picture should point at: ids of processes and objects. */
export interface Judgement {
  readonly checks: readonly CheckResult[];
  readonly culprits: ReadonlyMap<string, readonly string[]>;
}

/** What became of the cases: those that ran, and why others could not, by the id of the case. */
export interface Seen {
  readonly runs: readonly CaseRun[];
  readonly unfit: ReadonlyMap<string, Sentence>;
}

/**
 * Judges every check of the plan against what was seen. Where behaviour fails entirely, evidence and hygiene earn nothing:
 * an empty program leaks nothing. Where the key of a group is missing, the rest of the group earns nothing either.
 */
export function judge(plan: LanguagePlan, seen: Seen, seed: string): Judgement {
  const byCase = new Map(seen.runs.map((run) => [run.case.id, run]));
  const culprits = new Map<string, readonly string[]>();
  const blame = (run: string, ids: readonly string[]): void => {
    culprits.set(run, [...(culprits.get(run) ?? []), ...ids]);
  };
  const results = plan.checks.map((check) => judgeCheck(check, { byCase, unfit: seen.unfit, seed, blame }));
  const opened = withKeys(plan, results);
  const behaves = results.some((result) => result.group === 'behaviour' && result.passed);
  return { checks: behaves ? opened : opened.map(withoutBehaviour), culprits };
}

/** A plan without the checks that ask for a case which has not been run. */
export function judgeable(plan: LanguagePlan, runs: readonly CaseRun[]): LanguagePlan {
  const ran = new Set(runs.map((run) => run.case.id));
  return { ...plan, checks: plan.checks.filter(({ expect }) => expect.every((one) => ran.has(one.case))) };
}

interface Judging {
  readonly byCase: ReadonlyMap<string, CaseRun>;
  readonly unfit: ReadonlyMap<string, Sentence>;
  readonly seed: string;
  readonly blame: (run: string, ids: readonly string[]) => void;
}

function judgeCheck(
  check: LanguagePlan['checks'][number],
  { byCase, unfit, seed, blame }: Judging,
): CheckResult {
  const row = { name: check.name.en, group: check.group, maxPoints: check.points, seed };
  const seen: string[] = [];
  for (const condition of check.expect) {
    const why = unfit.get(condition.case);
    if (why) return { ...row, points: 0, passed: false, says: why.en, saysZh: why.zh, runs: [] };
    const run = byCase.get(condition.case);
    const kind = conditionKinds.find((one) => one.kind === condition.kind);
    if (run === undefined || kind === undefined)
      throw new Error(`The plan was not checked: ${condition.kind} of ${condition.case}.`);
    if (!seen.includes(run.id)) seen.push(run.id);
    if (run.isUndecided === true) continue;
    const wrong = kind.judge(condition, run);
    if (wrong) blame(run.id, wrong.about ?? []);
    if (wrong) return { ...row, points: 0, passed: false, ...sayAll(wrong, run), runs: [run.id] };
  }
  return { ...row, points: check.points, passed: true, says: '', saysZh: '', runs: seen };
}

// Who is judged by a run in which things went wrong on purpose has to know which.
function sayAll(wrong: Sentence, { run, schedule, time }: CaseRun): Pick<CheckResult, 'says' | 'saysZh'> {
  const purpose = sayPurpose(run.mishaps ?? []);
  const order = schedule === undefined ? null : sayOrder(schedule);
  const which = time === undefined ? null : sayTime(time);
  const all = [wrong, purpose, order, which].filter((one) => one !== null);
  return { says: all.map((one) => one.en).join(' '), saysZh: all.map((one) => one.zh).join('') };
}

function sayOrder(seed: number): Sentence {
  return {
    en: `It happened when the tasks ran in the order of seed ${seed}, which the picture shows.`,
    zh: `这发生在任务按种子 ${seed} 的顺序运行时，图中画出了这个顺序。`,
  };
}

function sayTime({ number, of }: NonNullable<CaseRun['time']>): Sentence {
  return {
    en: `It happened in run ${number} of ${of}, each with other names, data and moments.`,
    zh: `这发生在 ${of} 次运行中的第 ${number} 次，每次运行的名称、数据和时刻都不同。`,
  };
}

/** Whether a condition of the plan about the case of this run fails. */
export function isWrong(plan: LanguagePlan, run: CaseRun): boolean {
  return conditionsAbout(plan, run.case).some((condition) => {
    const kind = conditionKinds.find((one) => one.kind === condition.kind);
    return kind !== undefined && kind.judge(condition, run) !== null;
  });
}

// A row that counts only with the key of its group names it.
function withKeys(plan: LanguagePlan, results: readonly CheckResult[]): readonly CheckResult[] {
  const missing = plan.checks.filter((check, at) => check.key && results[at]?.passed === false);
  return results.map((result) => {
    const key = missing.find((check) => check.group === result.group && check.name.en !== result.name);
    if (key === undefined || !result.passed) return result;
    const says = `This counts only together with "${key.name.en}".`;
    return { ...result, points: 0, passed: false, says, saysZh: `这一项只有与“${key.name.zh}”一起才算数。` };
  });
}

function withoutBehaviour(result: CheckResult): CheckResult {
  if (!result.passed || result.group === 'behaviour' || result.group === 'robustness') return result;
  return { ...result, points: 0, passed: false, says: noBehaviour.en, saysZh: noBehaviour.zh };
}
