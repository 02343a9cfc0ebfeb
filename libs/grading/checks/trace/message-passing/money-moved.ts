import type { Flow } from '#libs/trace/history';
import { defineCondition } from '../../../condition.js';
import { carriesMessages, nodesOf, type WrittenLine, writtenLines } from '../../../explain/messages/ring.js';
import { historyOf } from '../../../explain/seen-history.js';
import { explainStop } from '../../../explain/hangs/stopped.js';
import { type Transfer, transfersOf } from '../../../explain/payloads/transfers.js';
import type { Wrong } from '../../../explain/wrong.js';
import type { CaseRun } from '../../../runs/case-run.js';

/**
 * Of each transfer, given one after the other: between the answer before and its own the giver's process, the child of that number by
 * birth, received a message, and then the receiver's process one, on a way of messages that began at the giver.
 */
export const moneyMoved = defineCondition('money-moved', {}, (_, seen) => {
  const lines = writtenLines(seen);
  const messages = messagesOf(seen);
  let beforeMs = 0;
  for (const transfer of transfersOf(seen)) {
    const answer = lines.find((line) => new RegExp(`^${transfer.id} (done|refused)$`).test(line.text));
    if (answer === undefined) {
      return (
        explainStop(seen) ?? {
          en: `${transfer.id} was never answered, so its money cannot be followed.`,
          zh: `${transfer.id} 始终没有回答，因此无法跟踪它的款项。`,
        }
      );
    }
    const wrong = follow(seen, { transfer, answer, beforeMs, messages });
    if (wrong) return wrong;
    beforeMs = answer.atMs;
  }
  return null;
});

function messagesOf(seen: CaseRun): readonly Flow[] {
  const history = historyOf(seen);
  return history.transfers
    .filter(
      (flow) => flow.kind === 'data' && flow.receivedMs !== null && carriesMessages(history, flow.through),
    )
    .toSorted((a, b) => (a.receivedMs ?? 0) - (b.receivedMs ?? 0));
}

interface Move {
  readonly transfer: Transfer;
  readonly answer: WrittenLine;
  readonly beforeMs: number;
  readonly messages: readonly Flow[];
}

function follow(seen: CaseRun, { transfer, answer, beforeMs, messages }: Move): Wrong | null {
  const actors = nodesOf(seen);
  const [giver, receiver] = [actors[transfer.from - 1], actors[transfer.to - 1]];
  const inTime = messages.filter(
    (flow) => (flow.receivedMs ?? 0) >= beforeMs && (flow.receivedMs ?? 0) <= answer.atMs,
  );
  const asked = inTime.find((flow) => flow.to === giver?.id);
  if (giver === undefined || asked === undefined) {
    return {
      about: giver ? [giver.id] : [],
      en: `"${answer.text}" was printed, and no message had reached the process of account ${transfer.from}: who asked it?`,
      zh: `输出了“${answer.text}”，而没有消息到达账户 ${transfer.from} 的进程：谁问过它？`,
    };
  }
  if (transfer.from === transfer.to || answer.text.endsWith(' refused')) return null;
  const reached = new Map([[giver.id, asked.receivedMs ?? 0]]);
  for (const flow of inTime) {
    const sinceMs = reached.get(flow.from ?? '');
    if (sinceMs === undefined || flow.sentMs < sinceMs || flow.to === null || reached.has(flow.to)) continue;
    reached.set(flow.to, flow.receivedMs ?? 0);
  }
  if (receiver && reached.has(receiver.id)) return null;
  return {
    about: [giver.id, ...(receiver ? [receiver.id] : [])],
    en: `"${answer.text}" was printed before anything that account ${transfer.from} sent had reached the process of account ${transfer.to}.`,
    zh: `输出“${answer.text}”时，账户 ${transfer.from} 发出的任何东西都还没有到达账户 ${transfer.to} 的进程。`,
  };
}
