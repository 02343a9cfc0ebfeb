import { expect, test } from 'vitest';
import type { Remnant } from '#libs/sandbox/remnant';
import type { SeenProcess, Sight } from '#libs/sandbox/step';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aRemnant, aRun } from '#libs/testing/a-run';
import { conditionKinds } from '../../../conditions.js';

function says(
  kind: string,
  condition: object,
  seen: Parameters<typeof aRun>[0] & { readonly placed?: string },
) {
  const found = conditionKinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`no kind ${kind}`);
  const { placed = 'old', ...run } = seen;
  const one = aCaseRun({ run: aRun(run), input: Buffer.from('from input') });
  const wrong = found.judge(condition, { ...one, placed: new Map([['/box/log', Buffer.from(placed)]]) });
  return wrong && [wrong.en, wrong.zh];
}

function sight(name: string, over: Partial<Sight> = {}) {
  return {
    done: true,
    ms: 1,
    busyMs: 0,
    sight: { name, atMs: 5, left: [], everything: [], processes: [], ...over },
  };
}

const log = (over: Partial<Remnant> = {}) => aRemnant('file', '/box/log', over);
const ended = (content: string | null, over: Partial<Remnant> = {}) => ({
  everything: [log(over)],
  files: new Map(content === null ? [] : [['log', Buffer.from(content)]]),
});

test('a file that holds what was wanted of it passes, however that is said', () => {
  const equals = (wanted: object, content: string) =>
    says('file', { path: 'log', equals: wanted }, ended(content));
  expect(equals({ text: 'for {{token}}' }, 'for sometoken')).toBeNull();
  expect(equals({ input: 'upper-case' }, 'FROM INPUT')).toBeNull();
  expect(equals({ file: 'log' }, 'old')).toBeNull();
  expect(equals({ file: '/box/log', as: 'upper-case' }, 'OLD')).toBeNull();
  expect(equals({ joined: [{ file: 'log' }, { repeat: '{{number}};', times: 3 }] }, 'old1;2;3;')).toBeNull();
});

test('how the content of a file differs is told', () => {
  const differs = (content: string | null) =>
    says('file', { path: 'log', equals: { text: 'abcdef' } }, ended(content));
  expect(differs('')).toEqual([
    '`/box/log` is empty; 6 bytes were wanted.',
    '`/box/log` 是空的；应当有 6 字节。',
  ]);
  expect(differs('abc')).toEqual([
    'Only the first 3 bytes of the 6 wanted are in `/box/log`.',
    '应有的 6 字节中，`/box/log` 里只有前 3 字节。',
  ]);
  expect(differs('abcdefg')).toEqual([
    'Behind the 6 wanted bytes `/box/log` holds 1 more: "g".',
    '在应有的 6 字节之后，`/box/log` 还多出 1 字节："g"。',
  ]);
  expect(differs('abXdef')?.[0]).toBe(
    '`/box/log` differs at byte 3: "cdef" was wanted, "Xdef" is there (6 bytes in all, 6 wanted).',
  );
  expect(differs(null)?.[0]).toBe(
    'When the run was over `/box/log` was no regular file that could be read, or far too large.',
  );
});

test('a file that is to be there, or to be gone, is looked for at the end and in the middle', () => {
  const gone = { path: 'log', absent: true };
  expect(says('file', gone, { everything: [] })).toBeNull();
  expect(says('file', gone, ended(''))).toEqual([
    'When the run was over `/box/log` was there; it was to be gone.',
    '运行结束时 `/box/log` 存在；它应当已经不在。',
  ]);
  const steps = [sight('early', { everything: [] }), sight('late', { everything: [log()] })];
  expect(says('file', { path: 'log', look: 'late' }, { steps })).toBeNull();
  expect(says('file', { path: 'log', look: 'early' }, { steps })).toEqual([
    'In the middle of the run `/box/log` was not there; it was to be there.',
    '运行途中没有 `/box/log`；它应当存在。',
  ]);
  expect(says('file', { path: 'log', look: 'never' }, { steps })).toEqual([
    '`uppercase` had ended before it was to be looked at.',
    '还没来得及查看，`uppercase` 就已经结束了。',
  ]);
});

test('kind, permissions, length and inode of a file are told as they were seen', () => {
  const say = (condition: object, over: Partial<Remnant> = {}) =>
    says(
      'file',
      { path: 'log', ...condition },
      { ...ended('', over), steps: [sight('early', { everything: [log()] })] },
    );
  expect(say({ is: 'regular', mode: '600', bytes: { to: 0 }, sameAs: 'early' })).toBeNull();
  expect(say({ is: 'socket' })).toEqual([
    'When the run was over `/box/log` was a regular file; a socket was wanted.',
    '运行结束时 `/box/log` 是普通文件；应当是套接字。',
  ]);
  expect(say({ mode: '600' }, { mode: 0o44 })?.[0]).toBe(
    'When the run was over `/box/log` had the permissions 044; 600 was wanted.',
  );
  expect(say({ bytes: { from: 1, to: 9 } })?.[0]).toBe(
    'When the run was over `/box/log` was 0 bytes long; 1 to 9 were wanted.',
  );
  expect(say({ sameAs: 'early' }, { inode: 9 })).toEqual([
    'When the run was over `/box/log` was another file than before (inode 9, before 7): it was replaced, and the same file was wanted.',
    '运行结束时 `/box/log` 已不是原来的文件（inode 9，此前为 7）：它被替换了，而应当是同一个文件。',
  ]);
  expect(say({ notLongerThan: 'early' })).toBeNull();
  expect(say({ notLongerThan: 'early' }, { bytes: 5 })).toEqual([
    'When the run was over `/box/log` was 5 bytes long, and only 0 before: it has grown, and was not to.',
    '运行结束时 `/box/log` 有 5 字节，此前只有 0 字节：它变长了，而本不应变长。',
  ]);
  expect(say({ sameAs: 'never' })?.[0]).toBe('`/box/log` was to be there earlier in the run, and was not.');
});

