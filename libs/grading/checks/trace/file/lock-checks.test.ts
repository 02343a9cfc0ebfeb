import { expect, test } from 'vitest';
import type { Sentence } from '#libs/contracts/sentence';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aFileLock, aFileMove, aFileName } from '#libs/testing/a-file-step';
import { aHistory, aProcess } from '#libs/testing/a-history';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import type { FileStep } from '#libs/trace/file-step';
import { conditionKinds } from '../../../conditions.js';

/** What is said of two programs, `p1` and `p2`, that did these steps with /box/log. */
function says(kind: string, fileSteps: readonly FileStep[], more: object = {}): Sentence | null {
  const found = conditionKinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`no kind ${kind}`);
  const processes = [aProcess({ id: 'p1' }), aProcess({ id: 'p2' })];
  const programs = [aProgramResult({ pid: 2 }), aProgramResult({ pid: 3 })];
  const seen = aCaseRun({ history: aHistory({ processes, fileSteps }), run: aRun({ programs }) });
  return found.judge({ path: '/box/log', ...more }, seen);
}

const read = (text: string, over: object = {}) =>
  aFileMove({ kind: 'read', bytes: 3, head: Buffer.from(`${text}\n`), ...over });
const write = (text: string, over: object = {}) =>
  aFileMove({ bytes: 3, head: Buffer.from(`${text}\n`), ...over });
const lock = aFileLock({});
const unlock = aFileLock({ kind: 'unlock' });

test('a lock around read and write is what is wanted', () => {
  expect(says('locked-changes', [lock, read('41'), write('42'), unlock])).toBeNull();
  expect(says('locked-changes', [])?.en).toBe('Nobody changed the file.');
});

test('a value that was read too early is told, with what another process wrote meanwhile', () => {
  expect(says('locked-changes', [read('41'), lock, write('42')])).toEqual({
    en: 'Process 1 read 41 before it had the lock: another process may write in between.',
    zh: '进程 1 在得到锁之前就读了 41：别的进程可能在这中间写入。',
  });
  const other = { process: 'p2' };
  const theirs = [
    aFileLock(other),
    read('41', other),
    write('42', other),
    aFileLock({ ...other, kind: 'unlock' }),
  ];
  expect(says('locked-changes', [read('41'), ...theirs, lock, write('42')])).toEqual({
    en: 'Process 1 read 41 before it had the lock; process 2 wrote 42 in between.',
    zh: '进程 1 在得到锁之前就读了 41；进程 2 在这中间写入了 42。',
  });
});

test('a change without any lock, with a shared one, or with one that is gone is told as such', () => {
  expect(says('locked-changes', [read('41'), write('42')])).toEqual({
    en: 'Process 1 read 41 and wrote 42 without a lock: another process may write in between.',
    zh: '进程 1 读了 41 又写入 42，却没有锁：别的进程可能在这中间写入。',
  });
  expect(says('locked-changes', [aFileLock({ access: 'read' }), read('41'), write('42')])).toEqual({
    en: 'Process 1 had only a shared lock when it wrote 42: others can have one at the same time.',
    zh: '进程 1 写入 42时只有共享锁：别的进程可以同时持有共享锁。',
  });
  expect(says('locked-changes', [lock, read('41'), unlock, write('42')])).toEqual({
    en: 'Process 1 gave up its lock before it wrote 42.',
    zh: '进程 1 在写入 42之前就放弃了锁。',
  });
  const lost = aFileLock({ kind: 'unlock', by: 'close', fd: 4 });
  expect(says('locked-changes', [lock, read('41'), lost, write('42')])).toEqual({
    en: 'The lock was lost at the close of descriptor 4, before process 1 wrote 42.',
    zh: '在进程 1 写入 42之前，锁随着描述符 4 的关闭而丢失了。',
  });
  expect(says('locked-changes', [lock, write('42')])?.en).toBe(
    'Process 1 wrote 42 and had not read the file under its lock.',
  );
});

test('a lock on FILE itself is the same one when it was on the file of that name each time', () => {
  const fresh = { object: 'o2', path: '/box/new', fd: null };
  const replaced = [lock, read('41'), aFileName({ kind: 'rename', ...fresh, toPath: '/box/log' }), unlock];
  const late = { process: 'p2', object: 'o2' };
  const next = [aFileLock(late), read('42', late), write('43', late)];
  expect(says('same-lock', [...replaced, ...next])).toBeNull();
  const old = [aFileLock({ process: 'p2' }), read('42', late), write('43', late)];
  expect(says('same-lock', [...replaced, ...old])).toBeNull();
  const third = [aFileLock({ object: 'o3', process: 'p2', path: null }), read('42', late), write('43', late)];
  expect(says('same-lock', [...replaced, ...third])?.en).toBe(
    'Process 1 and process 2 had locks on different files that were called `log` one after the other: rename puts a new file in its place, and a lock stays with the old one.',
  );
});

test('locks of different names do not meet', () => {
  const name = (process: string, path: string) => aFileName({ kind: 'open', process, path, object: path });
  const step = (process: string) => [read('41', { process }), write('42', { process })];
  const both = [name('p1', '/box/log.1'), ...step('p1'), name('p2', '/box/log.2'), ...step('p2')];
  expect(says('same-lock', both)).toEqual({
    en: 'Process 1 had a lock on `log.1`, process 2 one on `log.2`: these do not keep each other out.',
    zh: '进程 1 的锁在 `log.1` 上，进程 2 的锁在 `log.2` 上：它们互不排斥。',
  });
  const gone = aFileName({ kind: 'unlink', path: '/box/log.1' });
  const shared = [name('p1', '/box/log.1'), ...step('p1'), gone, name('p2', '/box/log.1'), ...step('p2')];
  expect(says('same-lock', shared)).toBeNull();
});

test('one lock for all steps is counted', () => {
  const each = { programs: [0], steps: 2 };
  const step = [lock, read('41'), write('42'), unlock];
  expect(says('lock-each-step', [...step, ...step], each)).toBeNull();
  expect(says('lock-each-step', [lock, read('41'), write('42'), read('42'), write('43')], each)).toEqual({
    en: 'Process 1 changed the file 2 times under 1 lock; 2 steps want 2 of each, so that others get in between.',
    zh: '进程 1 改变了文件 2 次，取得锁 1 次；2 步应各有 2 次，别的进程才有机会插进来。',
  });
});
