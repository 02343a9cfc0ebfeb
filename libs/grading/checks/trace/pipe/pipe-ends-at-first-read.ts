import { z } from 'zod';
import type { History } from '#libs/trace/history';
import { defineCondition } from '../../../condition.js';
import { capital, nameObject, nameProcess } from '../../../explain/words/names.js';
import { findPayload } from '../../../explain/payloads/payload.js';
import { Party } from '../../../explain/payloads/party.js';
import { historyOf } from '../../../explain/seen-history.js';

/** As the first data arrive, the sender has no read end of the payload's pipe and the receiver no write end. */
export const pipeEndsAtFirstRead = defineCondition(
  'pipe-ends-at-first-read',
  { from: Party, to: Party, through: z.enum(['pipe']) },
  (passage, seen) => {
    const history = historyOf(seen);
    const first = findPayload(seen, passage)?.flows[0];
    if (!first || first.from === null || first.to === null || first.receivedMs === null) {
      return {
        en: 'No pipe carried data from the parent to the child.',
        zh: '没有管道把数据从父进程送到子进程。',
      };
    }
    const readEnd = endHeld(history, {
      process: first.from,
      object: first.through,
      access: 'read',
      atMs: first.receivedMs,
    });
    if (readEnd !== null)
      return held(history, {
        process: first.from,
        object: first.through,
        fd: readEnd,
        end: ['read', '读端'],
      });
    const writeEnd = endHeld(history, {
      process: first.to,
      object: first.through,
      access: 'write',
      atMs: first.receivedMs,
    });
    if (writeEnd !== null)
      return held(history, {
        process: first.to,
        object: first.through,
        fd: writeEnd,
        end: ['write', '写端'],
      });
    return null;
  },
);

interface End {
  readonly process: string;
  readonly object: string;
  readonly access: 'read' | 'write';
  readonly atMs: number;
}

function endHeld(history: History, end: End): number | null {
  const open = history.descriptors.find(
    (life) =>
      life.process === end.process &&
      life.object === end.object &&
      (life.access === end.access || life.access === 'both') &&
      life.fromMs <= end.atMs &&
      (life.untilMs === null || life.untilMs > end.atMs),
  );
  return open?.fd ?? null;
}

function held(
  history: History,
  end: { process: string; object: string; fd: number; end: readonly [string, string] },
) {
  const who = nameProcess(history, end.process);
  const pipe = nameObject(history, end.object);
  return {
    about: [end.process, end.object],
    en: `${capital(who.en)} still held the ${end.end[0]} end of ${pipe} (fd ${end.fd}) when the first data arrived, and has no use for it.`,
    zh: `第一批数据到达时，${who.zh}仍持有 ${pipe} 的${end.end[1]}（fd ${end.fd}），而它用不到这一端。`,
  };
}
