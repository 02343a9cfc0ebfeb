import { expect, test } from 'vitest';
import type { Sentence } from '#libs/contracts/sentence';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aFlow, aHistory, aPipe, aProcess } from '#libs/testing/a-history';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import type { Flow, IpcObject } from '#libs/trace/history';
import { conditionKinds } from '../../../conditions.js';
import { Case } from '../../../runs/case.js';
import type { CaseRun } from '../../../runs/case-run.js';

// Three nodes: programs 0, 1 and 2 have the IDs 1, 2 and 3.
const node = (id: number) => ({ args: ['/box/nodes', String(id), '3'], stdin: 'null-device' });
const election = Case.parse({
  id: 'one',
  title: { en: 'one', zh: '一' },
  traced: true,
  ...node(1),
  beside: [node(2), node(3)],
  steps: [
    { do: 'await-last-lines', programs: [0, 1, 2], text: 'leader 3', withinMs: 4000 },
    { do: 'await-last-lines', programs: [0, 1], text: 'leader 2', withinMs: 4000 },
  ],
});

type Ending = Parameters<typeof aProgramResult>[0];

function seen(
  printed: readonly string[],
  over: { done?: boolean[]; ends?: Ending[]; flows?: Flow[] } = {},
): CaseRun {
  const programs = printed.map((text, at) =>
    aProgramResult({
      name: 'node',
      stdout: Buffer.from(text),
      end: { kind: 'killed', signal: 9 },
      ...over.ends?.[at],
    }),
  );
  const outputBytes = printed.map((text) => text.length);
  const steps = (over.done ?? [true, true]).map((done) => ({ done, ms: 4010, busyMs: 0, outputBytes }));
  const processes = printed.map((_, at) => aProcess({ id: `p${at + 1}`, program: at, endMs: 1000 }));
  const socket: IpcObject = { ...aPipe({ id: 'o1' }), mechanism: 'socket', kind: 'udp', name: 'udp 1' };
  const outputs = printed.map((_, at) => aPipe({ id: `o${at + 2}`, outside: 'stdout', madeBy: null }));
  const history = aHistory({
    processes,
    objects: [socket, ...outputs],
    transfers: [...(over.flows ?? [])],
    endMs: 1000,
  });
  return { ...aCaseRun({ run: aRun({ programs, steps }), history }), case: election };
}

function says(kind: string, condition: object, run: CaseRun): Sentence | null {
  const found = conditionKinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`no kind ${kind}`);
  return found.judge(condition, run);
}

const since = { en: 'Node 3 was killed', zh: '节点 3 被杀，' };
const second = { step: 2, programs: [0, 1], leader: 2, since };

test('nodes that do not agree are told what each of them says', () => {
  const run = seen(['leader 3\n', 'leader 3\nleader 2\n', 'leader 3\n'], { done: [true, false] });
  expect(says('opinions', second, run)).toEqual({
    en: 'Node 3 was killed 4.0 s ago, and not everybody names 2: node 1 says 3, node 2 says 2.',
    zh: '节点 3 被杀，已过 4.0 秒，仍不是所有节点都说 2：节点 1 说是 3，节点 2 说是 2。',
  });
  expect(says('opinions', second, seen(['leader 2\n', 'leader 2\n', '']))).toBeNull();
});

test('who had not agreed before is told so, and silence is named', () => {
  const run = seen(['leader 3\n', '', 'leader 3\n'], { done: [false, false] });
  expect(says('opinions', second, run)?.en).toBe(
    'Node 3 was killed, but the nodes had not agreed before that either: node 1 says 3, node 2 says nothing.',
  );
});

test('a node that ended by itself is told with its last words', () => {
  const ends: Ending[] = [
    {},
    { end: { kind: 'exited', code: 1 }, stderr: Buffer.from('node: sendto: refused\n') },
  ];
  const run = seen(['leader 3\n', 'leader 3\n', 'leader 3\n'], { done: [true, false], ends });
  expect(says('opinions', second, run)?.en).toBe(
    'Node 2 ended with status 1, saying "node: sendto: refused", though nobody had ended it. Nodes 1 and 2 say 3.',
  );
});