test('POSIX objects are files by their path, and a hint comes first', () => {
  const everything = [aRemnant('posix-mq', '/jobs', { mode: 0o644 }), aRemnant('posix-shm', '/board')];
  const hint = { en: 'As ordered:', zh: '按要求：' };
  expect(says('file', { path: '/dev/shm/board', mode: '600' }, { everything })).toBeNull();
  expect(says('file', { path: '/dev/mqueue/jobs', mode: '600', hint }, { everything })).toEqual([
    'As ordered: When the run was over `/dev/mqueue/jobs` had the permissions 644; 600 was wanted.',
    '按要求：运行结束时 `/dev/mqueue/jobs` 的权限是 644；应当是 600。',
  ]);
});

test('what is left beyond what may be left is listed', () => {
  const remnants = [
    aRemnant('folder', '/mnt/mail'),
    aRemnant('file', '/mnt/mail/msg.1'),
    aRemnant('semaphore', '/lock-sometoken'),
    aRemnant('system-v-mq', 'key 0x1, id 2'),
  ];
  const allow = ['/mnt/mail/msg.*', '/dev/shm/sem.lock-{{token}}', 'system-v-mq *'];
  expect(says('only-left', { allow }, { remnants })).toBeNull();
  expect(says('only-left', { allow: ['/mnt/mail/*'] }, { remnants })).toEqual([
    'After the programs had ended this was left: semaphore /lock-sometoken, system-v-mq key 0x1, id 2. None of it may be left.',
    '程序结束后仍留有：semaphore /lock-sometoken、system-v-mq key 0x1, id 2。这些都不应留下。',
  ]);
  expect(
    says('only-left', { allow: [] }, { remnants: Array.from({ length: 9 }, () => log()) })?.[0],
  ).toContain('file /box/log and 4 more.');
});

test('what was seen in the middle of a run is judged by its names', () => {
  const left = [aRemnant('fifo', '/tmp/way')];
  const steps = [sight('calm', { left, everything: [...left, log()] })];
  expect(
    says('looked', { look: 'calm', only: ['/tmp/*'], absent: ['/box/x'], present: ['/box/log'] }, { steps }),
  ).toBeNull();
  expect(says('looked', { look: 'calm', only: [], absent: [], present: [] }, { steps })).toEqual([
    'In the middle of the run there was fifo /tmp/way, which was not to be there.',
    '运行途中出现了不应存在的东西：fifo /tmp/way。',
  ]);
  expect(says('looked', { look: 'calm', absent: ['/box/l*'] }, { steps })?.[0]).toContain('file /box/log');
  expect(says('looked', { look: 'calm', present: ['/tmp/{{token}}'] }, { steps })).toEqual([
    'In the middle of the run `/tmp/sometoken` was not there; it was to be there.',
    '运行途中没有 `/tmp/sometoken`；它应当存在。',
  ]);
});

const process = (over: Partial<SeenProcess>): SeenProcess => ({
  pid: 2,
  parentPid: 1,
  name: 'server',
  state: 'S',
  descriptors: 4,
  group: 2,
  session: 2,
  foreground: -1,
  ignored: [],
  blocked: [],
  ...over,
});

test('descriptors that pile up are counted', () => {
  const steps = [
    sight('first', { processes: [process({})] }),
    sight('last', { processes: [process({ descriptors: 9 })] }),
  ];
  const condition = { look: 'last', than: 'first', more: 2 };
  expect(says('descriptors-kept', { ...condition, more: 5 }, { steps })).toBeNull();
  expect(says('descriptors-kept', condition, { steps })).toEqual([
    '`uppercase` (pid 2) has 9 descriptors open where 4 were open before; at most 6 were wanted: something is opened again and again and not closed.',
    '`uppercase`（pid 2）打开着 9 个描述符，此前是 4 个；最多应为 6 个：有东西一再被打开却没有关闭。',
  ]);
});

test('a zombie counts when every look in so long a time saw it', () => {
  const zombie = process({ pid: 3, parentPid: 2, state: 'Z' });
  const seen = (...at: readonly (readonly [number, boolean])[]) => ({
    steps: at.map(([atMs, there]) => sight('often', { atMs, processes: there ? [zombie] : [] })),
  });
  const judge = (steps: ReturnType<typeof seen>) => says('no-zombie', { look: 'often', forMs: 500 }, steps);
  expect(judge(seen([0, true], [400, true], [450, false], [900, true]))).toBeNull();
  expect(judge(seen([0, true], [400, true], [510, true]))).toEqual([
    'Process 3 (server) had ended and was still a zombie 510 ms later: its parent 2 never collected it with wait.',
    '进程 3（server）已经结束，510 毫秒后仍是僵尸：它的父进程 2 没有用 wait 回收它。',
  ]);
  expect(says('no-zombie', { look: 'often', forMs: 0 }, seen([7, true]))?.[0]).toContain('0 ms later');
});
