import { expect, test } from 'vitest';
import { aBlockedCall, aHistory, anExec, aPipe, aProcess } from '../../testing/a-history.js';
import { explainWaits } from '#libs/trace/explain-waits';
import type { BlockedCall, IpcObject } from '#libs/trace/history';
import { readFixture } from '../testing-logs/read-fixture.js';
import { toTrace } from '#libs/trace/to-trace';

test('of calls that wait for somebody to come it is told who could, and what kept them', async () => {
  const history = await readFixture('meetings');
  const sentences = explainWaits(history);
  const saying = (call: string): readonly string[] =>
    sentences.map(({ en }) => en).filter((sentence) => sentence.includes(` waits in ${call} `));
  expect(saying('accept')).toEqual([
    'The child (pid 10) waits in accept for a connection to 127.0.0.1:4001 (fd 3): the child (pid 11) tried 127.0.0.1:4000 instead, where nobody listened.',
  ]);
  expect(saying('connect')).toEqual([
    'The child (pid 9) waits in connect for somebody to accept at /tmp/full (fd 5): the parent (pid 8) (fd 3) and the child (pid 9) (fd 3) listen there and have not accepted the one before it.',
  ]);
  expect(saying('openat')).toEqual([
    'The child (pid 12) waits in openat until somebody opens /tmp/ff for writing: the child (pid 13) opens it for reading as well.',
    'The child (pid 13) waits in openat until somebody opens /tmp/ff for writing: the child (pid 12) opens it for reading as well.',
  ]);
  expect(saying('msgrcv')).toEqual([
    'The child (pid 14) waits in msgrcv on message queue 1, which has no message for it: 9 other processes could send to it, and none has.',
  ]);
  expect(saying('wait4')).toEqual(['The child (pid 15) waits in wait4 for the grandchild (pid 16) to end.']);
  expect(saying('recvfrom')).toEqual([
    'The child (pid 19) waits in recvfrom for a datagram at 127.0.0.1:5000 (fd 3): the child (pid 20) (fd 3) has a socket that sends there.',
  ]);
  expect(saying('read')).toEqual(['The child (pid 20) waits in read for the time of timerfd 1 to come.']);
});

test('a signal that came before the wait for it, and one that is held back, are named', async () => {
  const history = await readFixture('meetings');
  expect(explainWaits(history).filter(({ en }) => en.includes('pause'))).toEqual([
    {
      en: 'The child (pid 11) waits in pause for a signal: nobody has sent it one.',
      zh: '子进程（pid 11）在 pause 中等待信号：还没有谁给它发过。',
    },
    {
      en: 'The grandchild (pid 16) waits in pause for a signal: nobody has sent it one.',
      zh: '孙进程（pid 16）在 pause 中等待信号：还没有谁给它发过。',
    },
    {
      en: 'The child (pid 17) waits in pause for a signal: the last one, SIGUSR1 from the parent (pid 8), came before it began to wait.',
      zh: '子进程（pid 17）在 pause 中等待信号：上一个信号，父进程（pid 8）发来的 SIGUSR1，在它开始等待之前就到了。',
    },
    {
      en: 'The child (pid 18) waits in pause for a signal: SIGUSR1 from the parent (pid 8) was sent and has not arrived, since it is blocked or ignored.',
      zh: '子进程（pid 18）在 pause 中等待信号：父进程（pid 8）发来的 SIGUSR1 已发出却没有送达，因为它被阻塞或忽略了。',
    },
    {
      en: 'The grandchild (pid 22) waits in pause for a signal: nobody has sent it one.',
      zh: '孙进程（pid 22）在 pause 中等待信号：还没有谁给它发过。',
    },
  ]);
});

test('of two that open two FIFOs in opposite orders it is told that each waits for the other', async () => {
  expect(explainWaits(await readFixture('two-fifos'))).toEqual([
    {
      en: 'The parent (pid 8) waits in openat until somebody opens /tmp/to for reading: the child (pid 9) waits to open /tmp/from first.',
      zh: '父进程（pid 8）在 openat 中等待有人为读而打开 /tmp/to：子进程（pid 9）在等着先打开 /tmp/from。',
    },
    {
      en: 'The child (pid 9) waits in openat until somebody opens /tmp/from for reading: the parent (pid 8) waits to open /tmp/to first.',
      zh: '子进程（pid 9）在 openat 中等待有人为读而打开 /tmp/from：父进程（pid 8）在等着先打开 /tmp/to。',
    },
  ]);
});

