import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { explainStop } from '../../../explain/hangs/stopped.js';
import type { Wrong } from '../../../explain/wrong.js';

/**
 * Standard output is the lines `node I hop H` of a token that goes round among so many `nodes`: H from 1 to `hops`, I being H modulo
 * `nodes`. With `partly` only a beginning of them is wanted, at least a line, and its last line may be torn.
 */
export const ringLines = defineCondition(
  'ring-lines',
  {
    nodes: z.number().int().min(1),
    hops: z.number().int().min(0),
    partly: z.boolean().default(false),
  },
  ({ nodes, hops, partly }, seen) => {
    const lines = Buffer.from(seen.run.programs[0]?.stdout ?? [])
      .toString('latin1')
      .split('\n');
    const last = lines.pop() ?? '';
    const wrong = firstWrong(lines, nodes, hops);
    if (wrong) return wrong;
    if (partly) return lines.length > 0 ? null : nothing;
    const stopped = explainStop(seen);
    if (stopped) return stopped;
    if (last !== '') {
      return {
        en: `The output ends in ${JSON.stringify(last)}, without a newline.`,
        zh: `输出以 ${JSON.stringify(last)} 结尾，没有换行符。`,
      };
    }
    if (lines.length === hops) return null;
    return {
      en: `${lines.length} lines were printed; ${hops} were wanted, the last one being ${lineOf(hops, nodes)}.`,
      zh: `输出了 ${lines.length} 行；应当有 ${hops} 行，最后一行是 ${lineOf(hops, nodes)}。`,
    };
  },
);

const nothing: Wrong = { en: 'Not a line was printed.', zh: '一行也没有输出。' };

function lineOf(hop: number, nodes: number): string {
  return `"node ${hop % nodes} hop ${hop}"`;
}

function firstWrong(lines: readonly string[], nodes: number, hops: number): Wrong | null {
  const at = lines.findIndex((line, index) => `"${line}"` !== lineOf(index + 1, nodes) || index >= hops);
  if (at < 0) return null;
  const seen = JSON.stringify(lines[at]?.slice(0, 60));
  if (at >= hops) {
    return {
      en: `After the ${hops} lines of the ${hops} hops came ${seen}: ${lines.length} lines in all.`,
      zh: `在 ${hops} 次传递的 ${hops} 行之后又出现了 ${seen}：总共 ${lines.length} 行。`,
    };
  }
  if (lines[at] === 'node 0 hop 0') {
    return {
      en: `Line ${at + 1} is "node 0 hop 0": the token begins at node 0 without a hop, so the first line is ${lineOf(1, nodes)}.`,
      zh: `第 ${at + 1} 行是 "node 0 hop 0"：令牌一开始就在节点 0，那不是一次传递，所以第一行是 ${lineOf(1, nodes)}。`,
    };
  }
  const wanted = lineOf(at + 1, nodes);
  const later = lines.findIndex((line) => `"${line}"` === wanted);
  if (later > at) {
    return {
      en: `Line ${at + 1} is ${seen}, and ${wanted} comes only as line ${later + 1}: the lines are out of order.`,
      zh: `第 ${at + 1} 行是 ${seen}，而 ${wanted} 到第 ${later + 1} 行才出现：各行的顺序乱了。`,
    };
  }
  return {
    en: `Line ${at + 1} is ${seen}; ${wanted} was wanted.`,
    zh: `第 ${at + 1} 行是 ${seen}；应当是 ${wanted}。`,
  };
}
