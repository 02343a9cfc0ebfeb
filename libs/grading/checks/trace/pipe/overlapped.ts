import { defineCondition } from '../../../condition.js';
import { findPayload } from '../../../explain/payloads/payload.js';

/** Output of the command was already read while input was still being written: both directions move at the same time. */
export const overlapped = defineCondition('overlapped', {}, (_, seen) => {
  const input = findPayload(seen, { from: 'own', to: 'command', through: 'pipe' });
  const output = findPayload(seen, { from: 'command', to: 'own', through: 'pipe' });
  const lastWriteMs = Math.max(...(input?.flows.map((flow) => flow.sentMs) ?? [Number.NEGATIVE_INFINITY]));
  const firstReadMs = Math.min(
    ...(output?.flows.map((flow) => flow.receivedMs ?? Number.POSITIVE_INFINITY) ?? [
      Number.POSITIVE_INFINITY,
    ]),
  );
  if (firstReadMs < lastWriteMs) return null;
  return {
    en: 'All input was written before the first output was read: the two directions did not overlap.',
    zh: '在读取第一批输出之前就写完了全部输入：两个方向没有同时进行。',
  };
});
