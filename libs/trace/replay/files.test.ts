import { expect, test } from 'vitest';
import type { History } from '#libs/trace/history';
import { readHistory } from '../read-history.js';
import { accounts } from '../testing-logs/describe-flows.js';
import { readFixture } from '../testing-logs/read-fixture.js';

test('a file stays the same file when it is renamed, linked or named at last, and a new one of its name is another', async () => {
  const history = await readFixture('files');
  const files = history.objects.filter((one) => one.kind === 'file').map(({ id, name }) => [id, name]);
  expect(files.map(([, name]) => name)).toEqual(['/box/alias', '/box/out.txt', '/box/copy', '/tmp/linked']);
  expect(accounts(history)).toEqual([
    'p1:3 > /box/alias > p2:3 5',
    'p1:3 > /box/alias > p2:3 4',
    'p1:3 > /box/alias > p3:4 10',
    'p1:3 > /box/alias > p3:4 10',
    'p1:3 > /box/alias > p2:3 1',
    'p1:3 > /box/alias > p3:4 1',
    'p1:3 > /box/alias > p3:4 1',
    'p2:3 > /box/alias > p3:4 2',
    'p2:3 > /box/alias > p3:4 2',
    'p1:3 > /box/out.txt > p3:5 3',
    'p3:6 > /box/copy > p1:4 5',
    'p1:5 > /tmp/linked > p4:6 3',
  ]);
  expect(history.warnings).toEqual([]);
});

/** A parent and its child. */
function aLog(...lines: readonly string[]): Promise<History> {
  const start = [
    '10 execve("/box/a", ["./a"], 0x1 /* 1 var */) = 0',
    '10 set_tid_address(0x1) = 2',
    '10 clone(child_stack=NULL, flags=SIGCHLD, child_tidptr=0x1) = 3',
  ];
  const text = [...start, ...lines].map((line, index) =>
    line.replace(' ', ` 5.${String(index).padStart(3, '0')} `),
  );
  return readHistory(text, [{ pid: 10, program: 'a' }]);
}

test('what was in a file before is not taken for what was appended to it', async () => {
  const history = await aLog(
    '10 openat(AT_FDCWD</box>, "log", O_WRONLY|O_CREAT|O_APPEND, 0600) = 3</box/log>',
    '10 write(3</box/log>, "appended", 8) = 8',
    '11 openat(AT_FDCWD</box>, "log", O_RDONLY) = 3</box/log>',
    '11 read(3</box/log>, "old text appended", 99) = 17',
  );
  expect(accounts(history)).toContain('- > /box/log > p2:3 8');
  expect(accounts(history)).not.toContain('p1:3 > /box/log > p2:3 8');
});

test('an append to a file of known size goes behind it', async () => {
  const history = await aLog(
    '10 openat(AT_FDCWD</box>, "log", O_WRONLY|O_CREAT|O_APPEND, 0600) = 3</box/log>',
    '10 lseek(3</box/log>, 0, SEEK_END) = 9',
    '10 write(3</box/log>, "appended", 8) = 8',
    '11 openat(AT_FDCWD</box>, "log", O_RDONLY) = 3</box/log>',
    '11 read(3</box/log>, "old text appended", 99) = 17',
  );
  expect(accounts(history)).toEqual(['p1:3 > /box/log > p2:3 8', '- > /box/log > p2:3 9']);
});

test('a file that is moved with its folder, or swapped with another one, stays itself', async () => {
  const history = await aLog(
    '10 openat(AT_FDCWD</box>, "d/a", O_WRONLY|O_CREAT|O_EXCL, 0600) = 3</box/d/a>',
    '10 write(3</box/d/a>, "first", 5) = 5',
    '10 openat(AT_FDCWD</box>, "b", O_WRONLY|O_CREAT|O_EXCL, 0600) = 4</box/b>',
    '10 write(4</box/b>, "other", 5) = 5',
    '10 rename("/box/d", "/box/e") = 0',
    '10 renameat2(AT_FDCWD</box>, "e/a", AT_FDCWD</box>, "b", RENAME_EXCHANGE) = 0',
    '11 openat(AT_FDCWD</box>, "b", O_RDONLY) = 3</box/b>',
    '11 read(3</box/b>, "first", 99) = 5',
    '11 openat(AT_FDCWD</box>, "e/a", O_RDONLY) = 4</box/e/a>',
    '11 read(4</box/e/a>, "other", 99) = 5',
  );
  expect(accounts(history)).toEqual(['p1:3 > /box/b > p2:3 5', 'p1:4 > /box/e/a > p2:4 5']);
});

