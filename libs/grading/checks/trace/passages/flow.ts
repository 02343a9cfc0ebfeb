import { z } from 'zod';
import { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';
import { nameObject } from '../../../explain/words/names.js';
import { judgeMessage } from '../../../explain/payloads/judge-message.js';
import { ObjectKinds } from '../../../explain/payloads/object-choice.js';
import { carries, findPayload } from '../../../explain/payloads/payload.js';
import { Party } from '../../../explain/payloads/party.js';
import { historyOf } from '../../../explain/seen-history.js';
import { payloadBytes, WantedPayload } from '../../../explain/payloads/wanted-payload.js';

/**
 * The payload flowed from one party to another through one object of a kind `through` (and named `name`): as many bytes as the payload
 * has, and the same ones, letters without regard to case. Without `payload` it is what the sending program was given. With `message` it
 * came as one message of exactly these bytes, of this `priority` or this `type`. With `exact` no further bytes may have gone there.
 * `none` is the sentence when not a byte did.
 */
export const flow = defineCondition(
  'flow',
  {
    from: Party,
    to: Party,
    through: ObjectKinds,
    name: z.string().optional(),
    payload: WantedPayload.optional(),
    message: z
      .strictObject({ priority: z.number().int().optional(), type: z.number().int().optional() })
      .optional(),
    exact: z.boolean().default(false),
    none: Sentence,
  },
  ({ none, message, exact, payload: wantedPayload, ...passage }, seen) => {
    const payload = findPayload(seen, passage);
    if (payload === null) return none;
    const name = nameObject(historyOf(seen), payload.object);
    const input = payloadBytes(seen, passage.from, wantedPayload);
    const wanted = input.length;
    if (message !== undefined) return judgeMessage(payload, { bytes: input, ...message }, name);
    if (exact && payload.bytes > wanted) {
      return {
        about: [payload.object],
        en: `${payload.bytes} bytes went through ${name} where ${wanted} were wanted.`,
        zh: `经过 ${name} 的有 ${payload.bytes} 个字节，应为 ${wanted} 个。`,
      };
    }
    if (!carries(payload, input)) {
      return {
        about: [payload.object],
        en: `${none.en} ${payload.bytes} other bytes went through ${name}.`,
        zh: `${none.zh}经过 ${name} 的是另外 ${payload.bytes} 个字节。`,
      };
    }
    if (payload.bytes < wanted) {
      return {
        about: [payload.object],
        en: `Only ${payload.bytes} of the ${wanted} input bytes went through ${name}.`,
        zh: `${wanted} 个输入字节中只有 ${payload.bytes} 个经过了 ${name}。`,
      };
    }
    return null;
  },
);
