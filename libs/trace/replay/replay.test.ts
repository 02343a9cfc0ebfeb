import { expect, test } from 'vitest';
import type { History } from '#libs/trace/history';
import { readHistory } from '../read-history.js';
import { routes } from '../testing-logs/describe-flows.js';

/** A log written by hand: two processes, the second forked by the first, with the pipe `pipe:[7]` on 3 and 4. */
function aLog(...lines: readonly string[]): Promise<History> {
  const start = [
    '10 execve("/box/a", ["./a"], 0x1 /* 1 var */) = 0',
    '10 set_tid_address(0x1) = 2',
    '10 pipe2([3<pipe:[7]>, 4<pipe:[7]>], 0) = 0',
    '10 clone(child_stack=NULL, flags=SIGCHLD, child_tidptr=0x1) = 3',
  ];
  const text = [...start, ...lines].map((line, index) =>
    line.replace(' ', ` 5.${String(index).padStart(3, '0')}000000 `),
  );
  return readHistory(text, [{ pid: 10, program: 'a' }]);
}

test('a reader that is seen to return before its writer still got its bytes from it', async () => {
  const history = await aLog(
    '11 read(3<pipe:[7]>,  <unfinished ...>',
    '10 write(4<pipe:[7]>, "hello", 5 <unfinished ...>',
    '11 <... read resumed>"hello", 99) = 5',
    '10 <... write resumed>) = 5',
  );
  expect(routes(history)).toEqual(['p1:4 > pipe 1 > p2:3 5']);
});

test('one read of two writes is two flows, and one write in two reads too', async () => {
  const history = await aLog(
    '10 write(4<pipe:[7]>, "abc", 3) = 3',
    '10 write(4<pipe:[7]>, "de", 2) = 2',
    '11 read(3<pipe:[7]>, "abcd", 4) = 4',
    '11 read(3<pipe:[7]>, "e", 4) = 1',
  );
  const heads = history.transfers.map((flow) => [flow.offset, new TextDecoder().decode(flow.head)]);
  expect(heads).toEqual([
    [0, 'abc'],
    [3, 'd'],
    [4, 'e'],
  ]);
});

test('of two writes under way at once, the one whose bytes come out first was first', async () => {
  const history = await aLog(
    '10 write(4<pipe:[7]>, "aaa", 3 <unfinished ...>',
    '11 write(4<pipe:[7]>, "bbb", 3 <unfinished ...>',
    '10 <... write resumed>) = 3',
    '11 <... write resumed>) = 3',
    '10 read(3<pipe:[7]>, "bbbaaa", 9) = 6',
  );
  expect(history.transfers.map((flow) => [flow.from, flow.offset])).toEqual([
    ['p1', 3],
    ['p2', 0],
  ]);
});

test('a write that fails or is broken off moves nothing', async () => {
  const history = await aLog(
    '10 write(4<pipe:[7]>, "abc", 3) = -1 EAGAIN (Resource temporarily unavailable)',
    '10 write(4<pipe:[7]>, "abc", 3) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)',
    '10 write(4<pipe:[7]>, "abc", 3) = -1 EPIPE (Broken pipe)',
  );
  expect(history.transfers).toEqual([]);
});

test('end-of-file comes from whoever let go of the last write end: by close, by exec, by exit or by death', async () => {
  const closed = await aLog(
    '10 close(4<pipe:[7]>) = 0',
    '11 close(4<pipe:[7]>) = 0',
    '11 read(3<pipe:[7]>, "", 9) = 0',
  );
  expect(routes(closed)).toEqual(['p2:4 > pipe 1 > p2:3 end-of-file']);
  const exited = await aLog(
    '11 close(4<pipe:[7]>) = 0',
    '10 exit_group(0) = ?',
    '11 read(3<pipe:[7]>, "", 9) = 0',
    '10 +++ exited with 0 +++',
  );
  expect(routes(exited)).toEqual(['p1:4 > pipe 1 > p2:3 end-of-file']);
  const executed = await aLog(
    '10 close(4<pipe:[7]>) = 0',
    '11 fcntl(4<pipe:[7]>, F_SETFD, FD_CLOEXEC) = 0',
    '11 execve("/bin/cat", ["cat"], 0x1 /* 1 var */) = 0',
    '10 read(3<pipe:[7]>, "", 9) = 0',
  );
  expect(routes(executed)).toEqual(['p2:4 > pipe 1 > p1:3 end-of-file']);
  expect(executed.descriptors.find((span) => span.process === 'p2' && span.fd === 4)?.endedBy).toBe('exec');
  const killed = await aLog(
    '10 close(4<pipe:[7]>) = 0',
    '10 read(3<pipe:[7]>, "", 9) = 0',
    '11 +++ killed by SIGSEGV +++',
  );
  expect(routes(killed)).toEqual(['p2:4 > pipe 1 > p1:3 end-of-file']);
  expect(killed.warnings).toEqual([]);
});

