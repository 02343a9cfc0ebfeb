import { defineCondition } from '../../../condition.js';
import { lettersTaken, pidsOf } from '../../../explain/messages/letters.js';
import { programsIn } from '../../../explain/lines/printed-lines.js';
import { historyOf } from '../../../explain/seen-history.js';
import { ProgramRange } from '../../../runs/case-program.js';

/** Each of the programs `clients` took System V messages of one type only, the pid of a process of its own. */
export const ownLettersOnly = defineCondition(
  'own-letters-only',
  { clients: ProgramRange },
  ({ clients }, seen) => {
    const history = historyOf(seen);
    for (const program of programsIn(clients)) {
      const pids = pidsOf(history, program);
      const own = new Set(pids.values());
      const strange = lettersTaken(history).find(
        (flow) => pids.has(flow.to ?? '') && !own.has(flow.messageType ?? 0),
      );
      if (!strange) continue;
      const [who, type] = [pids.get(strange.to ?? '') ?? 0, strange.messageType ?? 0];
      const what =
        type === 1
          ? { en: 'a request, which is for the server', zh: '一个请求，那是给服务器的' }
          : { en: `the letter addressed to ${type}`, zh: `写给 ${type} 的信` };
      return {
        about: [strange.to ?? '', strange.through],
        en: `Client ${who} took ${what.en}: with a type of 0 msgrcv takes whatever comes first.`,
        zh: `客户端 ${who} 取走了${what.zh}：类型为 0 时，msgrcv 取走最先到的任何消息。`,
      };
    }
    return null;
  },
);
