import { expect, test } from 'vitest';
import type { History } from '#libs/trace/history';
import { readHistory } from '../../read-history.js';
import { accounts } from '../../testing-logs/describe-flows.js';
import { readFixture } from '../../testing-logs/read-fixture.js';

test('twenty kills are one delivery, queued signals come one by one with their values, one is never delivered', async () => {
  const history = await readFixture('signals');
  expect(accounts(history)).toEqual([
    'p1 > SIGUSR1 > p2 signal x20',
    'p1 > SIGRTMIN > p2 signal value 100',
    'p1 > SIGRTMIN > p2 signal value 101',
    'p1 > SIGRTMIN > p2 signal value 102',
    'p1 > SIGRTMIN+1 > p2 signal value -5',
    'p1 > SIGUSR2 > p2 signal',
    'p1 > SIGHUP > p2:4 signal',
    'p1 > SIGRTMIN+2 > p2:4 signal value 1',
    'p1 > SIGRTMIN+2 > p2:4 signal value 2',
    'p1 > SIGTERM > - signal',
    'p1:4 > pipe 1 > p2:3 1',
    'p1 > SIGUSR1 > p1 signal',
    'p1 > SIGUSR2 > p1 signal',
  ]);
  expect(history.objects.filter((one) => one.kind === 'signalfd').map((one) => one.name)).toEqual([
    'signalfd 1',
  ]);
  expect(history.warnings).toEqual([]);
});

test('SIGPIPE and end-of-file say whose close or exit was their cause', async () => {
  const lines = accounts(await readFixture('pipe-ends'));
  expect(lines).toContain('- > SIGPIPE > p3 signal by close of p2:3');
  expect(lines).toContain('p3:6 > pipe 2 > p1:5 end-of-file by exit of p3:6');
});

/** A parent, pid 2, and its children, pids 3 and 4. */
function aLog(...lines: readonly string[]): Promise<History> {
  const start = [
    '10 execve("/box/a", ["./a"], 0x1 /* 1 var */) = 0',
    '10 set_tid_address(0x1) = 2',
    '10 clone(child_stack=NULL, flags=SIGCHLD, child_tidptr=0x1) = 3',
    '10 clone(child_stack=NULL, flags=SIGCHLD, child_tidptr=0x1) = 4',
    '11 close(0) = 0',
  ];
  const text = [...start, ...lines].map((line, index) =>
    line.replace(' ', ` 5.${String(index).padStart(3, '0')} `),
  );
  return readHistory(text, [{ pid: 10, program: 'a' }]);
}

const usr1 = (pid: number): string =>
  `--- SIGUSR1 {si_signo=SIGUSR1, si_code=SI_USER, si_pid=${pid}, si_uid=0} ---`;

test('two kills that were delivered one after the other are two, also when the first delivery is told late', async () => {
  const history = await aLog(
    '10 kill(4, SIGUSR1) = 0',
    '10 kill(4, SIGUSR1) = 0',
    `12 ${usr1(2)}`,
    `12 ${usr1(2)}`,
  );
  expect(accounts(history)).toEqual(['p1 > SIGUSR1 > p3 signal', 'p1 > SIGUSR1 > p3 signal']);
});

test('a signal that is pending already is lost when somebody else sends it again', async () => {
  const history = await aLog('10 kill(4, SIGUSR1) = 0', '11 kill(4, SIGUSR1) = 0', `12 ${usr1(2)}`);
  expect(accounts(history)).toEqual(['p1 > SIGUSR1 > p3 signal', 'p2 > SIGUSR1 > - signal']);
});

test('a signal to a whole group reaches each of its processes, and each time from its sender', async () => {
  const history = await aLog('10 kill(0, SIGUSR1) = 0', `11 ${usr1(2)}`, `12 ${usr1(2)}`, `10 ${usr1(2)}`);
  expect(accounts(history)).toEqual([
    'p1 > SIGUSR1 > p2 signal',
    'p1 > SIGUSR1 > p3 signal',
    'p1 > SIGUSR1 > p1 signal',
  ]);
});

test('of very many signals that never arrive only the latest are told, and that this is so', async () => {
  const blocked = Array.from({ length: 1_500 }, () => '10 kill(4, SIGUSR1) = 0');
  const history = await aLog(
    ...blocked,
    '10 kill(4, SIGUSR2) = 0',
    `12 ${usr1(2).replaceAll('SIGUSR1', 'SIGUSR2')}`,
  );
  expect(accounts(history)).toEqual(['p1 > SIGUSR1 > - signal x1000', 'p1 > SIGUSR2 > p3 signal']);
  expect(history.warnings).toEqual(['So many signals had not arrived that the oldest of them are not told.']);
});
