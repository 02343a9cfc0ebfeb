import { z } from 'zod';
import { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../condition.js';
import { nameObject } from '../../explain/names.js';
import { carries, findPayload } from '../../explain/payload.js';
import { historyOf } from '../../explain/seen-history.js';

const Party = z.enum(['program', 'descendants', 'own', 'command']);

/**
 * The payload flowed from one party to another through one object of kind `through`: as many bytes as the case's input has, and
 * the same ones. `none` is the sentence when not a byte did.
 */
export const flow = defineCondition(
  'flow',
  { from: Party, to: Party, through: z.enum(['pipe']), none: Sentence },
  ({ none, ...passage }, seen) => {
    const payload = findPayload(seen, passage);
    if (payload === null) return none;
    const name = nameObject(historyOf(seen), payload.object);
    const [input = new Uint8Array()] = seen.inputs;
    const wanted = input.length;
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
