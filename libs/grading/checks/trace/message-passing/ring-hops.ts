import { z } from 'zod';
import type { Flow, History, ProcessLife } from '#libs/trace/history';
import { defineCondition } from '../../../condition.js';
import { capital } from '../../../explain/words/names.js';
import {
  carriesMessages,
  nameNode,
  nodesOf,
  type WrittenLine,
  writtenLines,
} from '../../../explain/messages/ring.js';
import { historyOf } from '../../../explain/seen-history.js';
import { explainStop } from '../../../explain/hangs/stopped.js';
import type { Wrong } from '../../../explain/wrong.js';

/** Between two lines that follow each other a message left the child of the first for the child of the second, and passed nobody else. */
export const ringHops = defineCondition(
  'ring-hops',
  { nodes: z.number().int().min(2), hops: z.number().int().min(1) },
  ({ nodes: count, hops }, seen) => {
    const history = historyOf(seen);
    const nodes = nodesOf(seen).slice(0, count);
    const lines = writtenLines(seen);
    if (nodes.length < count || lines.length < hops) {
      return (
        explainStop(seen) ?? {
          en: `${nodes.length} nodes printed ${lines.length} lines; ${count} nodes and ${hops} lines were wanted, so the hops between them cannot be followed.`,
          zh: `${nodes.length} 个节点输出了 ${lines.length} 行；应当有 ${count} 个节点和 ${hops} 行，因此无法跟踪它们之间的传递。`,
        }
      );
    }
    const messages = history.transfers.filter(
      (flow) => flow.kind === 'data' && carriesMessages(history, flow.through),
    );
    for (let hop = 2; hop <= hops; hop += 1) {
      const [from, to] = [nodes[(hop - 1) % count], nodes[hop % count]];
      const [before, after] = [lines[hop - 2], lines[hop - 1]];
      if (!from || !to || !before || !after) continue;
      const sinceMs = lines[hop - 1 - count]?.atMs ?? 0;
      const wrong = follow(history, messages, { hop, from, to, before, after, sinceMs, nodes });
      if (wrong) return wrong;
    }
    return null;
  },
);

interface Hop {
  readonly hop: number;
  readonly from: ProcessLife;
  readonly to: ProcessLife;
  readonly before: WrittenLine;
  readonly after: WrittenLine;
  /** When the receiver last had its turn: what it got later is for this one. */
  readonly sinceMs: number;
  readonly nodes: readonly ProcessLife[];
}

function follow(history: History, messages: readonly Flow[], one: Hop): Wrong | null {
  const { hop, from, to, before, after, sinceMs, nodes } = one;
  const direct = messages.filter((flow) => flow.from === from.id && flow.to === to.id);
  const arrived = direct.filter((flow) => (flow.receivedMs ?? Infinity) <= after.atMs);
  if (arrived.some((flow) => flow.sentMs >= before.atMs)) return null;
  const names = [from, to].map((life) => nameNode(history, nodes, life.id));
  const [source, target] = [names[0] ?? { en: '', zh: '' }, names[1] ?? { en: '', zh: '' }];
  const detour = pathOf(messages, one);
  if (detour !== null) {
    const stops = detour.map((id) => nameNode(history, nodes, id));
    return {
      about: detour.slice(0, -1),
      en: `Hop ${hop} went from ${source.en} to ${stops.map((stop) => stop.en).join(' and then to ')}; neighbours talk to each other directly.`,
      zh: `第 ${hop} 次传递从${source.zh}到${stops.map((stop) => stop.zh).join('，再到')}；相邻节点之间应直接通信。`,
    };
  }
  const early = direct.find((flow) => flow.sentMs < before.atMs && (flow.receivedMs ?? Infinity) >= sinceMs);
  if (early && arrived.includes(early)) {
    return {
      about: [from.id, early.through],
      en: `${capital(source.en)} passed the token on before it printed "${before.text}": from then on it is luck who prints first.`,
      zh: `${source.zh}在输出“${before.text}”之前就传出了令牌：从那时起，谁先输出就全凭运气。`,
    };
  }
  return {
    about: [from.id, to.id],
    en: `Between "${before.text}" and "${after.text}" no message went from ${source.en} to ${target.en}: how did ${target.en} know that it was its turn?`,
    zh: `在“${before.text}”和“${after.text}”之间，没有消息从${source.zh}到达${target.zh}：${target.zh}怎么知道轮到自己了？`,
  };
}

// The processes that messages of this time passed one after the other, from the first node to the second; null when there is no such way.
function pathOf(messages: readonly Flow[], { from, to, before, after }: Hop): readonly string[] | null {
  const reached = new Map<string, { atMs: number; way: readonly string[] }>([
    [from.id, { atMs: before.atMs, way: [] }],
  ]);
  const inTime = messages
    .filter((flow) => flow.sentMs >= before.atMs && (flow.receivedMs ?? Infinity) <= after.atMs)
    .toSorted((a, b) => (a.receivedMs ?? 0) - (b.receivedMs ?? 0));
  for (const flow of inTime) {
    const behind = flow.from === null ? undefined : reached.get(flow.from);
    if (!behind || flow.to === null || reached.has(flow.to) || flow.sentMs < behind.atMs) continue;
    reached.set(flow.to, { atMs: flow.receivedMs ?? 0, way: [...behind.way, flow.to] });
  }
  return reached.get(to.id)?.way ?? null;
}
