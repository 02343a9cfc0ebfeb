import { expect, test } from 'vitest';
import type { Sentence } from '#libs/contracts/sentence';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aFlow, aHistory, aPipe, aProcess } from '#libs/testing/a-history';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import type { FileStep } from '#libs/trace/file-step';
import type { Flow } from '#libs/trace/history';
import { syncedBeforeAnswer } from './synced-before-answer.js';

const asked = aFlow('SYNC\n', { from: null, to: 'p1', through: 'in', sentMs: 4, receivedMs: 5 });
const answered = aFlow('OK\n', { from: 'p1', to: null, through: 'out', sentMs: 9 });

function says(transfers: readonly Flow[], fileSteps: readonly FileStep[] = []): Sentence | null {
  const objects = [
    aPipe({ id: 'in', outside: 'stdin' }),
    aPipe({ id: 'out', outside: 'stdout' }),
    aPipe({ id: 'o1', mechanism: 'memory-mapped-file', kind: 'mapped-file', name: '/box/data' }),
  ];
  const history = aHistory({ processes: [aProcess({ id: 'p1' })], objects, transfers, fileSteps });
  const run = aRun({ programs: [aProgramResult({ pid: 2, name: 'store' })] });
  const condition = { path: '/box/data', command: 'SYNC', program: 0 };
  return syncedBeforeAnswer.judge(condition, aCaseRun({ history, run }));
}

function force(atMs: number): FileStep {
  return { kind: 'force', process: 'p1', thread: null, atMs, fd: 3, object: 'o1', path: '/box/data' };
}

test('an answer behind fsync, or behind msync of the file, is right', () => {
  expect(says([asked, answered], [force(7)])).toBeNull();
  const msync = aFlow('', { kind: 'mapping', from: 'p1', to: null, through: 'o1', sentMs: 7 });
  expect(says([asked, msync, answered])).toBeNull();
});

test('an answer before, or without, is told', () => {
  const told = {
    en: 'SYNC was answered without msync(MS_SYNC), fsync or fdatasync of `data`: what others see is in memory, and on the device later.',
    zh: '回答 SYNC 之前没有对 `data` 调用 msync(MS_SYNC)、fsync 或 fdatasync：别的进程看到的内容在内存里，过后才会到达设备。',
  };
  expect(says([asked, answered])).toEqual(told);
  expect(says([asked, answered], [force(3), force(10)])).toEqual(told);
});

test('a command that nobody read, or answered, is told', () => {
  expect(says([])?.en).toBe('Nobody read the line SYNC.');
  expect(says([asked])?.en).toBe('Nothing was printed after SYNC had been read.');
});
