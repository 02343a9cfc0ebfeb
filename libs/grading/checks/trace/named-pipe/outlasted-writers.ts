import { z } from 'zod';
import type { DescriptorLife } from '#libs/trace/history';
import { defineCondition } from '../../../condition.js';
import { nameObject } from '../../../explain/words/names.js';
import { ObjectKinds } from '../../../explain/payloads/object-choice.js';
import { Party, partyOf } from '../../../explain/payloads/party.js';
import { findPayload } from '../../../explain/payloads/payload.js';
import { historyOf } from '../../../explain/seen-history.js';

/**
 * The receiver of the payload stayed until the last writer had closed: a read of it returned 0, or it still had its read end when no write
 * end was left, as one that poll(2) tells of the hang-up. See fifo(7).
 */
export const outlastedWriters = defineCondition(
  'outlasted-writers',
  { from: Party, to: Party, through: ObjectKinds, name: z.string().optional() },
  (passage, seen) => {
    const history = historyOf(seen);
    const payload = findPayload(seen, passage);
    if (payload === null)
      return {
        en: 'No data went the way that was asked for, so nothing there could end.',
        zh: '没有数据走过所要求的路径，也就无所谓结束。',
      };
    const receivers = partyOf(seen, passage.to);
    const ends = history.descriptors.filter((life) => life.object === payload.object);
    const readTo = history.transfers.some(
      ({ kind, through, to }) =>
        kind === 'end-of-file' && through === payload.object && to !== null && receivers.has(to),
    );
    const lastWriter = latest(ends.filter(({ access }) => access !== 'read'));
    const lastReader = latest(ends.filter((life) => life.access === 'read' && receivers.has(life.process)));
    if (readTo || lastWriter < lastReader) return null;
    const name = nameObject(history, payload.object);
    return {
      about: [payload.object],
      en: `The receiver left ${name} while somebody could still write into it: it saw no end-of-file and no hang-up.`,
      zh: `接收者离开 ${name} 时还有进程可以写入：它既没有读到文件结束，也没有得知挂断。`,
    };
  },
);

function latest(lives: readonly DescriptorLife[]): number {
  return Math.max(0, ...lives.map(({ untilMs }) => untilMs ?? Number.POSITIVE_INFINITY));
}