test('a FIFO that was there before is known by who waited in opening it, and said to be taken for one', async () => {
  const history = await aLog(
    '11 openat(AT_FDCWD</box>, "door", O_WRONLY <unfinished ...>',
    '10 clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=0, tv_nsec=1}, NULL) = 0',
    '10 clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=0, tv_nsec=1}, NULL) = 0',
    '10 clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=0, tv_nsec=1}, NULL) = 0',
    '10 clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=0, tv_nsec=1}, NULL) = 0',
    '10 openat(AT_FDCWD</box>, "door", O_RDONLY <unfinished ...>',
    '11 <... openat resumed>) = 3</box/door>',
    '10 <... openat resumed>) = 3</box/door>',
    '11 write(3</box/door>, "in", 2) = 2',
    '11 exit_group(0) = ?',
    '10 read(3</box/door>, "in", 9) = 2',
    '10 read(3</box/door>, "", 9) = 0',
  );
  expect(history.objects.find((one) => one.name === '/box/door')?.kind).toBe('fifo');
  expect(accounts(history)).toEqual([
    'p2:3 > /box/door > p1:3 2',
    'p2:3 > /box/door > p1:3 end-of-file by exit of p2:3',
  ]);
  expect(history.warnings).toEqual([
    '/box/door is taken for a named pipe, since opening one end of it waited for the other.',
  ]);
});

test('a reader that had begun to open a FIFO gets what its writer left, though the writer was gone before it came back', async () => {
  const history = await aLog(
    '11 mknodat(AT_FDCWD</box>, "door", S_IFIFO|0600) = 0',
    '10 openat(AT_FDCWD</box>, "door", O_RDONLY <unfinished ...>',
    '11 openat(AT_FDCWD</box>, "door", O_WRONLY) = 3</box/door>',
    '11 write(3</box/door>, "in", 2) = 2',
    '11 close(3</box/door>) = 0',
    '10 <... openat resumed>) = 3</box/door>',
    '10 read(3</box/door>, "in", 9) = 2',
    '10 read(3</box/door>, "", 9) = 0',
  );
  expect(accounts(history)).toEqual([
    'p2:3 > /box/door > p1:3 2',
    'p2:3 > /box/door > p1:3 end-of-file by close of p2:3',
  ]);
  expect(history.warnings).toEqual([]);
});

test('who was still on the way back from opening a FIFO when its name was removed has that FIFO', async () => {
  const history = await aLog(
    '11 mknodat(AT_FDCWD</box>, "door", S_IFIFO|0600) = 0',
    '11 openat(AT_FDCWD</box>, "door", O_WRONLY <unfinished ...>',
    '10 openat(AT_FDCWD</box>, "door", O_RDONLY) = 3</box/door>',
    '10 unlink("/box/door") = 0',
    '11 <... openat resumed>) = 3</box/door>(deleted)',
    '11 write(3</box/door>(deleted), "in", 2) = 2',
    '10 read(3</box/door>(deleted), "in", 9) = 2',
  );
  expect(accounts(history)).toContain('p2:3 > /box/door > p1:3 2');
  expect(history.warnings).toEqual([]);
});

test('shared memory that is made without a name goes by the name that it is linked to', async () => {
  const history = await aLog(
    '10 openat(AT_FDCWD</box>, "/dev/shm", O_RDWR|O_TMPFILE, 0600) = 3</dev/shm/#5>(deleted)',
    '10 linkat(AT_FDCWD</box>, "/proc/self/fd/3", AT_FDCWD</box>, "/dev/shm/store", AT_SYMLINK_FOLLOW) = 0',
    '11 openat(AT_FDCWD</box>, "/dev/shm/store", O_RDWR) = 3</dev/shm/store>',
  );
  expect(history.objects.map(({ kind, name }) => `${kind} ${name}`)).toContain('posix-shm /store');
  expect(history.objects.filter(({ kind }) => kind === 'posix-shm' || kind === 'file')).toHaveLength(1);
});

