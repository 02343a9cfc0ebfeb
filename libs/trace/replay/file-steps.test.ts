import { expect, test } from 'vitest';
import { readHistory } from '../read-history.js';

/** The steps of a parent and its child, in short. */
async function stepsOf(...lines: readonly string[]): Promise<readonly string[]> {
  const start = [
    '10 execve("/box/a", ["./a"], 0x1 /* 1 var */) = 0',
    '10 set_tid_address(0x1) = 2',
    '10 clone(child_stack=NULL, flags=SIGCHLD, child_tidptr=0x1) = 3',
  ];
  const text = [...start, ...lines].map((line, index) =>
    line.replace(' ', ` 5.${String(index).padStart(3, '0')} `),
  );
  const { fileSteps = [] } = await readHistory(text, [{ pid: 10, program: 'a' }]);
  return fileSteps.map((step) => {
    const where = `${step.process} ${step.kind} ${step.path ?? 'nameless'}`;
    switch (step.kind) {
      case 'read':
      case 'write':
        return `${where} ${step.offset}+${step.bytes}${step.appends ? ' appends' : ''}${step.forces ? ' forces' : ''}`;
      case 'lock':
        return `${where} ${step.family} ${step.access}`;
      case 'unlock':
        return `${where} ${step.family} ${step.by ?? 'asked'}`;
      case 'link':
      case 'rename':
        return `${where} > ${step.toPath}`;
      default:
        return where;
    }
  });
}

test('what is read, written, moved to and cut is told with its place', async () => {
  expect(
    await stepsOf(
      '10 openat(AT_FDCWD</box>, "log", O_RDWR|O_CREAT|O_TRUNC, 0600) = 3</box/log>',
      '10 write(3</box/log>, "12345", 5) = 5',
      '10 lseek(3</box/log>, 2, SEEK_SET) = 2',
      '10 read(3</box/log>, "345", 9) = 3',
      '10 read(3</box/log>, "", 9) = 0',
      '10 pwrite64(3</box/log>, "x", 1, 4) = 1',
      '10 ftruncate(3</box/log>, 1) = 0',
      '10 fcntl(3</box/log>, F_SETFL, O_RDWR|O_APPEND) = 0',
      '10 write(3</box/log>, "y", 1) = 1',
    ),
  ).toEqual([
    'p1 open /box/log',
    'p1 cut /box/log',
    'p1 write /box/log 0+5',
    'p1 seek /box/log',
    'p1 read /box/log 2+3',
    'p1 read /box/log 5+0',
    'p1 write /box/log 4+1',
    'p1 cut /box/log',
    'p1 write /box/log 1+1 appends',
  ]);
});

test('names are told as they come and go, and a file whose name was given away has none', async () => {
  expect(
    await stepsOf(
      '10 openat(AT_FDCWD</box>, ".new", O_WRONLY|O_CREAT|O_EXCL|O_DSYNC, 0600) = 3</box/.new>',
      '10 write(3</box/.new>, "12345", 5) = 5',
      '10 fsync(3</box/.new>) = 0',
      '10 link(".new", "one") = 0',
      '10 unlink(".new") = 0',
      '11 openat(AT_FDCWD</box>, ".next", O_WRONLY|O_CREAT|O_EXCL, 0600) = 3</box/.next>',
      '11 rename(".next", "one") = 0',
      '10 write(3</box/one>, "6", 1) = 1',
      '11 mkdir("door", 0700) = 0',
      '11 rmdir("door") = 0',
      '11 sync() = 0',
    ),
  ).toEqual([
    'p1 open /box/.new',
    'p1 write /box/.new 0+5 forces',
    'p1 force /box/.new',
    'p1 link /box/.new > /box/one',
    'p1 unlink /box/.new',
    'p2 open /box/.next',
    'p2 rename /box/.next > /box/one',
    'p1 write nameless 5+1 forces',
    'p2 make /box/door',
    'p2 unlink /box/door',
    'p2 force nameless',
  ]);
});

test('locks are told when they are got and when they go, asked for or not, on folders too', async () => {
  expect(
    await stepsOf(
      '10 openat(AT_FDCWD</box>, "log", O_RDWR) = 3</box/log>',
      '10 openat(AT_FDCWD</box>, "log", O_RDONLY) = 4</box/log>',
      '10 openat(AT_FDCWD</box>, ".", O_RDONLY|O_DIRECTORY) = 5</box>',
      '10 fcntl(3</box/log>, F_SETLKW, {l_type=F_WRLCK, l_whence=SEEK_SET, l_start=0, l_len=0}) = 0',
      '10 close(4</box/log>) = 0',
      '10 fcntl(3</box/log>, F_SETLK, {l_type=F_UNLCK, l_whence=SEEK_SET, l_start=0, l_len=0}) = 0',
      '10 flock(5</box>, LOCK_EX) = 0',
      '10 flock(5</box>, LOCK_UN) = 0',
      '10 flock(3</box/log>, LOCK_SH|LOCK_NB) = 0',
      '11 flock(3</box/log>, LOCK_EX|LOCK_NB) = -1 EAGAIN (Resource temporarily unavailable)',
      '10 exit_group(0) = ?',
      '10 +++ exited with 0 +++',
    ),
  ).toEqual([
    'p1 open /box/log',
    'p1 open /box/log',
    'p1 lock /box/log record write',
    'p1 unlock /box/log record close',
    'p1 lock /box flock write',
    'p1 unlock /box flock asked',
    'p1 lock /box/log flock read',
    'p1 unlock /box/log flock exit',
  ]);
});
