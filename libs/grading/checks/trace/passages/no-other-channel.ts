import { z } from 'zod';
import type { IpcObject } from '#libs/trace/history';
import { defineCondition } from '../../../condition.js';
import { findChannels } from '../../../explain/payloads/find-channels.js';
import { capital, nameProcess } from '../../../explain/words/names.js';
import { isChosen, ObjectKinds } from '../../../explain/payloads/object-choice.js';
import { historyOf } from '../../../explain/seen-history.js';
import { ProgramRange } from '../../../runs/case-program.js';

/**
 * Between these programs (with their children), or between any two processes of one program, no object but those allowed carries more
 * than `mostBytes`, and none is memory that one of them can write and another one has mapped. What a language's runtime makes for
 * itself does not count.
 */
export const noOtherChannel = defineCondition(
  'no-other-channel',
  {
    between: z.union([
      ProgramRange,
      z.array(z.number().int().min(0)).min(2),
      z.strictObject({ processesOf: z.number().int().min(0) }),
    ]),
    allow: z.array(z.strictObject({ kinds: ObjectKinds, name: z.string().optional() })).default([]),
    mostBytes: z.number().int().min(0).default(0),
  },
  ({ between, allow, mostBytes }, seen) => {
    const history = historyOf(seen);
    const isAllowed = (object: IpcObject): boolean =>
      object.role === 'runtime' || allow.some((choice) => isChosen(seen, object, choice));
    const other = findChannels(history, between).find(
      ({ object, bytes, isMapped }) => !isAllowed(object) && (isMapped || bytes > mostBytes),
    );
    if (other === undefined) return null;
    const { from, to, object, bytes, isMapped } = other;
    const [one, two] = [nameProcess(history, from), nameProcess(history, to)];
    const about = [object.id, from, to];
    if (isMapped)
      return {
        about,
        en: `${capital(one.en)} and ${two.en} share memory that can be written: ${object.name} (${object.kind}). The task does not allow this way between them.`,
        zh: `${one.zh}与${two.zh}共享可写的内存：${object.name}（${object.kind}）。任务不允许它们之间走这条路。`,
      };
    return {
      about,
      en: `${bytes} bytes went from ${one.en} to ${two.en} through ${object.name} (${object.kind}); at most ${mostBytes} may go another way than the task allows.`,
      zh: `有 ${bytes} 个字节经 ${object.name}（${object.kind}）从${one.zh}到达${two.zh}；任务所允许的路径之外至多可走 ${mostBytes} 个字节。`,
    };
  },
);
