import { expect, test } from 'vitest';
import { aBlockedCall, aHistory, anExec, aPipe, aProcess } from '../testing/a-history.js';
import { explainWaits } from './explain-waits.js';
import type { BlockedCall, IpcObject } from './history.js';
import { readFixture } from './testing-logs/read-fixture.js';
import { toTrace } from './to-trace.js';

test('each wait of real programs is explained, and each deadlock among them by itself', async () => {
  const history = await readFixture('knots');
  expect(explainWaits(history)).toEqual([
    {
      en: 'The parent (pid 2) waits in futex on /gate, which is 0: only the child (pid 8) could raise it.',
      zh: '父进程（pid 2）在 futex 中等待 /gate，它是 0：只有子进程（pid 8）能使它增加。',
    },
    {
      en: 'The child (pid 3) waits in futex on shared mapping 1, byte 40: only the child (pid 4) could wake who waits there.',
      zh: '子进程（pid 3）在 futex 中等待 shared mapping 1, byte 40：只有子进程（pid 4）能唤醒在那里等待的进程。',
    },
    {
      en: 'The child (pid 4) waits in futex on shared mapping 1, byte 0: only the child (pid 3) could wake who waits there.',
      zh: '子进程（pid 4）在 futex 中等待 shared mapping 1, byte 0：只有子进程（pid 3）能唤醒在那里等待的进程。',
    },
    {
      en: 'The child (pid 5) waits in semtimedop on semaphore 1[1]: 6 other processes could raise it, and none has.',
      zh: '子进程（pid 5）在 semtimedop 中等待 semaphore 1[1]：另外 6 个进程都能使它增加，却都没有。',
    },
    {
      en: 'The child (pid 6) waits in openat until somebody opens /tmp/ff for writing: nobody else has.',
      zh: '子进程（pid 6）在 openat 中等待有人为写而打开 /tmp/ff：没有别的进程这样做。',
    },
    {
      en: 'The child (pid 7) waits in rt_sigtimedwait for a signal: nobody has sent it one.',
      zh: '子进程（pid 7）在 rt_sigtimedwait 中等待信号：还没有谁给它发过。',
    },
    {
      en: 'The child (pid 8) waits in futex on /gate, which is 0: only the parent (pid 2) could raise it.',
      zh: '子进程（pid 8）在 futex 中等待 /gate，它是 0：只有父进程（pid 2）能使它增加。',
    },
    {
      en: 'Deadlock: the parent (pid 2) and the child (pid 8) wait for each other.',
      zh: '死锁：父进程（pid 2）、子进程（pid 8）互相等待。',
    },
    {
      en: 'Deadlock: the child (pid 3) and the child (pid 4) wait for each other.',
      zh: '死锁：子进程（pid 3）、子进程（pid 4）互相等待。',
    },
  ]);
  expect(toTrace(history).deadlocks).toEqual([
    ['p1', 'p7'],
    ['p2', 'p3'],
  ]);
});

