import { expect, test } from 'vitest';
import type { History } from '#libs/trace/history';
import { readHistory } from '../../read-history.js';
import { accounts } from '../../testing-logs/describe-flows.js';
import { readFixture } from '../../testing-logs/read-fixture.js';

function named(history: History): readonly (readonly [string, string])[] {
  return history.objects
    .filter((one) => one.mechanism === 'socket' || one.mechanism === 'unix-domain-socket')
    .map(({ kind, name }) => [kind, name]);
}

test('datagrams over IPv4 and IPv6 reach who is bound, answers find their way back, and one is lost', async () => {
  const history = await readFixture('datagrams');
  expect(named(history)).toEqual([
    ['udp', '127.0.0.1:5000'],
    ['udp', '[::]:5001'],
    ['udp', '127.0.0.1:5999'],
  ]);
  expect(accounts(history)).toEqual([
    'p2:3 > 127.0.0.1:5000 > p1:3 4',
    'p1:3 > 127.0.0.1:5000 > p2:3 4',
    'p2:3 > 127.0.0.1:5000 > p1:3 4',
    'p2:3 > 127.0.0.1:5000 > p1:3 0',
    'p1:3 > 127.0.0.1:5000 > p2:3 4',
    'p3:3 > [::]:5001 > p1:4 3',
    'p1:4 > [::]:5001 > p3:3 3',
    'p3:4 > 127.0.0.1:5999 > - 4',
  ]);
  expect(history.warnings).toEqual([]);
});

test('a message of a seqpacket or datagram pair is one transfer, cut to the room that it was given', async () => {
  const history = await readFixture('message-sockets');
  expect(named(history)).toEqual([
    ['unix-seqpacket', 'socket pair 1'],
    ['unix-datagram', 'socket pair 2'],
  ]);
  expect(accounts(history)).toEqual([
    'p2:5 > socket pair 2 > p1:6 3',
    'p2:5 > socket pair 2 > p1:6 4',
    'p2:5 > socket pair 2 > p1:6 1',
    'p2:3 > socket pair 1 > p1:4 5',
    'p2:3 > socket pair 1 > p1:4 6',
    'p2:3 > socket pair 1 > p1:4 end-of-file by close of p2:3',
  ]);
  expect(history.warnings).toEqual([]);
});

test('abstract and autobound addresses, and the half that was shut down, are known', async () => {
  const history = await readFixture('unix-sockets');
  expect(named(history)).toEqual([
    ['unix-datagram', '/tmp/box'],
    ['unix-stream', '@hidden name'],
  ]);
  expect(accounts(history)).toEqual([
    'p2:3 > @hidden name > p1:5 8',
    'p2:3 > @hidden name > p1:5 end-of-file by shutdown of p2:3',
    'p1:5 > @hidden name > p2:3 2',
    'p1:5 > @hidden name > p2:3 end-of-file by close of p1:5',
    'p2:3 > /tmp/box > p1:4 5 of pid 3 uid 0 gid 0',
    'p1:4 > /tmp/box > p2:3 5',
    'p2:3 > /tmp/box > p1:4 3',
  ]);
  expect(history.warnings).toEqual([]);
});

test('TCP over IPv6 and IPv4 reaches one listener on all addresses, a look moves nothing, a refusal draws nothing', async () => {
  const history = await readFixture('tcp');
  expect(named(history)).toEqual([
    ['tcp', '[::1]:33115'],
    ['tcp', '127.0.0.1:33115'],
  ]);
  expect(accounts(history).filter((line) => !line.includes('end-of-file'))).toEqual([
    'p2:3 > [::1]:33115 > p1:4 7',
    'p3:3 > 127.0.0.1:33115 > p1:4 4',
    'p1:4 > [::1]:33115 > p2:3 7',
    'p1:4 > 127.0.0.1:33115 > p3:3 4',
  ]);
  expect(accounts(history)).toContain('p1:4 > [::1]:33115 > p2:3 end-of-file by shutdown of p1:4');
  expect(history.warnings).toEqual([]);
});

/** A server, `p1`, that listens on `@s`, and two clients that connect at the same time. */
function twoClients(...lines: readonly string[]): Promise<History> {
  const start = [
    '10 execve("/box/a", ["./a"], 0x1 /* 1 var */) = 0',
    '10 set_tid_address(0x1) = 2',
    '10 socket(AF_UNIX, SOCK_STREAM, 0) = 3<socket:[30]>',
    '10 bind(3<socket:[30]>, {sa_family=AF_UNIX, sun_path=@"s"}, 4) = 0',
    '10 listen(3<socket:[30]>, 5) = 0',
    '10 clone(child_stack=NULL, flags=SIGCHLD, child_tidptr=0x1) = 3',
    '10 clone(child_stack=NULL, flags=SIGCHLD, child_tidptr=0x1) = 4',
    '11 socket(AF_UNIX, SOCK_STREAM, 0) = 4<socket:[31]>',
    '12 socket(AF_UNIX, SOCK_STREAM, 0) = 4<socket:[32]>',
    '11 connect(4<socket:[31]>, {sa_family=AF_UNIX, sun_path=@"s"}, 4 <unfinished ...>',
    '12 connect(4<socket:[32]>, {sa_family=AF_UNIX, sun_path=@"s"}, 4 <unfinished ...>',
    '11 <... connect resumed>) = 0',
    '12 <... connect resumed>) = 0',
  ];
  const text = [...start, ...lines].map((line, index) =>
    line.replace(' ', ` 5.${String(index).padStart(3, '0')} `),
  );
  return readHistory(text, [{ pid: 10, program: 'a' }]);
}

