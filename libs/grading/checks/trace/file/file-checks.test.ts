import { expect, test } from 'vitest';
import type { Sentence } from '#libs/contracts/sentence';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aFileLock, aFileMove, aFileSeek } from '#libs/testing/a-file-step';
import { aHistory, aProcess } from '#libs/testing/a-history';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import type { FileStep } from '#libs/trace/file-step';
import { conditionKinds } from '../../../conditions.js';

/** What is said of two programs, `p1` and `p2`, that did these steps. */
function says(kind: string, condition: object, fileSteps: readonly FileStep[]): Sentence | null {
  const found = conditionKinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`no kind ${kind}`);
  const processes = [aProcess({ id: 'p1' }), aProcess({ id: 'p2' })];
  const programs = [aProgramResult({ pid: 2 }), aProgramResult({ pid: 3 })];
  return found.judge(
    condition,
    aCaseRun({ history: aHistory({ processes, fileSteps }), run: aRun({ programs }) }),
  );
}

const untorn = { path: '/box/log', bytes: 50 };
const appended = { appends: true, bytes: 100 };

test('whole records that are appended in one step are fine', () => {
  expect(
    says('records-untorn', untorn, [aFileMove(appended), aFileMove({ ...appended, process: 'p2' })]),
  ).toBeNull();
});

test('an append that ends inside a record is told with the record', () => {
  expect(says('records-untorn', untorn, [aFileMove({ appends: true, bytes: 4096 })])).toEqual({
    en: 'A write of 4096 bytes ended in the middle of record 82.',
    zh: '一次 4096 字节的写在第 82 条记录的中间结束了。',
  });
});

test('a position that two processes chose is told', () => {
  const steps = [
    aFileMove({ offset: 5000, bytes: 50 }),
    aFileMove({ process: 'p2', offset: 5000, bytes: 50 }),
  ];
  const lucky = says('records-untorn', untorn, steps.slice(0, 1));
  expect(lucky?.en).toMatch(/^Process 1 chose position 5000 and wrote there in a second step/);
  const held = [aFileLock({}), aFileSeek({}), ...steps];
  expect(says('records-untorn', untorn, held)).toEqual({
    en: 'Process 2 chose position 5000 and wrote there after process 1 had done so too.',
    zh: '进程 2 选定了位置 5000 并写到那里，而进程 1 在此之前也这样做了。',
  });
});

test('a position that was chosen before the lock is no good', () => {
  const early = [aFileSeek({}), aFileLock({}), aFileMove({ bytes: 50 })];
  expect(says('records-untorn', untorn, early)).toEqual({
    en: 'Process 1 chose position 0 before it had the lock: whoever had it meanwhile may have written there.',
    zh: '进程 1 在得到锁之前就选定了位置 0：这期间持有锁的进程可能已经写到那里。',
  });
  const inTime = [aFileLock({}), aFileSeek({}), aFileMove({ bytes: 50 }), aFileLock({ kind: 'unlock' })];
  expect(says('records-untorn', untorn, inTime)).toBeNull();
  expect(says('records-untorn', untorn, [aFileLock({}), aFileMove({ places: true, bytes: 50 })])).toBeNull();
});

test('a lock that is given up inside a record is told with what was written', () => {
  const steps = [aFileLock({}), aFileMove({ appends: true, bytes: 59 }), aFileLock({ kind: 'unlock' })];
  expect(says('records-untorn', untorn, steps)).toEqual({
    en: 'Process 1 gave up its lock in the middle of record 2: 9 of 50 bytes had been written.',
    zh: '进程 1 在第 2 条记录写到一半时放弃了锁：50 字节只写了 9 字节。',
  });
});

test('locks that do not keep each other out are none', () => {
  const steps = [
    aFileLock({ object: 'o8', path: '/box/one' }),
    aFileMove({ places: true, bytes: 50 }),
    aFileLock({ process: 'p2', object: 'o9', path: '/box/two' }),
    aFileMove({ process: 'p2', places: true, bytes: 50 }),
  ];
  expect(says('records-untorn', untorn, steps)).toEqual({
    en: 'Process 1 wrote under a lock on `one`, process 2 under one on `two`: these locks do not keep each other out.',
    zh: '进程 1 写的时候持有 `one` 上的锁，进程 2 持有 `two` 上的锁：这两个锁互不排斥。',
  });
  expect(says('records-untorn', untorn, [])?.en).toBe('Nobody wrote to the file.');
});

test('a writer that never wrote to the file itself is named', () => {
  const condition = { path: '/box/log', programs: [0, 1] };
  expect(says('wrote-file', condition, [aFileMove({})])).toEqual({
    en: 'Process 2 never wrote to `log`: all writers have to write to the same file.',
    zh: '进程 2 从未写过 `log`：所有写者都应写同一个文件。',
  });
  expect(says('wrote-file', condition, [aFileMove({}), aFileMove({ process: 'p2' })])).toBeNull();
});

test('records too few, and records of another letter, are told', () => {
  const condition = { path: '/box/log', bytes: 50, writers: [{ program: 0, id: 'a', count: 2 }] };
  expect(says('own-records', condition, [aFileMove({ bytes: 50 })])).toEqual({
    en: 'Process 1 wrote 50 bytes to the file; its 2 records have 100.',
    zh: '进程 1 向文件写了 50 字节；它的 2 条记录共 100 字节。',
  });
  const strange = { bytes: 100, head: Buffer.from('b:000001:bbb') };
  expect(says('own-records', condition, [aFileMove(strange)])).toEqual({
    en: 'Process 1 wrote "b" to the file; its own letter is `a`, and each process writes its own records.',
    zh: '进程 1 向文件写了 "b"；它自己的字母是 `a`，每个进程只写自己的记录。',
  });
  expect(
    says('own-records', condition, [aFileMove({ bytes: 100, head: Buffer.from('a:000001:aaa') })]),
  ).toBeNull();
});
