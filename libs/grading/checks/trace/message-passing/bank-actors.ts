import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { nodesOf, writtenLines } from '../../../explain/messages/ring.js';

/** The program made at least so many children, and each of the first ones was alive when the last answer of a transfer was printed. */
export const bankActors = defineCondition(
  'bank-actors',
  { actors: z.number().int().min(1) },
  ({ actors }, seen) => {
    const children = nodesOf(seen).slice(0, actors);
    if (children.length < actors) {
      return {
        en: `\`${seen.program}\` made ${children.length} child processes; ${actors} were wanted, an actor for each account.`,
        zh: `\`${seen.program}\` 创建了 ${children.length} 个子进程；应当有 ${actors} 个，每个账户一个角色。`,
      };
    }
    const last = writtenLines(seen).findLast((line) => /^\S+ (done|refused)$/.test(line.text));
    const gone = children.find((child) => child.endMs !== null && child.endMs < (last?.atMs ?? 0));
    if (!gone) return null;
    return {
      about: [gone.id],
      en: `The child for account ${children.indexOf(gone) + 1} (pid ${gone.pid}) had ended before the last transfer was answered; an actor lives as long as the bank.`,
      zh: `账户 ${children.indexOf(gone) + 1} 的子进程（pid ${gone.pid}）在最后一笔转账得到回答之前就已结束；角色与银行同寿。`,
    };
  },
);
