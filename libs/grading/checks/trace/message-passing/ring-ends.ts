import { z } from 'zod';
import type { DescriptorLife, History, ProcessLife } from '#libs/trace/history';
import { defineCondition } from '../../../condition.js';
import { capital, nameObject } from '../../../explain/words/names.js';
import { nameNode, nodesOf, writtenLines } from '../../../explain/messages/ring.js';
import { historyOf } from '../../../explain/seen-history.js';
import type { Wrong } from '../../../explain/wrong.js';

/**
 * When the line of `hop` is printed, no node holds a write end of the pipe by which its neighbour reaches it, nor an end of a pipe
 * between two other nodes.
 */
export const ringEnds = defineCondition(
  'ring-ends',
  { nodes: z.number().int().min(2), hop: z.number().int().min(1) },
  ({ nodes: count, hop }, seen) => {
    const history = historyOf(seen);
    const nodes = nodesOf(seen).slice(0, count);
    const moment = writtenLines(seen)[hop - 1]?.atMs;
    if (moment === undefined) {
      return {
        en: `Hop ${hop} never came, so nobody could look who holds which end.`,
        zh: `第 ${hop} 次传递没有发生，因此无法查看谁持有哪一端。`,
      };
    }
    for (const [place, node] of nodes.entries()) {
      for (const life of openPipes(history, node, moment)) {
        const wrong = judgeEnd(history, { life, place, nodes });
        if (wrong) return wrong;
      }
    }
    return null;
  },
);

function openPipes(history: History, node: ProcessLife, atMs: number): readonly DescriptorLife[] {
  const pipes = new Set(
    history.objects
      .filter((one) => one.kind === 'pipe' && one.outside === null && one.role !== 'runtime')
      .map((one) => one.id),
  );
  return history.descriptors.filter(
    (life) =>
      life.process === node.id &&
      pipes.has(life.object) &&
      life.fromMs <= atMs &&
      (life.untilMs === null || life.untilMs > atMs),
  );
}

interface HeldEnd {
  readonly life: DescriptorLife;
  readonly place: number;
  readonly nodes: readonly ProcessLife[];
}

// Only what carried data from node to node is a channel of the ring.
function judgeEnd(history: History, { life, place, nodes }: HeldEnd): Wrong | null {
  const ids = nodes.map((node) => node.id);
  const used = history.transfers.filter(
    (flow) =>
      flow.kind === 'data' &&
      flow.through === life.object &&
      flow.from !== flow.to &&
      ids.includes(flow.from ?? '') &&
      ids.includes(flow.to ?? ''),
  );
  if (used.length === 0) return null;
  const isReader = used.some((flow) => flow.to === life.process);
  const isWriter = used.some((flow) => flow.from === life.process);
  if ((isReader && life.access === 'read') || (isWriter && life.access !== 'read')) return null;
  const who = nameNode(history, nodes, ids[place] ?? '');
  const pipe = nameObject(history, life.object);
  const [end, endZh] = life.access === 'read' ? ['read', '读端'] : ['write', '写端'];
  const [from, to] = [used[0]?.from ?? '', used[0]?.to ?? ''].map((id) => nameNode(history, nodes, id));
  return {
    about: [life.process, life.object],
    en: `${capital(who.en)} holds the ${end} end of ${pipe} (fd ${life.fd}), by which ${from?.en} reaches ${to?.en}, and has no use for it: close it.`,
    zh: `${who.zh}持有 ${pipe} 的${endZh}（fd ${life.fd}），那是${from?.zh}通向${to?.zh}的通道，它用不到：应当关闭。`,
  };
}