test('a path that cannot be positioned is a FIFO', async () => {
  const history = await aLog(
    '10 openat(AT_FDCWD</box>, "door", O_RDWR) = 3</box/door>',
    '10 lseek(3</box/door>, 0, SEEK_CUR) = -1 ESPIPE (Illegal seek)',
    '10 write(3</box/door>, "to myself", 9) = 9',
    '10 read(3</box/door>, "to myself", 99) = 9',
  );
  expect(accounts(history)).toEqual(['p1:3 > /box/door > p1:3 9']);
  expect(history.objects.find((one) => one.name === '/box/door')?.mechanism).toBe('named-pipe');
});

test('what nobody wrote into a new file is a hole, which comes from nobody', async () => {
  const history = await aLog(
    '10 openat(AT_FDCWD</box>, "f", O_RDWR|O_CREAT|O_TRUNC, 0600) = 3</box/f>',
    '10 pwrite64(3</box/f>, "end", 3, 5) = 3',
    '11 openat(AT_FDCWD</box>, "f", O_RDONLY) = 3</box/f>',
    '11 read(3</box/f>, "\\0\\0\\0\\0\\0end", 99) = 8',
  );
  expect(accounts(history)).toEqual(['p1:3 > /box/f > p2:3 3']);
});

// Linux, pwrite(2), "BUGS": with O_APPEND the data goes to the end, whatever the offset.
test('a write at an offset of a file that was opened for appending is an append', async () => {
  const history = await aLog(
    '10 openat(AT_FDCWD</box>, "log", O_RDWR|O_CREAT|O_TRUNC|O_APPEND, 0600) = 3</box/log>',
    '10 write(3</box/log>, "first", 5) = 5',
    '10 pwrite64(3</box/log>, "second", 6, 0) = 6',
    '11 openat(AT_FDCWD</box>, "log", O_RDONLY) = 3</box/log>',
    '11 read(3</box/log>, "firstsecond", 99) = 11',
  );
  expect(accounts(history)).toEqual(['p1:3 > /box/log > p2:3 5', 'p1:3 > /box/log > p2:3 6']);
});

test('what sendfile took from several writes is told whole, though the call shows none of it', async () => {
  const history = await aLog(
    '10 pipe2([4<pipe:[7]>, 5<pipe:[7]>], 0) = 0',
    '10 openat(AT_FDCWD</box>, "log", O_RDWR|O_CREAT|O_TRUNC, 0600) = 3</box/log>',
    '10 write(3</box/log>, "one", 3) = 3',
    '10 write(3</box/log>, "two", 3) = 3',
    '10 sendfile(5<pipe:[7]>, 3</box/log>, [0] => [6], 6) = 6',
  );
  const left = history.transfers.filter((flow) => flow.kind === 'data' && flow.bytes === 6);
  expect(left.map((flow) => Buffer.from(flow.head).toString())).toEqual(['onetwo']);
});

test('who looks into the memory of another process through /proc has got something from it, and who looks into its own has not', async () => {
  const history = await aLog(
    '11 openat(AT_FDCWD</box>, "/proc/2/environ", O_RDONLY) = 3</proc/2/environ>',
    '11 read(3</proc/2/environ>, "SECRET=1\\0", 99) = 9',
    '11 read(3</proc/2/environ>, "", 99) = 0',
    '11 openat(AT_FDCWD</box>, "/proc/self/comm", O_WRONLY) = 4</proc/3/task/3/comm>',
    '11 write(4</proc/3/task/3/comm>, "own", 3) = 3',
    '10 openat(AT_FDCWD</box>, "/proc/3/mem", O_RDWR) = 3</proc/3/mem>',
    '10 pwrite64(3</proc/3/mem>, "ab", 2, 4096) = 2',
    '10 openat(AT_FDCWD</box>, "/proc/3/stat", O_RDONLY) = 4</proc/3/stat>',
    '10 read(4</proc/3/stat>, "3 (a) R", 99) = 7',
  );
  expect(accounts(history)).toEqual(['p1 > /proc/2/environ > p2:3 9', 'p1:3 > /proc/3/mem > p2 2']);
  expect(
    history.objects.filter((one) => one.name.startsWith('/proc')).map(({ name, kind }) => [name, kind]),
  ).toEqual([
    ['/proc/2/environ', 'proc'],
    ['/proc/3/mem', 'proc'],
  ]);
});
