import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { capital, nameProcess } from '../../../explain/words/names.js';
import { Party, partyOf } from '../../../explain/payloads/party.js';
import { historyOf } from '../../../explain/seen-history.js';
import type { CaseRun } from '../../../runs/case-run.js';

/** Everything on the outer standard output (of the program `of`, or of all) was written by the named party, and something was. */
export const outputBy = defineCondition(
  'output-by',
  { party: Party, of: z.number().int().min(0).optional() },
  ({ party, of }, seen) => {
    const history = historyOf(seen);
    const allowed = partyOf(seen, party);
    const outputs = outputsOf(seen, of);
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

function outputsOf(seen: CaseRun, of: number | undefined): ReadonlySet<string> {
  const { objects, processes, descriptors } = historyOf(seen);
  const outputs = objects.filter((object) => object.outside === 'stdout').map(({ id }) => id);
  if (of === undefined) return new Set(outputs);
  const root = processes.find(({ parent, program }) => parent === null && program === of);
  const given = new Set(
    descriptors.filter(({ process, fd }) => process === root?.id && fd === 1).map(({ object }) => object),
  );
  return new Set(outputs.filter((id) => given.has(id)));
}
