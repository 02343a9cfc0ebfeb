import { expect, test } from 'vitest';
import { readHistory } from '../../read-history.js';
import { accounts } from '../../testing-logs/describe-flows.js';
import { readFixture } from '../../testing-logs/read-fixture.js';

test('messages of a POSIX queue come out by priority, then in order, and each keeps its own', async () => {
  const history = await readFixture('posix-queue');
  const jobs = accounts(history).filter((line) => line.includes('/jobs'));
  expect(jobs).toEqual([
    'p1:3 > /jobs > p2:4 3 priority 1',
    'p1:3 > /jobs > p2:4 8 priority 9',
    'p1:3 > /jobs > p2:4 8 priority 9',
    'p1:3 > /jobs > p2:4 3 priority 5',
    'p3:3 > /jobs > - 9 priority 0',
  ]);
  const received = history.transfers
    .filter((flow) => flow.kind === 'data' && flow.to === 'p2')
    .sort((a, b) => (a.receivedMs ?? 0) - (b.receivedMs ?? 0));
  expect(received.map((flow) => new TextDecoder().decode(flow.head))).toEqual([
    'high one',
    'high two',
    'mid',
    'low',
  ]);
  expect(
    history.objects.filter((one) => one.kind === 'posix-mq').map(({ mechanism, name }) => [mechanism, name]),
  ).toEqual([
    ['message-queue', '/jobs'],
    ['message-queue', '/keep'],
  ]);
  expect(history.leftovers).toEqual([{ kind: 'posix-mq', name: '/keep', owner: 'p1' }]);
  expect(history.warnings).toEqual([]);
});

test('the signal of mq_notify comes from whoever put the message in, with the value that was asked for', async () => {
  expect(accounts(await readFixture('posix-queue'))).toContain('p3 > SIGUSR1 > p1 signal value 7');
});

test('messages of a System V queue are taken by type, without the garbage behind them', async () => {
  const history = await readFixture('system-v-queue');
  expect(accounts(history)).toEqual([
    'p1 > message queue 1 > p2 3 type 1',
    'p1 > message queue 1 > p2 3 type 2',
    'p1 > message queue 1 > p2 5 type 3',
    'p1 > message queue 1 > - 9 type 1',
    'p1 > message queue 1 > p2 4 type 5',
    'p2 > message queue 1 > p1 6 type 7',
    'p3 > message queue 0x1234 > p1 6 type 1',
  ]);
  expect(history.transfers.map((flow) => new TextDecoder().decode(flow.head))).toContain('five');
  expect(history.leftovers).toEqual([{ kind: 'system-v-mq', name: 'message queue 0x1234', owner: 'p1' }]);
  expect(history.warnings).toEqual([]);
});

/** Two processes with one POSIX queue on descriptor 3. */
function aQueueLog(...lines: readonly string[]) {
  const start = [
    '10 execve("/box/a", ["./a"], 0x1 /* 1 var */) = 0',
    '10 set_tid_address(0x1) = 2',
    '10 mq_open("q", O_RDWR|O_CREAT, 0600, NULL) = 3</q>',
    '10 clone(child_stack=NULL, flags=SIGCHLD, child_tidptr=0x1) = 3',
  ];
  const text = [...start, ...lines].map((line, index) =>
    line.replace(' ', ` 5.${String(index).padStart(3, '0')} `),
  );
  return readHistory(text, [{ pid: 10, program: 'a' }]);
}

test('of two messages sent at once that look the same, the sender is a guess and called one', async () => {
  const history = await aQueueLog(
    '10 mq_timedsend(3</q>, "same", 4, 1, NULL <unfinished ...>',
    '11 mq_timedsend(3</q>, "same", 4, 1, NULL <unfinished ...>',
    '10 <... mq_timedsend resumed>) = 0',
    '11 <... mq_timedsend resumed>) = 0',
    '10 mq_timedreceive(3</q>, "same", 64, [1], NULL) = 4',
    '10 mq_timedreceive(3</q>, "same", 64, [1], NULL) = 4',
  );
  expect(accounts(history)).toEqual([
    'p1:3 > /q > p1:3 4 priority 1 inferred',
    'p2:3 > /q > p1:3 4 priority 1',
  ]);
});

test('a file with the name of a queue is another thing than the queue', async () => {
  const history = await aQueueLog(
    '10 openat(AT_FDCWD</>, "q", O_RDWR|O_CREAT, 0600) = 4</q>',
    '10 write(4</q>, "file", 4) = 4',
    '11 mq_timedsend(3</q>, "message", 7, 0, NULL) = 0',
    '10 mq_timedreceive(3</q>, "message", 64, NULL, NULL) = 7',
  );
  expect(accounts(history)).toEqual(['p1:4 > /q > - 4', 'p2:3 > /q > p1:3 7 priority 0']);
  expect(history.objects.filter((one) => one.name === '/q').map((one) => one.kind)).toEqual([
    'posix-mq',
    'file',
  ]);
});

test('a message that nobody was seen to send is a warning, not an arrow from somebody', async () => {
  const history = await aQueueLog('11 mq_timedreceive(3</q>, "ghost", 64, [3], NULL) = 5');
  expect(accounts(history)).toEqual(['- > /q > p2:3 5']);
  expect(history.warnings).toEqual(['A message of 5 bytes came out of /q that nobody was seen to send.']);
});
