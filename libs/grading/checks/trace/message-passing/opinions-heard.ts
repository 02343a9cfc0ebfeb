import type { Flow, History } from '#libs/trace/history';
import { defineCondition } from '../../../condition.js';
import { idOf } from '../../../explain/messages/opinions.js';
import { carriesMessages } from '../../../explain/messages/ring.js';
import { historyOf } from '../../../explain/seen-history.js';
import type { CaseRun } from '../../../runs/case-run.js';
import type { Wrong } from '../../../explain/wrong.js';

/**
 * Before a program, a node of an election, first printed `leader X` of another node X, it had received a message that X had sent,
 * or somebody who had heard of X in this way.
 */
export const opinionsHeard = defineCondition('opinions-heard', {}, (_, seen) => {
  const history = historyOf(seen);
  for (const program of seen.run.programs.keys()) {
    for (const { leader, atMs } of firstWords(seen, history, program)) {
      if (leader === idOf(seen, program)) continue;
      const heardMs = heardOf(seen, history, leader).get(program) ?? Number.POSITIVE_INFINITY;
      if (heardMs <= atMs) continue;
      return untold(seen, program, leader);
    }
  }
  return null;
});

// A message tells of everybody whom its sender had heard of when it was sent. Answers when each program first knew of X.
function heardOf(seen: CaseRun, history: History, leader: string): ReadonlyMap<number, number> {
  const owner = new Map(history.processes.map((life) => [life.id, life.program]));
  const known = new Map<number, number>();
  for (const program of seen.run.programs.keys()) if (idOf(seen, program) === leader) known.set(program, 0);
  for (const flow of messagesInOrder(history)) {
    const [from, to] = [owner.get(flow.from ?? ''), owner.get(flow.to ?? '')];
    if (from === undefined || to === undefined || from === to) continue;
    const since = known.get(from);
    const receivedMs = flow.receivedMs ?? Number.POSITIVE_INFINITY;
    if (
      since === undefined ||
      flow.sentMs < since ||
      receivedMs >= (known.get(to) ?? Number.POSITIVE_INFINITY)
    )
      continue;
    known.set(to, receivedMs);
  }
  return known;
}

function messagesInOrder(history: History): readonly Flow[] {
  return history.transfers
    .filter(
      (flow) => flow.kind === 'data' && flow.receivedMs !== null && carriesMessages(history, flow.through),
    )
    .toSorted((a, b) => (a.receivedMs ?? 0) - (b.receivedMs ?? 0));
}

interface Word {
  readonly leader: string;
  readonly atMs: number;
}

// When a program first named each leader: the entry of the write that holds the line.
function firstWords(seen: CaseRun, history: History, program: number): readonly Word[] {
  const own = new Set(history.processes.filter((life) => life.program === program).map((life) => life.id));
  const outputs = new Set(history.objects.filter((one) => one.outside === 'stdout').map((one) => one.id));
  const text = Buffer.from(seen.run.programs[program]?.stdout ?? []);
  const words: Word[] = [];
  for (const flow of history.transfers) {
    if (flow.kind !== 'data' || !outputs.has(flow.through) || !own.has(flow.from ?? '')) continue;
    const piece = text.toString('utf8', flow.offset, flow.offset + flow.bytes);
    for (const [, leader = ''] of piece.matchAll(/leader (\d+)/g))
      if (!words.some((word) => word.leader === leader)) words.push({ leader, atMs: flow.sentMs });
  }
  return words;
}

function untold(seen: CaseRun, program: number, leader: string): Wrong {
  const id = idOf(seen, program);
  const ran = [...seen.run.programs.keys()].some((index) => idOf(seen, index) === leader);
  const never = ran ? '' : ` Node ${leader} never ran.`;
  return {
    en: `Node ${id} named ${leader} before any message from node ${leader}, or from somebody who had heard of it, had reached it.${never}`,
    zh: `节点 ${id} 说出 ${leader} 时，还没有任何来自节点 ${leader}、或来自听说过它的节点的消息到达。${ran ? '' : `节点 ${leader} 从未运行。`}`,
  };
}