test('threads wait each for themselves, and a process with one that may go on is in no deadlock', async () => {
  const history = await readFixture('threads');
  const trace = toTrace(history);
  const [, first] = trace.processes;
  expect(first?.threads.map(({ id, tid, endMs }) => [id, tid, endMs === null])).toEqual([
    ['p1.1', 4, true],
    ['p1.2', 5, false],
  ]);
  expect(history.blocked.map(({ process, thread, call }) => [process, thread, call])).toEqual([
    ['p1', null, 'futex'],
    ['p2', null, 'pause'],
    ['p1', 'p1.1', 'read'],
  ]);
  expect(explainWaits(history).map((sentence) => sentence.en)).toEqual([
    'The parent (pid 2) waits in futex for another thread of its own.',
    'The child (pid 3) waits in pause for a signal: nobody has sent it one.',
    'The parent (pid 2) waits in read on pipe 1 (fd 3): the child (pid 3) still holds its write end (fd 4), and so does the waiting process itself (fd 4).',
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

const child = [{ process: 'p2', fd: null }];
const childAt4 = [{ process: 'p2', fd: 4 }];
const queue = { mechanism: 'message-queue', kind: 'posix-mq', name: '/jobs' } as const;
const word = { mechanism: 'synchronisation', kind: 'futex', name: '/counter, byte 0' } as const;
const semaphore = { mechanism: 'synchronisation', kind: 'semaphore', name: '/gate' } as const;
const counter = { mechanism: 'synchronisation', kind: 'eventfd', name: 'eventfd 1' } as const;
const lock = { mechanism: 'synchronisation', kind: 'file-lock', name: '/box/db' } as const;
const stream = { mechanism: 'unix-domain-socket', kind: 'unix-stream', name: '/tmp/s' } as const;

const waits: readonly (readonly [string, readonly string[], readonly [string, string]])[] = [
  [
    'a queue that is empty',
    said({ call: 'mq_timedreceive', fd: 3, heldBy: childAt4 }, queue),
    [
      'The parent (pid 2) waits in mq_timedreceive on /jobs (fd 3), which has no message for it: only the child (pid 3) (fd 4) could send to it.',
      '父进程（pid 2）在 mq_timedreceive 中等待 /jobs（fd 3），其中没有给它的消息：只有子进程（pid 3）（fd 4）能向它发送。',
    ],
  ],
  [
    'a queue that is full',
    said({ call: 'mq_timedsend', fd: 3, heldBy: childAt4 }, queue),
    [
      'The parent (pid 2) waits in mq_timedsend on /jobs (fd 3), which is full: only the child (pid 3) (fd 4) could receive from it.',
      '父进程（pid 2）在 mq_timedsend 中等待 /jobs（fd 3），它已满：只有子进程（pid 3）（fd 4）能从它接收。',
    ],
  ],
  [
    'a semaphore that nobody else can reach',
    said({ call: 'futex' }, semaphore),
    [
      'The parent (pid 2) waits in futex on /gate, which is 0: nobody else has it open, so nobody can raise it.',
      '父进程（pid 2）在 futex 中等待 /gate，它是 0：没有别的进程打开着它，所以没有谁能使它增加。',
    ],
  ],
  [
    'a mutex whose owner is known',
    said({ call: 'futex', heldBy: child, owner: { process: 'p2', isSure: true } }, word),
    [
      'The parent (pid 2) waits in futex on /counter, byte 0: the child (pid 3) holds the mutex.',
      '父进程（pid 2）在 futex 中等待 /counter, byte 0：子进程（pid 3）持有这个互斥锁。',
    ],
  ],
  [
    'a mutex whose owner is only likely',
    said({ call: 'futex', heldBy: child, owner: { process: 'p2', isSure: false } }, word),
    [
      'The parent (pid 2) waits in futex on /counter, byte 0: the child (pid 3) was the last to be woken there, so it probably holds the mutex.',
      '父进程（pid 2）在 futex 中等待 /counter, byte 0：子进程（pid 3）是最后一个在那里被唤醒的，所以互斥锁很可能在它手里。',
    ],
  ],
  [
    'a counter',
    said({ call: 'read', fd: 3, heldBy: childAt4 }, counter),
    [
      'The parent (pid 2) waits in read on eventfd 1 (fd 3), which is 0: only the child (pid 3) (fd 4) could add to it.',
      '父进程（pid 2）在 read 中等待 eventfd 1（fd 3），它是 0：只有子进程（pid 3）（fd 4）能给它加数。',
    ],
  ],
  [
    'a lock',
    said({ call: 'fcntl', fd: 3, heldBy: childAt4 }, lock),
    [
      'The parent (pid 2) waits in fcntl on /box/db (fd 3): the child (pid 3) holds the lock.',
      '父进程（pid 2）在 fcntl 中等待 /box/db（fd 3）：子进程（pid 3）持有这个锁。',
    ],
  ],
  [
    'the other end of a connection',
    said({ call: 'recvfrom', fd: 3, heldBy: childAt4 }, stream),
    [
      'The parent (pid 2) waits in recvfrom on /tmp/s (fd 3): the child (pid 3) still holds the other end (fd 4).',
      '父进程（pid 2）在 recvfrom 中等待 /tmp/s（fd 3）：子进程（pid 3）仍持有它的另一端（fd 4）。',
    ],
  ],
  [
    'a pipe that is full',
    said({ call: 'write', fd: 4, heldBy: [{ process: 'p2', fd: 3 }] }, {}),
    [
      'The parent (pid 2) waits in write on pipe 1 (fd 4), which is full: the child (pid 3) still holds its read end (fd 3).',
      '父进程（pid 2）在 write 中等待 pipe 1（fd 4），它已满：子进程（pid 3）仍持有它的读端（fd 3）。',
    ],
  ],
  [
    'its own standard input',
    said({ call: 'read', fd: 0 }, { outside: 'stdin', name: 'standard input' }),
    [
      'The parent (pid 2) waits in read on standard input (fd 0), which is open and silent.',
      '父进程（pid 2）在 read 中等待 standard input（fd 0），它开着却没有数据。',
    ],
  ],
  [
    'a child of vfork',
    said({ call: 'vfork', heldBy: child }),
    [
      'The parent (pid 2) waits in vfork for the child (pid 3) to execute a program or end.',
      '父进程（pid 2）在 vfork 中等待子进程（pid 3）执行程序或结束。',
    ],
  ],
  [
    'a child',
    said({ call: 'wait4', heldBy: child }),
    [
      'The parent (pid 2) waits in wait4 for the child (pid 3) to end.',
      '父进程（pid 2）在 wait4 中等待子进程（pid 3）结束。',
    ],
  ],
  [
    'time',
    said({ call: 'clock_nanosleep' }),
    [
      'The parent (pid 2) waits in clock_nanosleep for time to pass.',
      '父进程（pid 2）在 clock_nanosleep 中等待时间过去。',
    ],
  ],
];

test.each(waits)('who waits for %s is told so in English and Chinese', (_what, sentences, expected) => {
  expect(sentences).toEqual(expected);
});