test('a lock of an open file that its taker has left to a child is held by the child', async () => {
  const trace = toTrace(await readFixture('meetings'));
  const wait = trace.waits.find(({ call }) => call === 'flock');
  const holder = trace.processes.find(({ id }) => id === wait?.heldBy[0]);
  expect([wait?.heldBy.length, holder?.pid]).toEqual([1, 22]);
  const pause = trace.waits.find(({ process, call }) => process === 'p10' && call === 'pause');
  expect(pause?.says?.en).toContain('came before it began to wait');
});

test('where somebody listens to the end there is an object to wait for, and anybody may come: no deadlock', async () => {
  const trace = toTrace(await readFixture('meetings'));
  const listeners = trace.objects.filter(({ kind }) => kind === 'listener');
  expect(listeners.map(({ name, usedBy }) => [name, usedBy])).toEqual([
    ['/tmp/full (listening)', ['p1', 'p2']],
    ['127.0.0.1:4001 (listening)', ['p3']],
  ]);
  expect(trace.deadlocks).toEqual([]);
});

/** What is said of one wait of the parent, in both languages. */
function said(call: Partial<BlockedCall> & { call: string }, object?: Partial<IpcObject>): readonly string[] {
  const history = aHistory({
    processes: [
      aProcess({ id: 'p1', execs: [anExec('uppercase')] }),
      aProcess({ id: 'p2', parent: 'p1', pid: 3 }),
    ],
    objects: object ? [aPipe({ id: 'o1', ...object })] : [],
    blocked: [aBlockedCall({ process: 'p1', fd: null, object: object ? 'o1' : null, ...call })],
  });
  const [sentence] = explainWaits(history);
  return [sentence?.en ?? '', sentence?.zh ?? ''];
}

const waits: readonly (readonly [string, readonly string[], readonly [string, string]])[] = [
  [
    'a connection that nobody asks for',
    said({ call: 'accept4', circumstance: { kind: 'accept', address: '/tmp/s', tried: [] } }),
    [
      'The parent (pid 2) waits in accept4 for a connection to /tmp/s: nobody asks for one.',
      '父进程（pid 2）在 accept4 中等待对 /tmp/s 的连接：没有谁请求连接。',
    ],
  ],
  [
    'a client that came too early',
    said({
      call: 'accept4',
      circumstance: { kind: 'accept', address: '/tmp/s', tried: [{ process: 'p2', address: '/tmp/s' }] },
    }),
    [
      'The parent (pid 2) waits in accept4 for a connection to /tmp/s: the child (pid 3) tried before anybody listened there.',
      '父进程（pid 2）在 accept4 中等待对 /tmp/s 的连接：子进程（pid 3）在有人监听之前就试过了。',
    ],
  ],
  [
    'an address where nobody listens',
    said({ call: 'connect', fd: 3, circumstance: { kind: 'connect', address: '10.0.0.1:80', waiting: 0 } }),
    [
      'The parent (pid 2) waits in connect for somebody to accept at 10.0.0.1:80 (fd 3): no process here listens there.',
      '父进程（pid 2）在 connect 中等待有人在 10.0.0.1:80（fd 3）接受连接：这里没有进程在那里监听。',
    ],
  ],
  [
    'an end of a FIFO that somebody has let go of',
    said(
      {
        call: 'openat',
        circumstance: { kind: 'open', access: 'read', alike: [], elsewhere: [], before: ['p2'] },
      },
      { mechanism: 'named-pipe', kind: 'fifo', name: '/tmp/f' },
    ),
    [
      'The parent (pid 2) waits in openat until somebody opens /tmp/f for reading: the child (pid 3) had it open so before.',
      '父进程（pid 2）在 openat 中等待有人为读而打开 /tmp/f：子进程（pid 3）先前曾这样打开过它。',
    ],
  ],
  [
    'a datagram that nobody can send',
    said(
      { call: 'recvfrom', fd: 3, circumstance: { kind: 'datagram' } },
      { kind: 'udp', name: '127.0.0.1:5' },
    ),
    [
      'The parent (pid 2) waits in recvfrom for a datagram at 127.0.0.1:5 (fd 3): no other process has a socket that sends there.',
      '父进程（pid 2）在 recvfrom 中等待发到 127.0.0.1:5（fd 3）的数据报：没有别的进程有向那里发送的套接字。',
    ],
  ],
];

test.each(waits)('who waits for %s is told so in English and Chinese', (_what, sentences, expected) => {
  expect(sentences).toEqual(expected);
});