test('a leader that never ran is no leader', () => {
  const run = seen(['leader 7\n', 'leader 2\n', ''], { done: [true, false] });
  expect(says('opinions', second, run)?.en).toBe('Node 7 never ran, yet node 1 named it.');
});

test('lines that repeat, are of another kind or too many are told', () => {
  const lines = (text: string, between?: object) =>
    says('opinions-change', { between }, seen(['', text, '']));
  expect(lines('leader 3\nleader 2\nleader 3\n')).toBeNull();
  expect(lines('leader 3\nleader 3\n')?.en).toBe(
    'Node 2 printed "leader 3" twice in a row, 2 times in all: a line is due only when its opinion changes.',
  );
  expect(lines('I lead\n')?.zh).toBe('节点 2 输出了 "I lead"；只应有 "leader 5" 这样的行。');
  const run = seen(['', 'leader 3\nleader 2\nleader 3\n', '']);
  const [first, ...others] = run.run.steps;
  if (!first) throw new Error('A run of two steps has a first one.');
  const steps = [{ ...first, outputBytes: [0, 0, 0] }, ...others];
  const between = { from: 1, to: 2, programs: [0, 1], most: 2 };
  expect(says('opinions-change', { between }, { ...run, run: { ...run.run, steps } })?.en).toBe(
    'Nothing had changed at the top, and node 2 printed 3 lines, "leader 3", "leader 2", "leader 3"; at most 2 were wanted.',
  );
});

const printedBy = (program: number, text: string, sentMs: number): Flow =>
  aFlow(text, { from: `p${program + 1}`, to: null, through: `o${program + 2}`, sentMs, receivedMs: null });
const message = (way: readonly [string, string], sentMs: number): Flow =>
  aFlow('m', { from: way[0], to: way[1], through: 'o1', sentMs, receivedMs: sentMs + 1 });

test('a node that names another one before it can have heard of it is told so; hearsay is enough', () => {
  const lines = ['leader 3\n', 'leader 3\n', 'leader 3\n'];
  const words = [
    printedBy(0, 'leader 3\n', 30),
    printedBy(1, 'leader 3\n', 20),
    printedBy(2, 'leader 3\n', 5),
  ];
  const told = [message(['p3', 'p2'], 10), message(['p2', 'p1'], 15)];
  expect(says('opinions-heard', {}, seen(lines, { flows: [...told, ...words] }))).toBeNull();
  const late = [message(['p3', 'p2'], 16), message(['p2', 'p1'], 15)];
  expect(says('opinions-heard', {}, seen(lines, { flows: [...late, ...words] }))).toEqual({
    en: 'Node 1 named 3 before any message from node 3, or from somebody who had heard of it, had reached it.',
    zh: '节点 1 说出 3 时，还没有任何来自节点 3、或来自听说过它的节点的消息到达。',
  });
});

test('nodes that talk without need are told how much, and lines after the settling too', () => {
  const quiet = { overMs: 500, perSecond: 20, from: 1, to: 2, mostLines: 0 };
  const beats = (everyMs: number) =>
    Array.from({ length: Math.floor(1000 / everyMs) }, (_, at) => message(['p1', 'p2'], at * everyMs));
  expect(says('quiet-nodes', quiet, seen(['', '', ''], { flows: beats(100) }))).toBeNull();
  expect(says('quiet-nodes', quiet, seen(['', '', ''], { flows: beats(10) }))?.en).toBe(
    'With nothing to decide, node 1 sent 98 messages a second; at most 20 were wanted.',
  );
  const run = seen(['leader 3\n', '', ''], { flows: beats(100) });
  const [first, last] = run.run.steps;
  if (!first || !last) throw new Error('The run has two steps.');
  const steps = [{ ...first, outputBytes: [0, 0, 0] }, last];
  expect(says('quiet-nodes', quiet, { ...run, run: { ...run.run, steps } })?.en).toBe(
    'The nodes had settled, and then printed 1 more lines, such as "leader 3" of node 1; at most 0 were wanted.',
  );
});
