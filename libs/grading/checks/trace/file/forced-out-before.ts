import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import {
  nothingPublished,
  publicationsIn,
  type Publication,
} from '../../../explain/files/messages-in-folder.js';

/** The data of each message in the mailbox `folder` were forced out (fsync, fdatasync, O_SYNC, O_DSYNC, sync, syncfs) before it got its name. */
export const forcedOutBefore = defineCondition(
  'forced-out-before',
  { folder: z.string() },
  ({ folder }, seen) => {
    const all = publicationsIn(seen, folder);
    if (all.length === 0) return nothingPublished;
    const loose = all.find((one) => !isForced(one));
    if (!loose) return null;
    return {
      en: `Message ${loose.number} was published before its data were forced out: after a power failure its name may be there, and its data not.`,
      zh: `消息 ${loose.number} 在数据被强制写出之前就发布了：断电之后，名字可能在，数据却不在。`,
    };
  },
);

function isForced({ one, story }: Publication): boolean {
  const { object } = one.step;
  const before = story.filter(({ at }) => at < one.at);
  const last = before.findLast(({ step }) => step.kind === 'write' && step.object === object);
  if (!last || (last.step.kind === 'write' && last.step.forces)) return one.step.kind !== 'open';
  return before.some(
    ({ at, step }) =>
      at > last.at && step.kind === 'force' && (step.object === object || step.object === null),
  );
}
