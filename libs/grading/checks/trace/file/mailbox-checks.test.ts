import { expect, test } from 'vitest';
import type { Sentence } from '#libs/contracts/sentence';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aFileLock, aFileMove, aFileName } from '#libs/testing/a-file-step';
import { aFlow, aHistory, aPipe, aProcess } from '#libs/testing/a-history';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import type { FileStep } from '#libs/trace/file-step';
import type { Flow } from '#libs/trace/history';
import { conditionKinds } from '../../../conditions.js';

const folder = '/mnt/mail';
const first = `${folder}/msg.00000001`;

/** What is said of two programs, `p1` and `p2`, that did these steps in a mailbox. */
function says(
  kind: string,
  fileSteps: readonly FileStep[],
  transfers: readonly Flow[] = [],
): Sentence | null {
  const found = conditionKinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`no kind ${kind}`);
  const processes = [aProcess({ id: 'p1' }), aProcess({ id: 'p2' })];
  const objects = [aPipe({ id: 'o9', outside: 'stdout', madeBy: null })];
  const programs = [aProgramResult({ pid: 2 }), aProgramResult({ pid: 3 })];
  const history = aHistory({ processes, objects, transfers, fileSteps });
  return found.judge({ folder, programs: [1] }, aCaseRun({ history, run: aRun({ programs }) }));
}

const write = aFileMove({ path: `${folder}/.new`, bytes: 5 });
const force: FileStep = { ...write, kind: 'force' };
const publish = aFileName({ kind: 'link', path: `${folder}/.new`, toPath: first });

test('a message that is written, forced out and given its name is published as wanted', () => {
  for (const kind of ['published-at-once', 'forced-out-before'])
    expect(says(kind, [write, force, publish])).toBeNull();
  expect(says('published-at-once', [])?.en).toBe('No message was published in the traced run.');
});

test('a message that is filled under its final name is told so', () => {
  const opened = aFileName({ kind: 'open', path: first });
  expect(says('published-at-once', [opened, aFileMove({ path: first })])).toEqual({
    en: 'Message 1 was opened under its final name and filled there: whoever looks meanwhile sees a part of it.',
    zh: '消息 1 是以最终的名字打开再写入的：这期间来看的进程会看到它的一部分。',
  });
  expect(says('published-at-once', [publish, write])).toEqual({
    en: 'Message 1 was written to after it had got its name: whoever looked in between saw a part of it.',
    zh: '消息 1 在得到名字之后还被写过：这中间来看的进程会看到它的一部分。',
  });
});

test('data that were not forced out before are told, whatever was forced out later', () => {
  expect(says('forced-out-before', [write, publish, force])).toEqual({
    en: 'Message 1 was published before its data were forced out: after a power failure its name may be there, and its data not.',
    zh: '消息 1 在数据被强制写出之前就发布了：断电之后，名字可能在，数据却不在。',
  });
  expect(says('forced-out-before', [write, { ...force, object: null }, publish])).toBeNull();
  expect(says('forced-out-before', [aFileMove({ forces: true }), publish])).toBeNull();
});

test('who prints before it has won the message is named', () => {
  const printed = aFlow('hello', { from: 'p2', to: 'p0', through: 'o9', sentMs: 5 });
  const won = aFileName({ kind: 'unlink', process: 'p2', path: first, atMs: 4 });
  expect(says('won-before-printing', [write, publish, won], [printed])).toBeNull();
  expect(says('won-before-printing', [write, publish, { ...won, atMs: 6 }], [printed])).toEqual({
    en: 'Process 2 printed a message before it had won it: rename or unlink of its name comes first, and only one process succeeds with that.',
    zh: '进程 2 在赢得消息之前就把它打印了：应当先对它的名字做 rename 或 unlink，只有一个进程能成功。',
  });
  const lock = aFileLock({ process: 'p2', path: `${folder}/.lock`, atMs: 3 });
  expect(says('won-before-printing', [write, publish, lock, { ...won, atMs: 6 }], [printed])).toBeNull();
});
