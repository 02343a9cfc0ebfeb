import { expect, test } from 'vitest';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aBlockedCall, aFlow, aHistory, anExec, aPipe, aProcess } from '#libs/testing/a-history';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import type { Flow, History } from '#libs/trace/history';
import { conditionKinds } from '../../../conditions.js';
import { explainHang } from '../../../explain/hangs/hang.js';

// p1 is the parent, p2 and p3 are its workers; o1 is the queue, o2 a pipe.
const processes = [
  aProcess({ id: 'p1', execs: [anExec('pool')] }),
  aProcess({ id: 'p2', parent: 'p1' }),
  aProcess({ id: 'p3', parent: 'p1' }),
];
const queue = {
  ...aPipe({ id: 'o1' }),
  mechanism: 'message-queue',
  kind: 'posix-mq',
  name: '/q-sometoken',
} as const;
const objects = [queue, aPipe({ id: 'o2' })];

function passed(text: string, to: string, atMs: number): Flow {
  return aFlow(text, { to, sentMs: atMs, receivedMs: atMs });
}

const jobs = [passed('10000000019 0', 'p2', 1), passed('999999999989 0', 'p3', 2)];
const pills = [passed('stop', 'p2', 3), passed('stop', 'p3', 4)];
const printed = '10000000019 is prime worker 1\n999999999989 is prime worker 2\n';

function says(kind: string, over: Partial<History>, condition: object = {}) {
  const found = conditionKinds.find((one) => one.kind === kind);
  const seen = aCaseRun({
    run: aRun({ programs: [aProgramResult({ stdout: Buffer.from(printed) })] }),
    history: aHistory({ processes, objects, ...over }),
    input: Buffer.from('3 10000000019\n3 999999999989\n'),
  });
  return found?.judge({ queue: '/q-{{token}}', ...condition }, seen);
}

test('jobs that go through the queue, as text or as integers of eight bytes, are fine', () => {
  expect(says('pool-jobs-queued', { transfers: [...jobs, ...pills] })).toBeNull();
  const number = Buffer.alloc(16);
  number.writeBigInt64LE(10_000_000_019n, 8);
  const binary = { ...passed('', 'p2', 1), head: number, bytes: 16 };
  expect(says('pool-jobs-queued', { transfers: [binary, ...jobs.slice(1)] })).toBeNull();
});

test('a job that does not pass the queue is named', () => {
  expect(says('pool-jobs-queued', { transfers: [...jobs.slice(1), ...pills] })).toEqual({
    en: '1 of 2 jobs did not go through the queue /q-sometoken from the parent to a worker, 10000000019 first.',
    zh: '2 个任务中有 1 个没有通过队列 /q-sometoken 从父进程到达工人，第一个是 10000000019。',
  });
});

test('a job that takes another way is told with the way', () => {
  const detour = { ...passed('10000000019 0', 'p2', 1), through: 'o2' };
  expect(says('pool-jobs-queued', { transfers: [...jobs, detour] })).toEqual({
    about: ['o2'],
    en: 'The child with pid 3 got the job 10000000019 through pipe 2, not through the queue.',
    zh: '子进程（pid 3）是通过 pipe 2 得到任务 10000000019 的，而不是通过队列。',
  });
});

test('too few workers at the queue are counted', () => {
  expect(says('pool-workers', { transfers: [...jobs, ...pills] }, { workers: 2 })).toBeNull();
  expect(says('pool-workers', { transfers: jobs }, { workers: 3 })?.en).toBe(
    '2 processes took messages from the queue /q-sometoken; 3 workers were wanted, each a process of its own.',
  );
});

test('a worker whose number means two processes is told', () => {
  const found = conditionKinds.find((one) => one.kind === 'pool-workers');
  const seen = aCaseRun({
    run: aRun({
      programs: [aProgramResult({ stdout: Buffer.from(printed.replace('worker 2', 'worker 1')) })],
    }),
    history: aHistory({ processes, objects, transfers: [...jobs, ...pills] }),
    input: Buffer.from('3 10000000019\n3 999999999989\n'),
  });
  expect(found?.judge({ queue: '/q-{{token}}', workers: 2 }, seen)).toEqual({
    about: ['p2', 'p3'],
    en: 'Worker 1 is the child with pid 3 in one line and the child with pid 4 in another: the number names the process that had the job.',
    zh: '第 1 号工人在一行里是子进程（pid 3），在另一行里是子进程（pid 4）：编号应指拿到任务的那个进程。',
  });
});

test('a worker whose last message was a job had no pill', () => {
  expect(says('pool-pills', { transfers: [...jobs, ...pills] })).toBeNull();
  expect(says('pool-pills', { transfers: [...jobs, ...pills.slice(0, 1)] })).toEqual({
    about: ['p3'],
    en: 'The last message that the child with pid 4 took from /q-sometoken was a job: no pill told it to end.',
    zh: '子进程（pid 4）从 /q-sometoken 取的最后一条消息是任务：没有毒丸告诉它结束。',
  });
});

test('a pill that still holds the number of an earlier job is a pill', () => {
  const [first, second] = pills;
  const reused = passed('999999999989 -1', 'p3', 4);
  expect(first && second && says('pool-pills', { transfers: [...jobs, first, reused] })).toBeNull();
});

test('a worker that does not end by itself is told', () => {
  const killed = [
    ...processes.slice(0, 2),
    aProcess({ id: 'p3', parent: 'p1', exit: { signal: 'SIGTERM' } }),
  ];
  expect(says('pool-pills', { processes: killed, transfers: [...jobs, ...pills] })?.en).toBe(
    'The child with pid 4 ended by SIGTERM; a worker ends by itself with status 0 after its pill.',
  );
  expect(says('pool-pills', {})?.zh).toBe('没有人从队列 /q-sometoken 取过任何东西。');
});

test('readers that wait for an end that another one took are told that a message has one receiver', () => {
  const blocked = [aBlockedCall({ process: 'p3', call: 'mq_timedreceive', object: 'o1' })];
  const waiting = [...processes.slice(0, 2), aProcess({ id: 'p3', parent: 'p1', exit: { running: true } })];
  expect(
    explainHang(aHistory({ processes: waiting, objects, transfers: pills.slice(0, 1), blocked })),
  ).toEqual({
    about: ['o1', 'p3'],
    en: '1 process took the end from /q-sometoken; 1 still waits there for a message that nobody sends. A message has one receiver: one pill ends one reader.',
    zh: '有 1 个进程从 /q-sometoken 得知了结束，另有 1 个仍在那里等一条没有人会发送的消息。一条消息只有一个接收者：一颗毒丸只能结束一个读者。',
  });
});