test('bytes that nobody was seen to write are a warning, not an invention', async () => {
  const history = await aLog('11 read(3<pipe:[7]>, "??", 9) = 2');
  expect(routes(history)).toEqual(['- > pipe 1 > p2:3 2']);
  expect(history.warnings).toEqual(['2 bytes came out of pipe 1 that nobody was seen to write.']);
});

test('bytes that are not those that went in have no sender, whatever the order says', async () => {
  const history = await aLog(
    '10 write(4<pipe:[7]>, "hello", 5) = 5',
    '11 read(3<pipe:[7]>, "other", 99) = 5',
  );
  expect(routes(history)).toEqual(['- > pipe 1 > p2:3 5']);
  expect(history.warnings).toEqual(['What came out of pipe 1 is not what was seen to go in.']);
});

test('what readers took of a write that never returned is counted, the rest is not', async () => {
  const history = await aLog(
    '10 write(4<pipe:[7]>, "aa"..., 9000 <unfinished ...>',
    '11 read(3<pipe:[7]>, "aa"..., 4096) = 4096',
  );
  expect(routes(history)).toEqual(['p1:4 > pipe 1 > p2:3 4096']);
  expect(history.blocked.map(({ process, call }) => [process, call])).toEqual([['p1', 'write']]);
});

test('splice and tee move bytes from pipe to pipe', async () => {
  const history = await aLog(
    '10 pipe2([5<pipe:[8]>, 6<pipe:[8]>], 0) = 0',
    '11 write(4<pipe:[7]>, "abc", 3) = 3',
    '10 tee(3<pipe:[7]>, 6<pipe:[8]>, 99, 0) = 3',
    '10 splice(3<pipe:[7]>, NULL, 6<pipe:[8]>, NULL, 99, 0) = 3',
    '10 read(5<pipe:[8]>, "abcabc", 99) = 6',
  );
  expect(routes(history).filter((line) => line.includes('pipe 1'))).toEqual(['p2:4 > pipe 1 > p1:3 3']);
  expect(routes(history).filter((line) => line.includes('pipe 2'))).toEqual([
    'p1:6 > pipe 2 > p1:5 3',
    'p1:6 > pipe 2 > p1:5 3',
  ]);
});

test('a program that was started without standard input has none', async () => {
  const history = await aLog('10 read(0, 0x1, 9) = -1 EBADF (Bad file descriptor)');
  expect(history.objects.map((object) => object.outside)).toEqual(['stdout', 'stderr', null]);
});

test('what the runner does before the program begins is not told, and the clock begins with the program', async () => {
  const history = await readHistory(
    [
      '10 5.0 write(7<pipe:[1]>, "ready", 5) = 5',
      '10 6.0 execve("/box/a", ["./a"], 0x1 /* 1 var */) = 0',
      '10 6.5 exit_group(0) = ?',
      '10 6.5 +++ exited with 0 +++',
    ],
    [{ pid: 10, program: 'a' }],
  );
  expect(history.transfers).toEqual([]);
  expect(history.processes[1]).toMatchObject({ startMs: 0, endMs: 500 });
});

