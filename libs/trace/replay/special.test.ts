import { expect, test } from 'vitest';
import type { History } from '#libs/trace/history';
import { readHistory } from '../read-history.js';
import { accounts } from '../testing-logs/describe-flows.js';
import { readFixture } from '../testing-logs/read-fixture.js';

test('each eventfd is known through fork and SCM_RIGHTS, and its counter says whose additions were taken', async () => {
  const history = await readFixture('eventfd');
  expect(accounts(history)).toEqual([
    '- > eventfd 2 > p1:4 wake value 1',
    '- > eventfd 2 > p1:4 wake value 1',
    'p2:3 > eventfd 1 > p1:3 wake value 3',
    'p2:3 > eventfd 1 > p1:3 wake value 4',
    'p2:4 > eventfd 2 > p1:4 wake value 1',
    'p1:5 > socket pair 1 > p2:6 1',
    'p1:7 > socket pair 1 > p2:5 descriptor',
    'p2:5 > eventfd 3 > p1:7 wake value 1',
    '- > timerfd 1 > p1:9 wake value 1',
  ]);
  expect(history.warnings).toEqual([]);
});

test('what splice, tee, sendfile and vmsplice move arrives from where it came', async () => {
  const history = await readFixture('moves');
  expect(accounts(history)).toEqual([
    'p1:6 > pipe 2 > p2:5 10 copied from p2 in o4',
    'p2:4 > pipe 1 > p1:3 10',
    'p1:7 > socket pair 1 > p2:8 10',
    'p1:7 > socket pair 1 > p2:8 5',
    'p1:6 > pipe 2 > - 4',
  ]);
  expect(history.transfers.map((flow) => new TextDecoder().decode(flow.head))).toContain('bytes');
});

test('what tee copied stays in the first pipe, and its reader is told who wrote it there', async () => {
  const history = await readFixture('copies');
  expect(accounts(history).slice(0, 5)).toEqual([
    'p2:4 > pipe 1 > p1:3 6',
    'p2:4 > pipe 1 > p1:3 7',
    'p1:6 > pipe 2 > p3:5 6 copied from p2 in o4',
    'p1:6 > pipe 2 > p3:5 7 copied from p2 in o4',
    'p1:6 > pipe 2 > p3:5 end-of-file by close of p1:6',
  ]);
  expect(history.warnings).toEqual([]);
});

test('files that were filled inside the kernel have their text where it was seen to be written', async () => {
  const history = await readFixture('copies');
  const names = new Map(history.objects.map(({ id, name }) => [id, name]));
  const texts = history.transfers.map((flow) => [
    names.get(flow.through),
    new TextDecoder().decode(flow.head),
  ]);
  expect(texts.filter(([name]) => name === '/tmp/unread' || name === 'standard output')).toEqual([
    ['standard output', 'second\n'],
    ['/tmp/unread', 'first '],
  ]);
});

test('a shared descriptor table, a spawned program and a chain of programs are one process each', async () => {
  const history = await readFixture('shared-tables');
  expect(accounts(history)).toEqual([
    'p2:4 > pipe 1 > p1:5 6',
    'p2:4 > pipe 1 > p1:5 end-of-file by close of p2:4',
    'p3:1 > pipe 2 > p1:3 8',
    'p3:1 > pipe 2 > p1:3 end-of-file by close of p3:1',
  ]);
  const chain = history.processes
    .find((life) => life.id === 'p4')
    ?.execs.filter((exec) => exec.error === null);
  expect(chain?.map((exec) => exec.argv[0])).toEqual(['sh', 'sh', 'true']);
  expect(history.warnings).toEqual([]);
});

function aLog(...lines: readonly string[]): Promise<History> {
  const start = [
    '10 execve("/box/a", ["./a"], 0x1 /* 1 var */) = 0',
    '10 set_tid_address(0x1) = 2',
    '10 pipe2([3<pipe:[7]>, 4<pipe:[7]>], 0) = 0',
  ];
  const text = [...start, ...lines].map((line, index) =>
    line.replace(' ', ` 5.${String(index).padStart(3, '0')} `),
  );
  return readHistory(text, [{ pid: 10, program: 'a' }]);
}

test('two children with one number after each other are two processes', async () => {
  const history = await aLog(
    '10 clone(child_stack=NULL, flags=SIGCHLD, child_tidptr=0x1) = 3',
    '11 write(4<pipe:[7]>, "one", 3) = 3',
    '11 exit_group(0) = ?',
    '11 +++ exited with 0 +++',
    '10 wait4(3, NULL, 0, NULL) = 3',
    '10 clone(child_stack=NULL, flags=SIGCHLD, child_tidptr=0x1) = 3',
    '11 read(3<pipe:[7]>, "one", 9) = 3',
    '10 kill(3, SIGTERM) = 0',
    '11 --- SIGTERM {si_signo=SIGTERM, si_code=SI_USER, si_pid=2, si_uid=0} ---',
    '11 +++ killed by SIGTERM +++',
  );
  expect(accounts(history)).toEqual(['p2:4 > pipe 1 > p3:3 3', 'p1 > SIGTERM > p3 signal']);
  expect(history.processes.map(({ id, pid }) => [id, pid])).toEqual([
    ['p0', 0],
    ['p1', 2],
    ['p2', 3],
    ['p3', 3],
  ]);
});

test('a process that hides from the tracer is a warning, and what it did has no sender', async () => {
  const history = await aLog(
    '10 clone(child_stack=NULL, flags=CLONE_UNTRACED|SIGCHLD) = 3',
    '10 close(4<pipe:[7]>) = 0',
    '10 read(3<pipe:[7]>, "ghost", 8) = 5',
    '10 read(3<pipe:[7]>, "", 8) = 0',
  );
  expect(accounts(history)).toEqual(['- > pipe 1 > p1:3 5', '- > pipe 1 > p1:3 end-of-file']);
  expect(history.warnings).toEqual(['A process was made with CLONE_UNTRACED: what it did was not seen.']);
});

test('32-bit system calls are said to be seen in part only', async () => {
  const history = await aLog(
    '10 [ Process PID=10 runs in 32 bit mode. ]',
    '10 write(4<pipe:[7]>, "abc", 3) = 3',
    '10 [ Process PID=10 runs in 64 bit mode. ]',
    '10 [ Process PID=10 runs in 32 bit mode. ]',
    '10 read(3<pipe:[7]>, "abc", 4) = 3',
  );
  expect(accounts(history)).toEqual(['p1:4 > pipe 1 > p1:3 3']);
  expect(history.warnings).toEqual([
    'A program made 32-bit system calls: what they did may be missing here.',
  ]);
});

test('what moves past all calls is not drawn, and said to be unseen', async () => {
  const history = await aLog(
    '10 io_uring_setup(8, {flags=0, sq_thread_cpu=0, sq_thread_idle=0}) = 5<anon_inode:[io_uring]>',
    '10 process_vm_writev(3, [{iov_base="x", iov_len=1}], 1, [{iov_base=0x1, iov_len=1}], 1, 0) = 1',
  );
  expect(history.warnings).toEqual([
    'A program used io_uring: what it moved that way was not seen.',
    'A process wrote into the memory of another one: what it put there was not seen.',
  ]);
});
