import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import type { Wrong } from '../../../explain/wrong.js';
import { explainStop } from '../../../explain/hangs/stopped.js';
import type { CaseRun } from '../../../runs/case-run.js';

const number = z.number().int().min(0);

/**
 * Standard output is a line `child I exited CODE` for each of `count` children, CODE being I mod 7, once each, then `done <count>`.
 * The child `killed` has `killed 9` instead, if the run's fault met it. `before` names two children, `early` and `late`, and
 * `last` the one whose end is the last.
 */
export const childEnds = defineCondition(
  'child-ends',
  {
    count: number,
    killed: number.optional(),
    before: z.strictObject({ early: number, late: number }).optional(),
    last: number.optional(),
  },
  ({ count, killed, before, last }, seen) => {
    const text = Buffer.from(seen.run.programs[0]?.stdout ?? new Uint8Array()).toString('latin1');
    const lines = text.split('\n');
    if (lines.pop() !== '') return unfinished(seen) ?? { ...tornLine(text) };
    const isMet = (seen.run.mishaps ?? []).length > 0;
    const wanted = Array.from({ length: count }, (_, at) =>
      at === killed && isMet ? `child ${at} killed 9` : `child ${at} exited ${at % 7}`,
    );
    return (
      wrongLine(lines, { wanted, killed, seen }) ??
      unfinished(seen) ??
      (before ? wrongOrder(lines, before) : null) ??
      (last === undefined ? null : tooEarly(lines, last))
    );
  },
);

function unfinished(seen: CaseRun): Wrong | null {
  return explainStop(seen);
}

interface Wanted {
  readonly wanted: readonly string[];
  readonly killed: number | undefined;
  readonly seen: CaseRun;
}

function wrongLine(lines: readonly string[], { wanted, killed, seen }: Wanted): Wrong | null {
  const ends = lines.at(-1) === `done ${wanted.length}` ? lines.slice(0, -1) : lines;
  for (const [at, line] of ends.entries()) {
    const first = ends.indexOf(line);
    if (first !== at) return doubled(line, first + 1, at + 1);
    if (!wanted.includes(line)) return strange(line, { wanted, killed, seen });
  }
  const missing = wanted.filter((line) => !ends.includes(line));
  if (missing.length > 0) return lost(missing, wanted.length, seen);
  if (ends.length < lines.length) return null;
  const shown = lines.length === 0 ? 'nothing' : `\`${lines.at(-1)}\``;
  return {
    en: `The last line should be \`done ${wanted.length}\`; it is ${shown}.`,
    zh: `最后一行应为 \`done ${wanted.length}\`；实际是 ${lines.length === 0 ? '没有任何输出' : shown}。`,
  };
}

function strange(line: string, { wanted, killed }: Wanted): Wrong {
  const who = /^child (-?\d+) /.exec(line)?.[1];
  const proper = who === undefined ? undefined : wanted[Number(who)];
  if (proper !== undefined && Number(who) === killed && proper.includes('killed')) {
    return {
      en: `Child ${who} was killed by signal 9; \`${line}\` was printed, \`${proper}\` was wanted. Signal 9 is not exit code 0: look at WIFEXITED before WEXITSTATUS.`,
      zh: `子进程 ${who} 被信号 9 杀死；输出的是 \`${line}\`，应为 \`${proper}\`。信号 9 不是退出码 0：先看 WIFEXITED，再取 WEXITSTATUS。`,
    };
  }
  if (proper !== undefined) {
    return {
      en: `\`${line}\` was printed; \`${proper}\` was wanted. A child that is only stopped has not ended, and a status has to be taken apart with WIFEXITED and WIFSIGNALED.`,
      zh: `输出了 \`${line}\`；应为 \`${proper}\`。只是停下来的子进程并没有结束；状态要用 WIFEXITED 和 WIFSIGNALED 来拆开。`,
    };
  }
  return {
    en: `\`${line}\` is no line about one of the ${wanted.length} children. Perhaps the child ended before you wrote down who it was, or it was never your child.`,
    zh: `\`${line}\` 说的不是这 ${wanted.length} 个子进程中的任何一个。也许这个子进程在你记下它是谁之前就结束了，也许它根本不是你的子进程。`,
  };
}

function doubled(line: string, first: number, again: number): Wrong {
  return {
    en: `\`${line}\` came twice, as line ${first} and as line ${again}: a child ends once.`,
    zh: `\`${line}\` 出现了两次，分别是第 ${first} 行和第 ${again} 行：一个子进程只结束一次。`,
  };
}

function lost(missing: readonly string[], count: number, seen: CaseRun): Wrong {
  const came = count - missing.length;
  const why = explainStop(seen);
  const [first = ''] = missing;
  const most = came > 0 ? mergedEn : nobodyEn;
  const mostZh = came > 0 ? mergedZh : nobodyZh;
  return {
    ...(why?.about ? { about: why.about } : {}),
    en: `${count} children ended and ${came} of them were reported; \`${first}\` is missing. ${most}`,
    zh: `${count} 个子进程都结束了，只报告了 ${came} 个；缺少 \`${first}\`。${mostZh}`,
  };
}

const mergedEn =
  'SIGCHLD says "at least one child has changed": one signal can stand for many ends, and a wait can be interrupted.';
const mergedZh =
  'SIGCHLD 的意思是“至少有一个子进程有了变化”：一个信号可能代表许多个结束；等待也可能被信号打断。';
const nobodyEn = 'Where SIGCHLD is ignored the kernel throws the status away, and wait() only says ECHILD.';
const nobodyZh = '如果 SIGCHLD 被忽略，内核就会丢弃状态，wait() 只会返回 ECHILD。';

function wrongOrder(
  lines: readonly string[],
  { early, late }: { readonly early: number; readonly late: number },
): Wrong | null {
  const at = (child: number) => lines.findIndex((line) => line.startsWith(`child ${child} `));
  if (at(early) < at(late)) return null;
  return {
    en: `Child ${early} ended long before child ${late}, but its line came later: child ${early} had ended while you were waiting for another one.`,
    zh: `子进程 ${early} 早在子进程 ${late} 之前就结束了，它的那一行却更晚：子进程 ${early} 已经结束，而你在等待另一个。`,
  };
}

function tooEarly(lines: readonly string[], last: number): Wrong | null {
  const at = lines.findIndex((line) => line.startsWith(`child ${last} `));
  if (at === lines.length - 2) return null;
  return {
    en: `Child ${last} was stopped until all others had ended, but its line is line ${at + 1}: a child that is only stopped has not ended.`,
    zh: `在其他子进程都结束之前，子进程 ${last} 一直处于停止状态，它的行却是第 ${at + 1} 行：只是停下来的子进程并没有结束。`,
  };
}

function tornLine(text: string): Wrong {
  return {
    en: `The last line of standard output has no end: ${JSON.stringify(text.slice(-40))}.`,
    zh: `标准输出的最后一行没有结尾：${JSON.stringify(text.slice(-40))}。`,
  };
}
