import { z } from 'zod';
import { placeOfRemnant } from '#libs/sandbox/remnant';
import { defineCondition } from '../../../condition.js';
import { messageNumber } from '../../../explain/files/messages-in-folder.js';
import { sightsOf, tooEarly } from '../../../explain/files/sights.js';
import { fillToken } from '../../../runs/seeded-data.js';

/** At the steps `look` of this id each message in the mailbox `folder` was as long as the standard input of `program` is: whole. */
export const messagesWhole = defineCondition(
  'messages-whole',
  { look: z.string(), folder: z.string(), program: z.number().int().min(0).default(0) },
  ({ look, folder, program }, seen) => {
    const sights = sightsOf(seen, look);
    if (sights.length === 0) return tooEarly(seen);
    const wanted = seen.inputs[program]?.length ?? 0;
    const whole = fillToken(folder, seen.token);
    for (const one of sights.flatMap(({ everything }) => everything)) {
      const number = messageNumber(whole, placeOfRemnant(one));
      if (number !== null && one.bytes !== wanted)
        return {
          en: `Message ${number} was visible with ${one.bytes} of ${wanted} bytes.`,
          zh: `消息 ${number} 只有 ${wanted} 字节中的 ${one.bytes} 字节时就已经看得见了。`,
        };
    }
    return null;
  },
);
