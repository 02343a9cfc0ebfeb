import { expect, test } from 'vitest';
import type { Sentence } from '#libs/contracts/sentence';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aFlow, aHistory, anExec, aPipe, aProcess } from '#libs/testing/a-history';
import type { DescriptorLife, Flow, History } from '#libs/trace/history';
import { conditionKinds } from '../../../conditions.js';

function says(kind: string, condition: object, history: History): Sentence | null {
  const found = conditionKinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`no kind ${kind}`);
  return found.judge(condition, aCaseRun({ history }));
}

const processes = [0, 1, 2].map((program) =>
  aProcess({ id: `p${program + 1}`, program, execs: [anExec('barrier')] }),
);
const objects = [
  aPipe({ id: 'o1', kind: 'fifo', name: '/box/hall-sometoken/up' }),
  aPipe({ id: 'o2', kind: 'fifo', name: '/box/hall-sometoken/down' }),
  aPipe({ id: 'o3', kind: 'fifo', name: '/tmp/elsewhere' }),
  aPipe({ id: 'o8', outside: 'stdin' }),
  aPipe({ id: 'o9', outside: 'stdout' }),
];
const line = (to: string, receivedMs: number) =>
  aFlow('go\n', { from: 'p0', to, through: 'o8', sentMs: 0, receivedMs });
const print = (from: string, sentMs: number) =>
  aFlow('round 1\n', { from, to: 'p0', through: 'o9', sentMs, receivedMs: sentMs + 1 });
const tell = (from: string, to: string, over: Partial<Flow>) => aFlow('a', { from, to, ...over });

/** Three copies that have their line at 1, 2 and 3, and print from 10 on. */
const played = (transfers: Flow[], descriptors: DescriptorLife[] = []): History =>
  aHistory({
    processes,
    objects,
    descriptors,
    transfers: [
      line('p1', 1),
      line('p2', 2),
      line('p3', 3),
      ...transfers,
      print('p1', 10),
      print('p2', 11),
      print('p3', 12),
    ],
  });

const wanted = { programs: { from: 0, to: 2 }, rounds: 1, folder: '/box/hall-{{token}}' };
const arrivals = [
  tell('p2', 'p1', { sentMs: 4, receivedMs: 5 }),
  tell('p3', 'p1', { sentMs: 4, receivedMs: 5 }),
];
const releases = ['p2', 'p3'].map((to) => tell('p1', to, { through: 'o2', sentMs: 6, receivedMs: 8 }));

test('a leader that hears from all and tells all has let everybody meet', () => {
  expect(says('rounds-met', wanted, played([...arrivals, ...releases]))).toBeNull();
});

test('a release before the last arrival tells nobody of that', () => {
  const early = [tell('p1', 'p2', { through: 'o2', sentMs: 3, receivedMs: 4 }), releases[1] ?? aFlow('')];
  expect(says('rounds-met', wanted, played([...arrivals, ...early]))).toEqual({
    about: ['p3', 'p2'],
    en: 'In round 1 no chain of messages through FIFOs led from the arrival of copy 2 to copy 1, which printed its line all the same.',
    zh: '第 1 轮中，没有一条经 FIFO 的消息链从副本 2 的到达通向副本 1，而后者照样打印了它的行。',
  });
});

test('a FIFO outside the folder tells nothing, and a round that nobody printed is missed', () => {
  const elsewhere = arrivals.map((one) => ({ ...one, through: 'o3' }));
  expect(says('rounds-met', wanted, played([...elsewhere, ...releases]))?.en).toMatch(/^In round 1 no chain/);
  expect(says('rounds-met', { ...wanted, rounds: 2 }, played([...arrivals, ...releases]))?.en).toBe(
    'Copy 0 never printed `round 2`, so nothing has told it that copy 0 was there.',
  );
});

test('an end-of-file tells of everybody who had closed by then', () => {
  const closed = (process: string, untilMs: number): DescriptorLife => ({
    process,
    fd: 4,
    object: 'o1',
    access: 'write',
    closeOnExec: false,
    fromMs: 0,
    untilMs,
    endedBy: 'close',
  });
  const end = tell('p3', 'p1', { kind: 'end-of-file', sentMs: 5, receivedMs: 5.5, bytes: 0 });
  const gates = [closed('p2', 4), closed('p3', 5)];
  expect(says('rounds-met', wanted, played([end, ...releases], gates))).toBeNull();
});

test('a copy that signals another one is named', () => {
  const signal = tell('p1', 'p2', { kind: 'signal', bytes: 0 });
  const condition = { programs: { from: 0, to: 2 } };
  expect(says('no-signals-between', condition, played([signal]))).toEqual({
    about: ['p1', 'p2'],
    en: '`barrier` (pid 2) sent a signal to `barrier` (pid 3); the task does not allow this way between them.',
    zh: '`barrier`（pid 2）向`barrier`（pid 3）发送了信号；任务不允许它们之间走这条路。',
  });
  expect(says('no-signals-between', condition, played([]))).toBeNull();
});
