import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { explainStop } from '../../../explain/hangs/stopped.js';
import { printedBy, type Transfer, transfersOf } from '../../../explain/payloads/transfers.js';
import type { Wrong } from '../../../explain/wrong.js';

const start = 1000;

/**
 * Every transfer of the case's input was answered once, with `done` or, where `mayRefuse` says so, with `refused`; and afterwards each
 * of the `accounts` stood at 1000, what the done ones brought, less what they took, and the total with it.
 */
export const bankBooks = defineCondition(
  'bank-books',
  { accounts: z.number().int().min(1), mayRefuse: z.boolean().default(false) },
  ({ accounts, mayRefuse }, seen) => {
    const transfers = transfersOf(seen);
    const lines = printedBy(seen);
    const answers = readAnswers(lines);
    const books = readBooks(lines);
    const early = tooEarly(lines, transfers, answers);
    if (early) return withTotal(early, books, accounts);
    const wrong = judgeAnswers(transfers, answers, mayRefuse);
    const stopped = explainStop(seen);
    if (stopped) return wrong === null ? stopped : join(wrong, stopped);
    return wrong === null
      ? judgeBooks({ transfers, answers, books, accounts })
      : withTotal(wrong, books, accounts);
  },
);

// What was seen, and why nothing more came.
function join(wrong: Wrong, stopped: Wrong): Wrong {
  return { ...stopped, en: `${wrong.en} ${stopped.en}`, zh: `${wrong.zh}${stopped.zh}` };
}

function tooEarly(lines: readonly string[], transfers: readonly Transfer[], answers: Answers): Wrong | null {
  const books = lines.findIndex((line) => /^(account \d+|total) -?\d+$/.test(line));
  if (books < 0) return null;
  const before = readAnswers(lines.slice(0, books));
  const open = transfers.filter(({ id }) => !before.has(id));
  const [first] = open;
  if (!first) return null;
  return {
    en: `The accounts were printed while a transfer is still on its way: ${first.id} from ${first.from} to ${first.to}${answers.has(first.id) ? ' was answered only afterwards' : ' was never answered'} (${open.length} in all).`,
    zh: `仍有转账在途，账户就已输出：从 ${first.from} 到 ${first.to} 的 ${first.id} ${answers.has(first.id) ? '此后才得到回答' : '始终没有得到回答'}（共 ${open.length} 笔）。`,
  };
}

type Answers = ReadonlyMap<string, readonly string[]>;

function readAnswers(lines: readonly string[]): Answers {
  const answers = new Map<string, string[]>();
  for (const line of lines) {
    const [, id, answer] = /^(\S+) (done|refused)$/.exec(line) ?? [];
    if (id !== undefined && answer !== undefined) answers.set(id, [...(answers.get(id) ?? []), answer]);
  }
  return answers;
}

interface Books {
  readonly balances: ReadonlyMap<number, number>;
  readonly total: number | null;
}

function readBooks(lines: readonly string[]): Books {
  const balances = new Map<number, number>();
  let total: number | null = null;
  for (const line of lines) {
    const account = /^account (\d+) (-?\d+)$/.exec(line);
    if (account) balances.set(Number(account[1]), Number(account[2]));
    const sum = /^total (-?\d+)$/.exec(line);
    if (sum) total = Number(sum[1]);
  }
  return { balances, total };
}

function judgeAnswers(transfers: readonly Transfer[], answers: Answers, mayRefuse: boolean): Wrong | null {
  const missing = transfers.filter(({ id }) => !answers.has(id));
  const [first] = missing;
  if (first) {
    return {
      en: `${missing.length} of ${transfers.length} transfers were never answered, such as ${first.id} from ${first.from} to ${first.to}.`,
      zh: `${transfers.length} 笔转账中有 ${missing.length} 笔始终没有回答，例如从 ${first.from} 到 ${first.to} 的 ${first.id}。`,
    };
  }
  const twice = transfers.find(({ id }) => (answers.get(id)?.length ?? 0) > 1);
  if (twice) {
    const said = answers.get(twice.id) ?? [];
    return {
      en: `${twice.id} was answered ${said.length} times (${said.slice(0, 3).join(', ')}); each ID is answered once.`,
      zh: `${twice.id} 被回答了 ${said.length} 次（${said.slice(0, 3).join('、')}）；每个编号只回答一次。`,
    };
  }
  const refused = mayRefuse ? undefined : transfers.find(({ id }) => answers.get(id)?.[0] === 'refused');
  if (!refused) return null;
  return {
    en: `${refused.id} was refused, though account ${refused.from} gives less than ${start} in all.`,
    zh: `${refused.id} 被拒绝，而账户 ${refused.from} 总共给出的不到 ${start}。`,
  };
}

// Money that is missing says where to look.
function withTotal(wrong: Wrong, { total }: Books, accounts: number): Wrong {
  if (total === null || total === accounts * start) return wrong;
  return {
    ...wrong,
    en: `${wrong.en} The total is ${total}; it was ${accounts * start} at the start.`,
    zh: `${wrong.zh}总额为 ${total}；开始时是 ${accounts * start}。`,
  };
}

interface Balance {
  readonly transfers: readonly Transfer[];
  readonly answers: Answers;
  readonly books: Books;
  readonly accounts: number;
}

function judgeBooks({ transfers, answers, books, accounts }: Balance): Wrong | null {
  const wanted = new Map<number, number>();
  for (const { id, from, to, amount } of transfers) {
    if (answers.get(id)?.[0] !== 'done') continue;
    wanted.set(from, (wanted.get(from) ?? start) - amount);
    wanted.set(to, (wanted.get(to) ?? start) + amount);
  }
  for (let account = 1; account <= accounts; account += 1) {
    const [seen, should] = [books.balances.get(account), wanted.get(account) ?? start];
    if (seen === should) continue;
    const wrong = {
      en: `Account ${account} stands at ${seen ?? 'nothing'}; the transfers that were done make it ${should}.`,
      zh: `账户 ${account} 的余额是 ${seen ?? '空'}；按已完成的转账应为 ${should}。`,
    };
    return withTotal(wrong, books, accounts);
  }
  if (books.total === accounts * start) return null;
  return {
    en: `The total is ${books.total ?? 'missing'}; ${accounts} accounts with ${start} each make ${accounts * start}.`,
    zh: `总额为 ${books.total ?? '空'}；${accounts} 个账户各 ${start}，应为 ${accounts * start}。`,
  };
}