test('of two clients that connect at once, what the server reads first tells which one it has', async () => {
  const history = await twoClients(
    '11 write(4<socket:[31]>, "from three", 10) = 10',
    '12 write(4<socket:[32]>, "from four", 9) = 9',
    '10 accept(3<socket:[30]>, NULL, NULL) = 4<socket:[40]>',
    '10 read(4<socket:[40]>, "from four", 99) = 9',
    '10 accept(3<socket:[30]>, NULL, NULL) = 5<socket:[41]>',
    '10 read(5<socket:[41]>, "from three", 99) = 10',
  );
  expect(accounts(history)).toEqual(['p2:4 > @s > p1:5 10', 'p3:4 > @s #2 > p1:4 9']);
  expect(history.warnings).toEqual([]);
});

test('of two clients that connect at once, the credentials of the peer tell for certain', async () => {
  const history = await twoClients(
    '10 accept(3<socket:[30]>, NULL, NULL) = 4<socket:[40]>',
    '10 getsockopt(4<socket:[40]>, SOL_SOCKET, SO_PEERCRED, {pid=4, uid=0, gid=0}, [12]) = 0',
    '12 write(4<socket:[32]>, "same", 4) = 4',
    '10 read(4<socket:[40]>, "same", 99) = 4',
  );
  expect(accounts(history)).toEqual(['p3:4 > @s #2 > p1:4 4']);
});

test('two clients that both were accepted before anything was read are still told apart, and so are the answers', async () => {
  const history = await twoClients(
    '10 accept(3<socket:[30]>, NULL, NULL) = 4<socket:[40]>',
    '10 accept(3<socket:[30]>, NULL, NULL) = 5<socket:[41]>',
    '11 write(4<socket:[31]>, "from three", 10) = 10',
    '12 write(4<socket:[32]>, "from four", 9) = 9',
    '10 read(5<socket:[41]>, "from three", 99) = 10',
    '10 write(5<socket:[41]>, "to three", 8) = 8',
    '10 read(4<socket:[40]>, "from four", 99) = 9',
    '10 write(4<socket:[40]>, "to four", 7) = 7',
    '11 read(4<socket:[31]>, "to three", 99) = 8',
    '12 read(4<socket:[32]>, "to four", 99) = 7',
  );
  expect(accounts(history)).toEqual([
    'p2:4 > @s > p1:5 10',
    'p3:4 > @s #2 > p1:4 9',
    'p1:5 > @s > p2:4 8',
    'p1:4 > @s #2 > p3:4 7',
  ]);
  expect(history.warnings).toEqual([]);
});

test('of two clients that are greeted before they speak, what each one reads tells its server socket', async () => {
  const history = await twoClients(
    '10 accept(3<socket:[30]>, NULL, NULL) = 4<socket:[40]>',
    '10 write(4<socket:[40]>, "you are first", 13) = 13',
    '10 accept(3<socket:[30]>, NULL, NULL) = 5<socket:[41]>',
    '10 write(5<socket:[41]>, "you are second", 14) = 14',
    '11 read(4<socket:[31]>, "you are second", 99) = 14',
    '12 read(4<socket:[32]>, "you are first", 99) = 13',
  );
  expect(accounts(history)).toEqual(['p1:4 > @s #2 > p3:4 13', 'p1:5 > @s > p2:4 14']);
  expect(history.warnings).toEqual([]);
});

test('two clients that say the same at once have guessed arrows, called so', async () => {
  const history = await twoClients(
    '11 write(4<socket:[31]>, "same", 4) = 4',
    '12 write(4<socket:[32]>, "same", 4) = 4',
    '10 accept(3<socket:[30]>, NULL, NULL) = 4<socket:[40]>',
    '10 read(4<socket:[40]>, "same", 99) = 4',
  );
  expect(accounts(history)).toEqual(['p2:4 > @s > p1:4 4 inferred', 'p3:4 > @s #2 > - 4']);
});

