import { z } from 'zod';
import type { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';
import { changesOf, type FileChange, lockOnTheFileItself } from '../../../explain/files/file-changes.js';
import { type HeldLock, nameByNumber } from '../../../explain/files/file-story.js';
import { capital } from '../../../explain/words/names.js';
import type { CaseRun } from '../../../runs/case-run.js';
import { fillToken } from '../../../runs/seeded-data.js';

/** Whoever changed the file `path` under a lock had the same one: on the same file, of kinds that exclude each other, or of the same name. */
export const sameLock = defineCondition('same-lock', { path: z.string() }, ({ path }, seen) => {
  const changes = changesOf(seen, fillToken(path, seen.token)).filter(({ covering }) => covering.length > 0);
  const [first, ...others] = changes;
  if (!first)
    return { en: 'Nobody changed the file under a lock.', zh: '没有进程在持有锁时改变过这个文件。' };
  const common = first.covering.find((lock) =>
    others.every(({ covering }) => covering.some((one) => meets(one, lock))),
  );
  if (common) return null;
  const other = others.find(
    ({ covering }) => !covering.some((one) => first.covering.some((lock) => meets(one, lock))),
  );
  return explain(seen, first, other ?? others[0] ?? first);
});

function meets(one: HeldLock, other: HeldLock): boolean {
  return one.key === other.key && one.start < other.end && other.start < one.end;
}

function explain(seen: CaseRun, first: FileChange, other: FileChange): Sentence {
  const [one, two] = [nameByNumber(seen, first.one.program), nameByNumber(seen, other.one.program)];
  const [a, b] = [lockOf(first), lockOf(other)];
  if (a === b || [first, other].some(isOnReplaced))
    return {
      en: `${capital(one.en)} and ${two.en} had locks on different files that were called \`${a}\` one after the other: rename puts a new file in its place, and a lock stays with the old one.`,
      zh: `${one.zh}和${two.zh}的锁在先后叫作 \`${a}\` 的不同文件上：rename 把新文件放到这个名字上，而锁留在旧文件上。`,
    };
  return {
    en: `${capital(one.en)} had a lock on \`${a}\`, ${two.en} one on \`${b}\`: these do not keep each other out.`,
    zh: `${one.zh}的锁在 \`${a}\` 上，${two.zh}的锁在 \`${b}\` 上：它们互不排斥。`,
  };
}

function lockOf({ covering }: FileChange): string {
  return covering[0]?.name ?? '';
}

function isOnReplaced({ covering }: FileChange): boolean {
  return covering.some(({ key }) => key === lockOnTheFileItself);
}
