import { expect, test } from 'vitest';
import type { Sentence } from '#libs/contracts/sentence';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aFileMove } from '#libs/testing/a-file-step';
import { aHistory, aPipe, aProcess } from '#libs/testing/a-history';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import type { History } from '#libs/trace/history';
import { conditionKinds } from '../../../conditions.js';

/** What is said of `upper`, whose run was seen so; /box/data was placed with 8192 bytes. */
function says(kind: string, condition: object, over: Partial<History>): Sentence | null {
  const found = conditionKinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`no kind ${kind}`);
  const objects = [
    aPipe({ id: 'o1', mechanism: 'memory-mapped-file', kind: 'mapped-file', name: '/box/data' }),
  ];
  const history = aHistory({ processes: [aProcess({ id: 'p1' })], objects, ...over });
  const placed = new Map([['/box/data', new Uint8Array(8192)]]);
  const run = aRun({ programs: [aProgramResult({ pid: 2, name: 'upper' })] });
  return found.judge({ path: '/box/data', ...condition }, { ...aCaseRun({ history, run }), placed });
}

function aWindow(over: Partial<History['mappings'][number]> = {}): History['mappings'][number] {
  const all = { process: 'p1', object: 'o1', access: 'both' as const, offset: 0, bytes: 8192 };
  return { ...all, fromMs: 1, untilMs: null, ...over };
}

test('a file that nobody mapped shared is told', () => {
  expect(says('mapped-shared', {}, {})).toEqual({
    en: '`upper` never mapped `data` shared (MAP_SHARED): what is stored in a private mapping stays in its own process.',
    zh: '`upper`从未以共享方式（MAP_SHARED）映射 `data`：写进私有映射的内容只留在本进程里。',
  });
});

test('a mapping for reading is none for writing', () => {
  const mappings = [aWindow({ access: 'read' })];
  expect(says('mapped-shared', {}, { mappings })).toEqual({
    en: '`upper` mapped `data` shared, but only to read it; a mapping with PROT_WRITE was wanted.',
    zh: '`upper`以共享方式映射了 `data`，但只能读；应当有带 PROT_WRITE 的映射。',
  });
  expect(says('mapped-shared', { for: 'reading' }, { mappings })).toBeNull();
});

test('windows may come in any order, and one that is left out is told', () => {
  const two = [aWindow({ offset: 4096, bytes: 4096 }), aWindow({ bytes: 100 })];
  expect(says('mapped-shared', { whole: true }, { mappings: two })).toBeNull();
  expect(says('mapped-shared', { whole: true }, { mappings: two.slice(1) })).toEqual({
    en: '`upper` never mapped byte 4096 of `data` for it; the mapped windows were to cover all 8192 bytes.',
    zh: '`upper`从未为此映射 `data` 的第 4096 字节（从 0 数起）；各个映射窗口合起来应当覆盖全部 8192 字节。',
  });
});

test('a file that calls have written to is told with the call', () => {
  const write = aFileMove({ path: '/box/data', bytes: 100, places: true });
  expect(says('changed-by-mapping', {}, { fileSteps: [write] })).toMatchObject({
    en: '`data` was changed by pwrite() (100 bytes in all), not through a mapping.',
    zh: '`data` 是被 pwrite()（共 100 字节）改变的，而不是经由映射。',
  });
  expect(says('changed-by-mapping', { mostBytes: 150 }, { fileSteps: [write, write] })).toMatchObject({
    en: '`data` was changed by pwrite() 2 times (200 bytes in all), not through a mapping. At most 150 bytes may be written so.',
    zh: '`data` 是被 pwrite() 2 次（共 200 字节）改变的，而不是经由映射。这样写入的最多可以有 150 字节。',
  });
  expect(says('changed-by-mapping', { mostBytes: 200 }, { fileSteps: [write, write] })).toBeNull();
});

test('of several programs only those that are asked about count', () => {
  const fileSteps = [aFileMove({ path: '/box/data', bytes: 100, places: true })];
  expect(says('changed-by-mapping', { programs: [1] }, { fileSteps })).toBeNull();
  expect(says('changed-by-mapping', { programs: [0, 1] }, { fileSteps })?.en).toMatch(
    /was changed by pwrite/,
  );
});

test('a file that was cut, or made longer, is told', () => {
  const act = { process: 'p1', thread: null, atMs: 1, fd: 3, object: 'o1', path: '/box/data' };
  const cut = (sizeBytes: number) => ({ fileSteps: [{ ...act, kind: 'cut' as const, sizeBytes }] });
  expect(says('changed-by-mapping', { keepsLength: true }, cut(8192))).toBeNull();
  expect(says('changed-by-mapping', { keepsLength: true }, cut(0))).toEqual({
    en: '`data` was given a length of 0 bytes (ftruncate, or O_TRUNC); it has 8192, and was to keep them all the time.',
    zh: '`data` 的长度被改成 0 字节（ftruncate 或 O_TRUNC）；它有 8192 字节，应当始终保持不变。',
  });
});
