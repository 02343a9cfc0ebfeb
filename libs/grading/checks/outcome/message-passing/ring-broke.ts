import { z } from 'zod';
import type { BlockedCall, History, ProcessLife } from '#libs/trace/history';
import { defineCondition } from '../../../condition.js';
import { nameNode, nodesOf } from '../../../explain/messages/ring.js';
import { explainStop } from '../../../explain/hangs/stopped.js';
import type { Wrong } from '../../../explain/wrong.js';
import type { CaseRun } from '../../../runs/case-run.js';

/** After the node `killed` had been killed, the program ended by itself with status 3 and a message on standard error. */
export const ringBroke = defineCondition(
  'ring-broke',
  { killed: z.number().int().min(0) },
  ({ killed }, seen) => {
    const { end, stderr } = seen.run.programs[0] ?? { end: { kind: 'running' }, stderr: [] };
    if (seen.run.ended !== 'programs-ended' || end.kind === 'running') return waiting(killed, seen);
    if (end.kind === 'killed') {
      return {
        en: `Node ${killed} was killed, and \`${seen.program}\` was killed by signal ${end.signal} itself; status 3 was wanted.`,
        zh: `节点 ${killed} 被杀死，而 \`${seen.program}\` 自己也被信号 ${end.signal} 杀死；应当以状态 3 结束。`,
      };
    }
    if (end.code !== 3) {
      return {
        en: `Node ${killed} was killed, and \`${seen.program}\` ended with status ${end.code}; status 3 was wanted, for the ring is broken.`,
        zh: `节点 ${killed} 被杀死，而 \`${seen.program}\` 以状态 ${end.code} 结束；环已断开，应当是 3。`,
      };
    }
    if (stderr.length > 0) return null;
    return {
      en: `Node ${killed} was killed, and \`${seen.program}\` said nothing on standard error; a message was wanted.`,
      zh: `节点 ${killed} 被杀死，而 \`${seen.program}\` 没有在标准错误上说任何话；应当有一条信息。`,
    };
  },
);

function waiting(killed: number, seen: CaseRun): Wrong | null {
  const { history } = seen;
  const nodes = history === null ? [] : nodesOf(seen);
  const victim = nodes[killed];
  const inherited = history === null || victim === undefined ? null : keptOpen(history, nodes, victim);
  if (inherited)
    return {
      ...inherited,
      en: `Node ${killed} is dead, but ${inherited.en}`,
      zh: `节点 ${killed} 已死，但${inherited.zh}`,
    };
  const stopped = explainStop(seen);
  return {
    ...stopped,
    en: `Node ${killed} was killed, and \`${seen.program}\` did not end. ${stopped?.en ?? ''}`.trimEnd(),
    zh: `节点 ${killed} 被杀死，而 \`${seen.program}\` 没有结束。${stopped?.zh ?? ''}`,
  };
}

// Somebody waits for the end-of-file of a channel that the dead node wrote, and others hold its write end.
function keptOpen(history: History, nodes: readonly ProcessLife[], victim: ProcessLife): Wrong | null {
  const wrote = new Set(
    history.transfers
      .filter((flow) => flow.kind === 'data' && flow.from === victim.id)
      .map((flow) => flow.through),
  );
  const reader = history.blocked.find(
    (call) =>
      isOfNode(nodes, call) && call.object !== null && wrote.has(call.object) && call.heldBy.length > 0,
  );
  if (!reader) return null;
  const who = nameNode(history, nodes, reader.process);
  const holders = [...new Set(reader.heldBy.map((holder) => holder.process))].slice(0, 4);
  const names = holders.map((id) => nameNode(history, nodes, id));
  const verb = holders.length === 1 ? 'holds' : 'hold';
  const list = names.map((name) => name.en);
  const last = list.pop() ?? '';
  return {
    about: holders,
    en: `${who.en} still waits: ${list.length > 0 ? `${list.join(', ')} and ` : ''}${last} ${verb} the write end of what it reads, too.`,
    zh: `${who.zh}仍在等待：${names.map((name) => name.zh).join('、')}也持有它所读通道的写端。`,
  };
}

function isOfNode(nodes: readonly ProcessLife[], call: BlockedCall): boolean {
  return nodes.some((node) => node.id === call.process);
}