test('a killed child is dead, not running, when its parent lives on to tell', async () => {
  const history = await aLog(
    '11 read(3<pipe:[7]>,  <unfinished ...>',
    '11 <... read resumed> <unfinished ...>) = ?',
    '11 +++ killed by SIGKILL +++',
    '10 wait4(3, [{WIFSIGNALED(s) && WTERMSIG(s) == SIGKILL}], 0, NULL) = 3',
    '10 exit_group(3) = ?',
    '10 +++ exited with 3 +++',
  );
  expect(history.processes.map((life) => life.exit)).toEqual([
    { running: true },
    { code: 3 },
    { signal: 'SIGKILL' },
  ]);
  expect(history.processes[2]?.signals).toEqual([{ name: 'SIGKILL', atMs: expect.any(Number), from: 'p0' }]);
  expect(history.blocked).toEqual([]);
});

test('a log that is cut anywhere still gives a history', async () => {
  const lines = [
    '10 5.0 execve("/box/a", ["./a"], 0x1 /* 1 var */) = 0',
    '10 5.1 pipe2([3<pipe:[7]>, 4<pipe:[7]>], 0) = 0',
    '10 5.2 write(4<pipe:[7]>, "ab", 2) = 2',
  ];
  const text = lines.join('\n');
  for (let length = 0; length <= text.length; length += 1) {
    const history = await readHistory(text.slice(0, length).split('\n'), [{ pid: 10, program: 'a' }]);
    expect(history.processes[0]?.id).toBe('p0');
  }
});

test('what one process wrote into a file is what another reads there later, byte for byte', async () => {
  const history = await aLog(
    '10 openat(AT_FDCWD</box>, "f", O_RDWR|O_CREAT, 0600) = 5</box/f>',
    '10 write(5</box/f>, "abcdef", 6) = 6',
    '11 openat(AT_FDCWD</box>, "f", O_RDWR) = 5</box/f>',
    '11 pwrite64(5</box/f>, "XY", 2, 2) = 2',
    '11 read(5</box/f>, "abXYef", 99) = 6',
    '11 lseek(5</box/f>, 1, SEEK_SET) = 1',
    '10 ftruncate(5</box/f>, 4) = 0',
    '10 pread64(5</box/f>, "abXY", 99, 0) = 4',
    '11 read(5</box/f>, "bXY", 99) = 3',
  );
  const seen = history.transfers.map(({ from, to, offset, bytes, head }) => [
    from,
    to,
    offset,
    bytes,
    new TextDecoder().decode(head),
  ]);
  expect(seen.sort()).toEqual(
    [
      ['p1', 'p2', 0, 2, 'ab'],
      ['p1', 'p2', 4, 2, 'ef'],
      ['p2', 'p1', 2, 2, 'XY'],
      ['p1', 'p2', 1, 1, 'b'],
    ].sort(),
  );
});

test('a descriptor that is sent over a socket opens the same pipe in its receiver', async () => {
  const message = (fd: number): string =>
    `{msg_iov=[{iov_base="x", iov_len=1}], msg_iovlen=1, msg_control=[{cmsg_len=20, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[${fd}<pipe:[7]>]}], msg_controllen=24, msg_flags=0}`;
  const history = await aLog(
    '10 socketpair(AF_UNIX, SOCK_STREAM, 0, [5<socket:[20]>, 6<socket:[21]>]) = 0',
    '10 clone(child_stack=NULL, flags=SIGCHLD, child_tidptr=0x1) = 4',
    '11 exit_group(0) = ?',
    '11 +++ exited with 0 +++',
    '12 close(4<pipe:[7]>) = 0',
    `10 sendmsg(5<socket:[20]>, ${message(4)}, 0) = 1`,
    `12 recvmsg(6<socket:[21]>, ${message(9)}, 0) = 1`,
    '12 write(9<pipe:[7]>, "hey", 3) = 3',
    '10 read(3<pipe:[7]>, "hey", 9) = 3',
  );
  expect(routes(history)).toContain('p1:4 > socket pair 1 > p3:9 descriptor');
  expect(routes(history)).toContain('p3:9 > pipe 1 > p1:3 3');
  expect(history.warnings).toEqual([]);
});
