import { z } from 'zod';
import type { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';
import { changesOf, type FileChange, textOf } from '../../../explain/files/file-changes.js';
import { fileStory, nameByNumber, type StoryStep } from '../../../explain/files/file-story.js';
import { capital } from '../../../explain/words/names.js';
import type { CaseRun } from '../../../runs/case-run.js';
import { fillToken } from '../../../runs/seeded-data.js';

/**
 * Whoever changed the file `path` had an exclusive lock since before it read the content: a lock of the kernel's (fcntl, OFD, flock), or a
 * name that only one process can make (`O_EXCL`, link, mkdir, symlink).
 */
export const lockedChanges = defineCondition('locked-changes', { path: z.string() }, ({ path }, seen) => {
  const changes = changesOf(seen, fillToken(path, seen.token));
  if (changes.length === 0) return { en: 'Nobody changed the file.', zh: '没有进程改变过这个文件。' };
  const open = changes.find(({ covering }) => covering.length === 0);
  if (!open) return null;
  return open.one.locks.length > 0 ? readTooEarly(seen, open, changes) : unlocked(seen, open, changes);
});

interface Named {
  readonly who: Sentence;
  readonly read: string;
  readonly wrote: Sentence;
}

function named(seen: CaseRun, { one, read, value }: FileChange): Named {
  const wrote =
    value === '' ? { en: 'changed the file', zh: '改变文件' } : { en: `wrote ${value}`, zh: `写入 ${value}` };
  return { who: nameByNumber(seen, one.program), read: read ? textOf(read) : '', wrote };
}

// Who else changed the file between this one's read and its write.
function intruder(seen: CaseRun, change: FileChange, changes: readonly FileChange[]): Sentence {
  const other = changes.find(
    ({ one, value }) =>
      value !== '' &&
      one.program !== change.one.program &&
      one.at > (change.read?.at ?? 0) &&
      one.at < change.one.at,
  );
  if (!other)
    return {
      en: ': another process may write in between.',
      zh: '：别的进程可能在这中间写入。',
    };
  const who = nameByNumber(seen, other.one.program);
  return {
    en: `; ${who.en} wrote ${other.value} in between.`,
    zh: `；${who.zh}在这中间写入了 ${other.value}。`,
  };
}

function readTooEarly(seen: CaseRun, change: FileChange, changes: readonly FileChange[]): Sentence {
  const { who, read, wrote } = named(seen, change);
  if (!change.read)
    return {
      en: `${capital(who.en)} ${wrote.en} and had not read the file under its lock.`,
      zh: `${who.zh}${wrote.zh}，而没有在持有锁时读过文件。`,
    };
  const end = intruder(seen, change, changes);
  return {
    en: `${capital(who.en)} read ${read} before it had the lock${end.en}`,
    zh: `${who.zh}在得到锁之前就读了 ${read}${end.zh}`,
  };
}

function unlocked(seen: CaseRun, change: FileChange, changes: readonly FileChange[]): Sentence {
  const { who, read, wrote } = named(seen, change);
  const before = fileStory(seen).filter(
    ({ at, program }) => program === change.one.program && at < change.one.at,
  );
  const last = before.findLast(({ step }) => step.kind === 'lock' || step.kind === 'unlock');
  if (last?.step.kind === 'unlock' && last.step.by !== null) return lost(last, who, wrote);
  if (last?.step.kind === 'unlock' && last.at > (change.read?.at ?? 0))
    return {
      en: `${capital(who.en)} gave up its lock before it ${wrote.en}.`,
      zh: `${who.zh}在${wrote.zh}之前就放弃了锁。`,
    };
  if (last?.step.kind === 'lock')
    return {
      en: `${capital(who.en)} had only a shared lock when it ${wrote.en}: others can have one at the same time.`,
      zh: `${who.zh}${wrote.zh}时只有共享锁：别的进程可以同时持有共享锁。`,
    };
  const end = intruder(seen, change, changes);
  return {
    en: `${capital(who.en)} read ${read} and ${wrote.en} without a lock${end.en}`,
    zh: `${who.zh}读了 ${read} 又${wrote.zh}，却没有锁${end.zh}`,
  };
}

function lost({ step }: StoryStep, who: Sentence, wrote: Sentence): Sentence {
  return {
    en: `The lock was lost at the close of descriptor ${step.fd}, before ${who.en} ${wrote.en}.`,
    zh: `在${who.zh}${wrote.zh}之前，锁随着描述符 ${step.fd} 的关闭而丢失了。`,
  };
}
