import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { capital } from '../../../explain/words/names.js';
import { nameNode, nodesOf, writtenLines } from '../../../explain/messages/ring.js';
import { historyOf } from '../../../explain/seen-history.js';
import { explainStop } from '../../../explain/hangs/stopped.js';

/** Each line `node I …` was written by the child I, counted from 0 by birth, and by nobody else. */
export const ringSpeakers = defineCondition(
  'ring-speakers',
  { nodes: z.number().int().min(1) },
  ({ nodes: count }, seen) => {
    const history = historyOf(seen);
    const nodes = nodesOf(seen).slice(0, count);
    const lines = writtenLines(seen);
    const [first] = lines;
    if (first === undefined)
      return explainStop(seen) ?? { en: 'Nobody printed a line.', zh: '没有进程输出任何一行。' };
    const wrong = lines.find(
      (line) => line.isMixed || nodes[Number(/^node (\d+) /.exec(line.text)?.[1])]?.id !== line.by,
    );
    if (wrong === undefined) return null;
    const who = nameNode(history, nodes, wrong.by);
    if (lines.length > 1 && lines.every((line) => line.by === first.by)) {
      return {
        about: [first.by],
        en: `All ${lines.length} lines were written by ${who.en}; each node prints its own lines.`,
        zh: `全部 ${lines.length} 行都是由${who.zh}写的；每个节点应输出自己的行。`,
      };
    }
    return {
      about: [wrong.by],
      en: `${capital(who.en)} wrote ${wrong.isMixed ? 'only a part of ' : ''}"${wrong.text}"; each node prints its own lines, and whole.`,
      zh: `“${wrong.text}”${wrong.isMixed ? '只有一部分' : ''}是由${who.zh}写的；每个节点应完整地输出自己的行。`,
    };
  },
);
