import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { nodesOf, writtenLines } from '../../../explain/messages/ring.js';

/** The program made at least `nodes` children, and each of the first ones lived until the last line that is its own was printed. */
export const ringNodes = defineCondition(
  'ring-nodes',
  { nodes: z.number().int().min(1) },
  ({ nodes }, seen) => {
    const children = nodesOf(seen);
    if (children.length < nodes) {
      return {
        en: `\`${seen.program}\` made ${children.length} children; ${nodes} were wanted, one for each node.`,
        zh: `\`${seen.program}\` 创建了 ${children.length} 个子进程；应当有 ${nodes} 个，每个节点一个。`,
      };
    }
    const lines = writtenLines(seen);
    for (const [place, child] of children.slice(0, nodes).entries()) {
      const last = lines.findLast((line) => line.text.startsWith(`node ${place} `));
      if (last && child.endMs !== null && child.endMs < last.atMs) {
        return {
          about: [child.id],
          en: `The child for node ${place} (pid ${child.pid}) had ended before "${last.text}" was printed: a node lives until its last hop.`,
          zh: `节点 ${place} 的子进程（pid ${child.pid}）在输出“${last.text}”之前就已结束：节点应活到自己的最后一次传递。`,
        };
      }
    }
    return null;
  },
);
