import { expect, test } from 'vitest';
import type { Sentence } from '#libs/contracts/sentence';
import { aFlow, aHistory, anExec, aPipe, aProcess } from '#libs/testing/a-history';
import { aCaseRun } from '#libs/testing/a-case-run';
import type { History } from '#libs/trace/history';
import { conditionKinds } from '../../../conditions.js';

function says(kind: string, condition: object, history: History): Sentence | null {
  const found = conditionKinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`no kind ${kind}`);
  return found.judge(condition, aCaseRun({ history, input: Buffer.from('abcdef') }));
}

const passage = { from: 'program', to: 'descendants', through: 'pipe' };
const reap = { parent: 'p1', child: 'p2', atMs: 9 };

function held(process: string, access: 'read' | 'write', fd: number) {
  return { process, fd, object: 'o1', access, closeOnExec: false, fromMs: 0, untilMs: null, endedBy: null };
}

function pipelineOf(...commands: string[]) {
  return [
    aProcess({ id: 'p1', execs: [anExec('pipeline')] }),
    ...commands.map((command, at) =>
      aProcess({ id: `p${at + 2}`, parent: 'p1', execs: [anExec(command, at)] }),
    ),
  ];
}

test('a parent that keeps the read end is told its descriptor, in both languages', () => {
  const history = aHistory({ transfers: [aFlow('abcdef')], descriptors: [held('p1', 'read', 3)] });
  expect(says('pipe-ends-at-first-read', passage, history)).toEqual({
    en: 'The parent still held the read end of pipe 1 (fd 3) when the first data arrived, and has no use for it.',
    zh: '第一批数据到达时，父进程仍持有 pipe 1 的读端（fd 3），而它用不到这一端。',
    about: ['p1', 'o1'],
  });
});

test('a child that keeps the write end is told so', () => {
  const history = aHistory({ transfers: [aFlow('abcdef')], descriptors: [held('p2', 'write', 4)] });
  expect(says('pipe-ends-at-first-read', passage, history)?.en).toMatch(
    /^The child still held the write end/,
  );
});

test('ends that were closed before the first data are fine', () => {
  const closed = { ...held('p1', 'read', 3), untilMs: 1, endedBy: 'close' as const };
  expect(
    says(
      'pipe-ends-at-first-read',
      passage,
      aHistory({ transfers: [aFlow('abcdef')], descriptors: [closed] }),
    ),
  ).toBeNull();
});

test('a child that nobody waits for is named with its pid', () => {
  expect(says('children-collected', { atLeast: 1 }, aHistory())?.en).toBe(
    'No wait of `uppercase` ever returned the child (pid 3): a child that nobody collects stays a zombie.',
  );
  expect(says('children-collected', { atLeast: 1 }, aHistory({ reaps: [reap] }))).toBeNull();
});

test('an input that stays in one process is no evidence', () => {
  const none = { en: 'No input byte went through a pipe to another process.', zh: '没有。' };
  expect(says('flow', { ...passage, none }, aHistory())).toEqual(none);
});

test('part of an input is told with its number of bytes', () => {
  const none = { en: 'None.', zh: '没有。' };
  expect(says('flow', { ...passage, none }, aHistory({ transfers: [aFlow('abc')] }))?.en).toBe(
    'Only 3 of the 6 input bytes went through pipe 1.',
  );
});

test('a parent that prints by itself is told how many bytes', () => {
  const objects = [aPipe({ id: 'o1' }), aPipe({ id: 'o9', outside: 'stdout', madeBy: null })];
  const transfers = [aFlow('abcdef'), aFlow('ABCDEF', { to: 'p0', through: 'o9' })];
  expect(says('output-by', { party: 'descendants' }, aHistory({ objects, transfers }))?.en).toBe(
    'The parent wrote the output itself: 6 bytes on standard output that another process should have written.',
  );
});

test('a pipe that is never read to its end is told so', () => {
  expect(says('saw-end-of-file', passage, aHistory({ transfers: [aFlow('abcdef')] }))?.en).toBe(
    'Nobody read pipe 1 to its end-of-file: no read of it returned 0.',
  );
  const end = aFlow('', { kind: 'end-of-file', from: 'p1', to: 'p2' });
  expect(says('saw-end-of-file', passage, aHistory({ transfers: [aFlow('abcdef'), end] }))).toBeNull();
});

test('bytes that pass through the program itself took a detour', () => {
  const processes = pipelineOf('printf', 'cat');
  const transfers = [
    aFlow('abc', { from: 'p2', to: 'p1', through: 'o1' }),
    aFlow('abc', { from: 'p1', to: 'p3', through: 'o2' }),
  ];
  const objects = [aPipe({ id: 'o1' }), aPipe({ id: 'o2' })];
  expect(
    says('neighbours-joined', { commands: ['printf', 'cat'] }, aHistory({ processes, objects, transfers }))
      ?.en,
  ).toBe(
    'The bytes took a detour through `uppercase`: what `printf` wrote was not read by `cat` from the same pipe.',
  );
});

test('two neighbours on one pipe are joined', () => {
  const processes = pipelineOf('printf', 'cat');
  const transfers = [aFlow('abc', { from: 'p2', to: 'p3' })];
  expect(
    says('neighbours-joined', { commands: ['printf', 'cat'] }, aHistory({ processes, transfers })),
  ).toBeNull();
});

test('a shell that joins the commands is noticed', () => {
  expect(says('no-shell', {}, aHistory({ processes: pipelineOf('sh') }))?.en).toBe(
    'The commands were joined by a shell, not by your program.',
  );
  expect(says('no-shell', {}, aHistory({ processes: pipelineOf('cat') }))).toBeNull();
});

test('a command that starts when the first has ended was not started beside it', () => {
  const [root, first, last] = pipelineOf('head', 'wc');
  if (!root || !first || !last) throw new Error('no pipeline');
  const late = { ...last, execs: [anExec('wc', 20)] };
  expect(
    says('ran-together', { first: 'head', last: 'wc' }, aHistory({ processes: [root, first, late] }))?.zh,
  ).toContain('在 `head` 结束之后才启动');
  expect(
    says('ran-together', { first: 'head', last: 'wc' }, aHistory({ processes: [root, first, last] })),
  ).toBeNull();
});

test('more processes than commands are counted', () => {
  expect(says('children-at-most', { most: 1 }, aHistory({ processes: pipelineOf('a', 'b') }))?.en).toBe(
    '2 processes were made for 1 commands.',
  );
});

test('input that is all written before the first output is read does not overlap', () => {
  const processes = pipelineOf('cat');
  const input = aFlow('abc', { sentMs: 1 });
  const answer = aFlow('abc', { from: 'p2', to: 'p1', through: 'o2', sentMs: 3, receivedMs: 4 });
  const objects = [aPipe({ id: 'o1' }), aPipe({ id: 'o2' })];
  expect(says('overlapped', {}, aHistory({ processes, objects, transfers: [input, answer] }))?.en).toContain(
    'did not overlap',
  );
  const later = aFlow('def', { sentMs: 5 });
  expect(
    says('overlapped', {}, aHistory({ processes, objects, transfers: [input, answer, later] })),
  ).toBeNull();
});
