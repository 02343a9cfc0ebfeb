import { z } from 'zod';
import { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';
import { type PoolJob, type PoolLine, readJobs, readPoolLines } from '../../../explain/messages/pool-jobs.js';
import { explainStop } from '../../../explain/hangs/stopped.js';

const count = z.number().int().min(0);

/**
 * Each job `PRIORITY NUMBER [MS]` that the program was given has one line `NUMBER is prime worker I` or `NUMBER is composite worker I`,
 * in any order, true and by one of so many `workers`; or a line `lost NUMBER`, of which there are `lost` in all.
 */
export const poolAnswers = defineCondition(
  'pool-answers',
  {
    workers: count,
    lost: z.strictObject({ from: count, to: count }).default({ from: 0, to: 0 }),
    says: Sentence.optional(),
  },
  (wanted, seen) => {
    const stopped = explainStop(seen);
    if (stopped) return stopped;
    const [jobs, lines] = [readJobs(seen), readPoolLines(seen)];
    const wrong =
      lines.map((line) => badLine(line, jobs, wanted.workers)).find((one) => one !== null) ??
      tooMany(jobs, lines) ??
      missing(jobs, lines, wanted.lost.from > 0) ??
      wrongLoss(lines, wanted.lost);
    if (wrong === null || wanted.says === undefined) return wrong;
    return { en: `${wanted.says.en} ${wrong.en}`, zh: `${wanted.says.zh}${wrong.zh}` };
  },
);

function badLine(line: PoolLine, jobs: readonly PoolJob[], workers: number): Sentence | null {
  if (line.kind === 'strange') {
    const text = JSON.stringify(line.text.slice(0, 60));
    return {
      en: `The line ${text} is neither \`NUMBER is prime worker I\` nor \`NUMBER is composite worker I\` nor \`lost NUMBER\`.`,
      zh: `行 ${text} 既不是 \`NUMBER is prime worker I\` 或 \`NUMBER is composite worker I\`，也不是 \`lost NUMBER\`。`,
    };
  }
  const job = jobs.find(({ number }) => number === line.number);
  if (!job)
    return {
      en: `There is a line about ${line.number}, which was not among the ${jobs.length} jobs of this run.`,
      zh: `有一行是关于 ${line.number} 的，而它不在本次运行的 ${jobs.length} 个任务之中。`,
    };
  if (line.kind === 'lost') return null;
  if (line.worker < 1 || line.worker > workers)
    return {
      en: `${line.number} was answered by worker ${line.worker}; there are workers 1 to ${workers}.`,
      zh: `${line.number} 由第 ${line.worker} 号工人回答；工人只有 1 到 ${workers} 号。`,
    };
  if (line.isPrime === job.isPrime) return null;
  return {
    en: `${line.number} is ${kindOf(job).en}, and worker ${line.worker} says ${kindOf(line).en}.`,
    zh: `${line.number} 是${kindOf(job).zh}，而第 ${line.worker} 号工人说是${kindOf(line).zh}。`,
  };
}

function kindOf({ isPrime }: { readonly isPrime: boolean }): Sentence {
  return isPrime ? { en: 'prime', zh: '质数' } : { en: 'composite', zh: '合数' };
}

function tooMany(jobs: readonly PoolJob[], lines: readonly PoolLine[]): Sentence | null {
  const given = tally(jobs.map(({ number }) => number));
  for (const [number, times] of tally(numbersIn(lines))) {
    const wanted = given.get(number) ?? 0;
    if (times <= wanted) continue;
    return {
      en: `${number} was given ${wanted === 1 ? 'once' : `${wanted} times`}, and there are ${times} lines about it: a job is done by one worker, or lost, and not both.`,
      zh: `${number} 只给出了 ${wanted} 次，却有 ${times} 行是关于它的：一个任务由一个工人完成，或者丢失，不能两者都有。`,
    };
  }
  return null;
}

function missing(jobs: readonly PoolJob[], lines: readonly PoolLine[], someDie: boolean): Sentence | null {
  const told = tally(numbersIn(lines));
  const given = tally(jobs.map(({ number }) => number));
  const silent = [...given].filter(([number, times]) => (told.get(number) ?? 0) < times);
  const [first] = silent;
  if (!first) return null;
  const rest = silent.length - 1;
  if (someDie && rest === 0)
    return {
      en: `A worker died with ${first[0]} in hand; nobody said so: a line \`lost ${first[0]}\` was wanted.`,
      zh: `有一个工人手里拿着 ${first[0]} 就死了，却没有人说：应当有一行 \`lost ${first[0]}\`。`,
    };
  return {
    en: `${silent.length} of ${given.size} jobs have no line at all, ${first[0]} first: neither answered nor reported lost.`,
    zh: `${given.size} 个任务中有 ${silent.length} 个一行也没有，第一个是 ${first[0]}：既没有回答，也没有报告丢失。`,
  };
}

function wrongLoss(
  lines: readonly PoolLine[],
  wanted: { readonly from: number; readonly to: number },
): Sentence | null {
  const lost = lines.filter(({ kind }) => kind === 'lost').length;
  if (lost >= wanted.from && lost <= wanted.to) return null;
  if (wanted.to === 0)
    return {
      en: `${jobs(lost)} reported lost, and no worker had died. The end overtook work.`,
      zh: `报告丢失了 ${lost} 个任务，而没有工人死去：结束抢在了任务前面。`,
    };
  const range = wanted.from === wanted.to ? `${wanted.to}` : `${wanted.from} to ${wanted.to}`;
  const rangeZh = wanted.from === wanted.to ? `${wanted.to}` : `${wanted.from} 到 ${wanted.to}`;
  return {
    en: `${jobs(lost)} reported lost; ${range} ${wanted.to === 1 ? 'was' : 'were'} wanted: only what a dead worker had in hand, or what nobody was left to take, is lost.`,
    zh: `报告丢失的任务有 ${lost} 个；应为 ${rangeZh} 个：只有死去的工人手里的任务，或者再也没有人来取的任务，才算丢失。`,
  };
}

function jobs(count: number): string {
  return count === 1 ? '1 job was' : `${count} jobs were`;
}

function numbersIn(lines: readonly PoolLine[]): readonly number[] {
  return lines.flatMap((line) => (line.kind === 'strange' ? [] : [line.number]));
}

function tally(numbers: readonly number[]): ReadonlyMap<number, number> {
  const times = new Map<number, number>();
  for (const number of numbers) times.set(number, (times.get(number) ?? 0) + 1);
  return times;
}
