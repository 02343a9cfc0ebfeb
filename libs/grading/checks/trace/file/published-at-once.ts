import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { nothingPublished, publicationsIn } from '../../../explain/files/messages-in-folder.js';

/** Each message in the mailbox `folder` got its name by one step, link or rename, when it was whole: nobody wrote to it afterwards. */
export const publishedAtOnce = defineCondition(
  'published-at-once',
  { folder: z.string() },
  ({ folder }, seen) => {
    const all = publicationsIn(seen, folder);
    if (all.length === 0) return nothingPublished;
    const opened = all.find(({ one }) => one.step.kind === 'open');
    if (opened)
      return {
        en: `Message ${opened.number} was opened under its final name and filled there: whoever looks meanwhile sees a part of it.`,
        zh: `消息 ${opened.number} 是以最终的名字打开再写入的：这期间来看的进程会看到它的一部分。`,
      };
    const late = all.find(({ one, story }) =>
      story.some(({ at, step }) => at > one.at && step.kind === 'write' && step.object === one.step.object),
    );
    if (!late) return null;
    return {
      en: `Message ${late.number} was written to after it had got its name: whoever looked in between saw a part of it.`,
      zh: `消息 ${late.number} 在得到名字之后还被写过：这中间来看的进程会看到它的一部分。`,
    };
  },
);