test('a relative path means the same socket to a parent and to its child', async () => {
  const address = '{sa_family=AF_UNIX, sun_path="door"}, 110';
  const lines = [
    '10 execve("/box/a", ["./a"], 0x1 /* 1 var */) = 0',
    '10 set_tid_address(0x1) = 2',
    '10 openat(AT_FDCWD</box>, "/etc/ld.so.cache", O_RDONLY) = 3</etc/ld.so.cache>',
    '10 close(3</etc/ld.so.cache>) = 0',
    '10 socket(AF_UNIX, SOCK_STREAM, 0) = 3<socket:[30]>',
    `10 bind(3<socket:[30]>, ${address}) = 0`,
    '10 listen(3<socket:[30]>, 4) = 0',
    '10 clone(child_stack=NULL, flags=SIGCHLD, child_tidptr=0x1) = 3',
    '11 socket(AF_UNIX, SOCK_STREAM, 0) = 4<socket:[31]>',
    `11 connect(4<socket:[31]>, ${address}) = 0`,
    '11 write(4<socket:[31]>, "hello", 5) = 5',
    '10 accept(3<socket:[30]>, NULL, NULL) = 4<socket:[32]>',
    '10 read(4<socket:[32]>, "hello", 64) = 5',
  ];
  const text = lines.map((line, index) => line.replace(' ', ` 5.${String(index).padStart(3, '0')} `));
  const history = await readHistory(text, [{ pid: 10, program: 'a' }]);
  expect(accounts(history)).toEqual(['p2:4 > /box/door > p1:4 5']);
});

test('descriptors that are passed over two sockets at once do not change places', async () => {
  const message = (text: string): string =>
    `{msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="x", iov_len=1}], msg_iovlen=1, msg_control=[{cmsg_len=20, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[${text}]}], msg_controllen=24, msg_flags=0}`;
  const lines = [
    '10 execve("/box/a", ["./a"], 0x1 /* 1 var */) = 0',
    '10 set_tid_address(0x1) = 2',
    '10 socketpair(AF_UNIX, SOCK_STREAM, 0, [3<socket:[30]>, 4<socket:[31]>]) = 0',
    '10 socketpair(AF_UNIX, SOCK_DGRAM, 0, [5<socket:[32]>, 6<socket:[33]>]) = 0',
    '10 eventfd2(0, 0) = 7<anon_inode:[eventfd]>',
    '10 eventfd2(0, 0) = 8<anon_inode:[eventfd]>',
    '10 clone(child_stack=NULL, flags=SIGCHLD, child_tidptr=0x1) = 3',
    `10 sendmsg(3<socket:[30]>, ${message('7<anon_inode:[eventfd]>')}, 0) = 1`,
    `10 sendmsg(5<socket:[32]>, ${message('8<anon_inode:[eventfd]>')}, 0) = 1`,
    `11 recvmsg(6<socket:[33]>, ${message('9<anon_inode:[eventfd]>')}, 0) = 1`,
    `11 recvmsg(4<socket:[31]>, ${message('10<anon_inode:[eventfd]>')}, 0) = 1`,
  ];
  const text = lines.map((line, index) => line.replace(' ', ` 5.${String(index).padStart(3, '0')} `));
  const history = await readHistory(text, [{ pid: 10, program: 'a' }]);
  const passed = history.transfers.filter((flow) => flow.kind === 'descriptor');
  expect(passed.map((flow) => [flow.fromFd, flow.toFd, new TextDecoder().decode(flow.head)])).toEqual([
    [7, 10, 'eventfd 1'],
    [8, 9, 'eventfd 2'],
  ]);
});

test('a listener that is renamed is found by its new name', async () => {
  const lines = [
    '10 execve("/box/a", ["./a"], 0x1 /* 1 var */) = 0',
    '10 set_tid_address(0x1) = 2',
    '10 socket(AF_UNIX, SOCK_STREAM, 0) = 3<socket:[30]>',
    '10 bind(3<socket:[30]>, {sa_family=AF_UNIX, sun_path="/box/early"}, 110) = 0',
    '10 listen(3<socket:[30]>, 5) = 0',
    '10 rename("/box/early", "/box/desk") = 0',
    '10 clone(child_stack=NULL, flags=SIGCHLD) = 3',
    '11 socket(AF_UNIX, SOCK_STREAM, 0) = 4<socket:[31]>',
    '11 connect(4<socket:[31]>, {sa_family=AF_UNIX, sun_path="/box/desk"}, 110) = 0',
    '10 accept(3<socket:[30]>, NULL, NULL) = 5<socket:[40]>',
    '11 write(4<socket:[31]>, "hello", 5) = 5',
    '10 read(5<socket:[40]>, "hello", 99) = 5',
  ];
  const text = lines.map((line, index) => line.replace(' ', ` 5.${String(index).padStart(3, '0')} `));
  const history = await readHistory(text, [{ pid: 10, program: 'a' }]);
  expect(accounts(history)).toEqual(['p2:4 > /box/desk > p1:5 5']);
});
