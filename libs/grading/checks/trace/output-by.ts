import { z } from 'zod';
import { defineCondition } from '../../condition.js';
import { capital, nameProcess } from '../../explain/names.js';
import { historyOf, partyOf } from '../../explain/seen-history.js';

/** Everything on the outer standard output was written by the named party, and something was. */
export const outputBy = defineCondition(
  'output-by',
  { party: z.enum(['program', 'descendants', 'own', 'command']) },
  ({ party }, seen) => {
    const history = historyOf(seen);
    const allowed = partyOf(seen, party);
    const outputs = new Set(
      history.objects.filter((object) => object.outside === 'stdout').map((object) => object.id),
    );
    const writes = history.transfers.filter(
      (flow) => flow.kind === 'data' && outputs.has(flow.through) && flow.from !== null,
    );
    const other = writes.find((flow) => flow.from !== null && !allowed.has(flow.from));
    if (other?.from) {
      const who = nameProcess(history, other.from);
      return {
        about: [other.from, other.through],
        en: `${capital(who.en)} wrote the output itself: ${other.bytes} bytes on standard output that another process should have written.`,
        zh: `${who.zh}自己写了输出：标准输出上的 ${other.bytes} 字节应由另一个进程来写。`,
      };
    }
    if (writes.length > 0) return null;
    return { en: 'Nobody wrote to standard output.', zh: '没有进程向标准输出写入。' };
  },
);
