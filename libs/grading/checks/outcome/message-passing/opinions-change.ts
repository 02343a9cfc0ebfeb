import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { idOf, linesUntil } from '../../../explain/messages/opinions.js';
import type { CaseRun } from '../../../runs/case-run.js';
import type { Wrong } from '../../../explain/wrong.js';

/**
 * Every line of every program, a node of an election, is `leader X`, and two that follow each other differ. Between the ends of two
 * steps, where they are given, each of `programs` printed at most `most` of them.
 */
export const opinionsChange = defineCondition(
  'opinions-change',
  {
    between: z
      .strictObject({
        from: z.number().int().min(1),
        to: z.number().int().min(1),
        programs: z.array(z.number().int().min(0)).min(1),
        most: z.number().int().min(0),
      })
      .optional(),
  },
  ({ between }, seen) => {
    for (const program of seen.run.programs.keys()) {
      const wrong = judgeLines(seen, program);
      if (wrong) return wrong;
    }
    if (!between) return null;
    for (const program of between.programs) {
      const before = linesUntil(seen, program, between.from).length;
      const lines = linesUntil(seen, program, between.to).slice(before);
      if (lines.length <= between.most) continue;
      return {
        en: `Nothing had changed at the top, and node ${idOf(seen, program)} printed ${lines.length} lines, ${quote(lines)}; at most ${between.most} were wanted.`,
        zh: `最高者没有变化，节点 ${idOf(seen, program)} 却输出了 ${lines.length} 行：${quote(lines)}；至多应有 ${between.most} 行。`,
      };
    }
    return null;
  },
);

function judgeLines(seen: CaseRun, program: number): Wrong | null {
  const lines = linesUntil(seen, program, null);
  const odd = lines.find((line) => !/^leader [1-9]$/.test(line));
  const id = idOf(seen, program);
  if (odd !== undefined) {
    const text = JSON.stringify(odd.slice(0, 60));
    return {
      en: `Node ${id} printed ${text}; only lines such as "leader 5" were wanted.`,
      zh: `节点 ${id} 输出了 ${text}；只应有 "leader 5" 这样的行。`,
    };
  }
  const same = lines.findIndex((line, at) => at > 0 && line === lines[at - 1]);
  if (same < 0) return null;
  const times = lines.filter((line) => line === lines[same]).length;
  return {
    en: `Node ${id} printed "${lines[same] ?? ''}" twice in a row, ${times} times in all: a line is due only when its opinion changes.`,
    zh: `节点 ${id} 连续两次输出“${lines[same] ?? ''}”，总共 ${times} 次：只有看法改变时才应输出一行。`,
  };
}

function quote(lines: readonly string[]): string {
  const some = lines.slice(0, 4).map((line) => `"${line}"`);
  return `${some.join(', ')}${lines.length > some.length ? ' …' : ''}`;
}
