import { z } from 'zod';
import type { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';
import { capital } from '../../../explain/words/names.js';
import { fileStory, nameByNumber, type StoryStep } from '../../../explain/files/file-story.js';
import type { CaseRun } from '../../../runs/case-run.js';
import { fillToken } from '../../../runs/seeded-data.js';

/**
 * No write to the file `path` could tear a record of `bytes`, whoever wrote at the same time: each write is a number of whole records that
 * O_APPEND puts in place, or it was made under an exclusive lock, the same for all, that was got before the position was chosen and kept
 * until the record was whole.
 */
export const recordsUntorn = defineCondition(
  'records-untorn',
  { path: z.string(), bytes: z.number().int().min(1) },
  ({ path, bytes }, seen) => {
    const whole = fillToken(path, seen.token);
    const story = fileStory(seen);
    const writes = story.filter(({ step }) => step.kind === 'write' && step.path === whole);
    if (writes.length === 0) return { en: 'Nobody wrote to the file.', zh: '没有进程写过这个文件。' };
    const writers = [...new Set(writes.map(({ program }) => program))];
    for (const program of writers) {
      const own = story.filter((one) => one.program === program);
      const wrong = tornBy({ seen, story, own, path: whole, bytes });
      if (wrong) return wrong;
    }
    return differentLocks(seen, writes, bytes);
  },
);

interface Writer {
  readonly seen: CaseRun;
  readonly story: readonly StoryStep[];
  /** The steps of one program. */
  readonly own: readonly StoryStep[];
  readonly path: string;
  readonly bytes: number;
}

function tornBy(writer: Writer): Sentence | null {
  const { own, path, bytes } = writer;
  let written = 0;
  let wasLocked = false;
  for (const one of own) {
    const { step } = one;
    const isLocked = one.locks.length > 0;
    if (wasLocked && !isLocked && written % bytes !== 0) return halfUnlocked(writer, one, written);
    wasLocked = isLocked;
    if (step.kind !== 'write' || step.path !== path) continue;
    if (!step.appends && !isLocked) return unlocked(writer, one);
    if (!step.appends && !step.places && !isChosenWithin(writer, one)) return chosenBefore(writer, one);
    written += step.bytes;
    if (!isLocked && written % bytes !== 0) return split(step.bytes, Math.ceil(written / bytes));
  }
  return null;
}

// Who moves to a place, or reads or writes there, within the lock knows that it is still the right one.
function isChosenWithin({ own }: Writer, write: StoryStep): boolean {
  const since = Math.min(...write.locks.map((lock) => lock.since));
  return own.some(
    ({ at, step }) =>
      at > since &&
      at < write.at &&
      step.fd === write.step.fd &&
      ['seek', 'read', 'write', 'open'].includes(step.kind),
  );
}

function unlocked({ seen, story }: Writer, write: StoryStep): Sentence {
  const { step } = write;
  const offset = 'offset' in step ? step.offset : 0;
  const bytes = 'bytes' in step ? step.bytes : 0;
  const who = nameByNumber(seen, write.program);
  const before = story.find(
    ({ at, program, step: other }) =>
      at < write.at &&
      program !== write.program &&
      other.kind === 'write' &&
      other.object === step.object &&
      other.offset < offset + bytes &&
      offset < other.offset + other.bytes,
  );
  if (before) {
    const other = nameByNumber(seen, before.program);
    return {
      en: `${capital(who.en)} chose position ${offset} and wrote there after ${other.en} had done so too.`,
      zh: `${who.zh}选定了位置 ${offset} 并写到那里，而${other.zh}在此之前也这样做了。`,
    };
  }
  return {
    en: `${capital(who.en)} chose position ${offset} and wrote there in a second step, without O_APPEND and without a lock: another process may write there in between.`,
    zh: `${who.zh}选定了位置 ${offset}，再用另一步写到那里，既没有 O_APPEND 也没有锁：别的进程可能在这中间写到同一处。`,
  };
}

function chosenBefore({ seen }: Writer, write: StoryStep): Sentence {
  const offset = 'offset' in write.step ? write.step.offset : 0;
  const who = nameByNumber(seen, write.program);
  return {
    en: `${capital(who.en)} chose position ${offset} before it had the lock: whoever had it meanwhile may have written there.`,
    zh: `${who.zh}在得到锁之前就选定了位置 ${offset}：这期间持有锁的进程可能已经写到那里。`,
  };
}

function halfUnlocked({ seen, bytes }: Writer, release: StoryStep, written: number): Sentence {
  const who = nameByNumber(seen, release.program);
  const record = Math.ceil(written / bytes);
  return {
    en: `${capital(who.en)} gave up its lock in the middle of record ${record}: ${written % bytes} of ${bytes} bytes had been written.`,
    zh: `${who.zh}在第 ${record} 条记录写到一半时放弃了锁：${bytes} 字节只写了 ${written % bytes} 字节。`,
  };
}

function split(bytes: number, record: number): Sentence {
  return {
    en: `A write of ${bytes} bytes ended in the middle of record ${record}.`,
    zh: `一次 ${bytes} 字节的写在第 ${record} 条记录的中间结束了。`,
  };
}

function differentLocks(seen: CaseRun, writes: readonly StoryStep[], bytes: number): Sentence | null {
  const needy = writes.filter(
    ({ step }) => step.kind === 'write' && (!step.appends || step.bytes % bytes !== 0),
  );
  const [first] = needy;
  const other = needy.find(
    (one) => !one.locks.some(({ key }) => first?.locks.some((lock) => lock.key === key)),
  );
  if (!first || !other) return null;
  const [one, two] = [nameByNumber(seen, first.program), nameByNumber(seen, other.program)];
  const [a, b] = [first.locks[0]?.name ?? '', other.locks[0]?.name ?? ''];
  return {
    en: `${capital(one.en)} wrote under a lock on \`${a}\`, ${two.en} under one on \`${b}\`: these locks do not keep each other out.`,
    zh: `${one.zh}写的时候持有 \`${a}\` 上的锁，${two.zh}持有 \`${b}\` 上的锁：这两个锁互不排斥。`,
  };
}
