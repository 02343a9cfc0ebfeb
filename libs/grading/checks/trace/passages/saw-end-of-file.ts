import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { nameObject } from '../../../explain/words/names.js';
import { findPayload } from '../../../explain/payloads/payload.js';
import { ObjectKinds } from '../../../explain/payloads/object-choice.js';
import { Party, partyOf } from '../../../explain/payloads/party.js';
import { historyOf } from '../../../explain/seen-history.js';

const noPipe = { en: 'No pipe carried data, so none could end.', zh: '没有管道传送过数据，也就无所谓结束。' };
const noObject = {
  en: 'No data went the way that was asked for, so nothing there could end.',
  zh: '没有数据走过所要求的路径，也就无所谓结束。',
};

/** A receiver of the payload read on until a read returned 0, which the kernel does when the last write end is closed (pipe(7), fifo(7)) or the other side of a connection is (tcp(7), unix(7)). */
export const sawEndOfFile = defineCondition(
  'saw-end-of-file',
  { from: Party, to: Party, through: ObjectKinds, name: z.string().optional() },
  (passage, seen) => {
    const history = historyOf(seen);
    const payload = findPayload(seen, passage);
    if (payload === null) return passage.through === 'pipe' ? noPipe : noObject;
    const receivers = partyOf(seen, passage.to);
    const ended = history.transfers.some(
      (flow) =>
        flow.kind === 'end-of-file' &&
        flow.through === payload.object &&
        flow.to !== null &&
        receivers.has(flow.to),
    );
    if (ended) return null;
    const name = nameObject(history, payload.object);
    return {
      about: [payload.object],
      en: `Nobody read ${name} to its end-of-file: no read of it returned 0.`,
      zh: `没有进程把 ${name} 读到文件结束：没有一次 read 返回 0。`,
    };
  },
);
