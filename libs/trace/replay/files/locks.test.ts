import { expect, test } from 'vitest';
import type { History } from '#libs/trace/history';
import { readHistory } from '../../read-history.js';
import { accounts } from '../../testing-logs/describe-flows.js';
import { readFixture } from '../../testing-logs/read-fixture.js';

test('who waited for a lock is woken by whoever let go of it: by unlocking, by exit, by closing any descriptor of the file', async () => {
  const history = await readFixture('locks');
  expect(accounts(history)).toEqual([
    'p1:3 > lock on /box/data > p2:4 wake',
    'p2:3 > lock on /box/data > p1:3 wake by exit of p2:3',
    'p1:4 > lock on /box/flocked > p3:4 wake by close of p1:4',
    'p1:4 > lock on /box/ofd > p4:4 wake',
    'p1:6 > lock on /box/trap > p5:6 wake by close of p1:6',
  ]);
  const locks = history.objects.filter((one) => one.kind === 'file-lock');
  expect(locks.map(({ mechanism, name }) => [mechanism, name])).toEqual([
    ['synchronisation', 'lock on /box/data'],
    ['synchronisation', 'lock on /box/flocked'],
    ['synchronisation', 'lock on /box/ofd'],
    ['synchronisation', 'lock on /box/trap'],
  ]);
  expect(history.warnings).toEqual([]);
});

test('a lock that nobody gives back is waited for to the end, and its holder is named', async () => {
  const history = await readFixture('lock-wait');
  const lock = history.objects.find((one) => one.kind === 'file-lock');
  const wait = history.blocked.find((one) => one.process === 'p2');
  expect(wait).toMatchObject({ call: 'fcntl', object: lock?.id, fd: 4, heldBy: [{ process: 'p1', fd: 3 }] });
});

const range = (type: string) => `{l_type=${type}, l_whence=SEEK_SET, l_start=0, l_len=9}`;

/** A parent and its child, which share descriptor 3. */
function aLog(...lines: readonly string[]): Promise<History> {
  const text = [
    '10 execve("/box/a", ["./a"], 0x1 /* 1 var */) = 0',
    '10 set_tid_address(0x1) = 2',
    '10 socketpair(AF_UNIX, SOCK_STREAM, 0, [5<socket:[1]>, 6<socket:[2]>]) = 0',
    '10 openat(AT_FDCWD</box>, "data", O_RDWR|O_CREAT, 0600) = 3</box/data>',
    '10 clone(child_stack=NULL, flags=SIGCHLD, child_tidptr=0x1) = 3',
    ...lines,
  ];
  const log = text.map((line, at) => line.replace(' ', ` 5.${String(at).padStart(3, '0')} `));
  return readHistory(log, [{ pid: 10, program: 'a' }]);
}

test('unlocking what somebody else has locked takes nothing from them', async () => {
  const history = await aLog(
    `10 fcntl(3</box/data>, F_SETLK, ${range('F_WRLCK')}) = 0`,
    `11 fcntl(3</box/data>, F_SETLK, ${range('F_UNLCK')}) = 0`,
    `11 fcntl(3</box/data>, F_SETLKW, ${range('F_WRLCK')} <unfinished ...>`,
    `10 fcntl(3</box/data>, F_SETLK, ${range('F_UNLCK')}) = 0`,
    '11 <... fcntl resumed>) = 0',
  );
  expect(accounts(history)).toEqual(['p1:3 > lock on /box/data > p2:3 wake']);
});

test('a lock of an open file stays while its descriptor travels through a socket, though all others are closed', async () => {
  const passed =
    'msg_control=[{cmsg_len=20, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[4</box/data>]}]';
  const history = await aLog(
    '10 openat(AT_FDCWD</box>, "data", O_RDWR) = 4</box/data>',
    `10 fcntl(4</box/data>, F_OFD_SETLK, ${range('F_WRLCK')}) = 0`,
    `10 sendmsg(5<socket:[1]>, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="@", iov_len=1}], msg_iovlen=1, ${passed}, msg_controllen=24, msg_flags=0}, 0) = 1`,
    '10 close(4</box/data>) = 0',
    `10 recvmsg(6<socket:[2]>, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="@", iov_len=1}], msg_iovlen=1, ${passed}, msg_controllen=24, msg_flags=0}, 0) = 1`,
    `11 fcntl(3</box/data>, F_SETLKW, ${range('F_WRLCK')} <unfinished ...>`,
    `10 fcntl(4</box/data>, F_OFD_SETLK, ${range('F_UNLCK')}) = 0`,
    '11 <... fcntl resumed>) = 0',
  );
  expect(accounts(history)).toContain('p1:4 > lock on /box/data > p2:3 wake');
});
