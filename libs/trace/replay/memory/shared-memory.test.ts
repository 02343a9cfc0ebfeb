import { expect, test } from 'vitest';
import type { Trace } from '#libs/contracts/trace';
import { readHistory } from '../../read-history.js';
import { readFixture } from '../../testing-logs/read-fixture.js';
import { toTrace } from '../../to-trace.js';

/** `p1 /counter both 0+8192` for each interval in which a process had a part of an object in its memory. */
function mapped(trace: Trace): readonly string[] {
  return trace.mappings.map(({ process, object, access, offset, bytes }) => {
    const name = trace.objects.find((one) => one.id === object)?.name;
    return `${process} ${name} ${access} ${offset}+${bytes}`;
  });
}

/** A log written by hand: a program whose calls are the given lines. */
async function aTraceOf(...lines: readonly string[]): Promise<Trace> {
  const text = ['10 execve("/box/a", ["./a"], 0x1 /* 1 var */) = 0', '10 set_tid_address(0x1) = 2', ...lines];
  const log = text.map((line, at) => line.replace(' ', ` 5.${String(at).padStart(3, '0')}000000 `));
  return toTrace(await readHistory(log, [{ pid: 10, program: 'a' }]));
}

const shared = (fd: string, at: string) =>
  `10 mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_SHARED, ${fd}, 0) = ${at}`;
const open = '10 openat(AT_FDCWD</box>, "/dev/shm/a", O_RDWR|O_CREAT, 0600) = 3</dev/shm/a>';

test('each kind of shared memory is told, with who had which part of it in memory', async () => {
  const trace = toTrace(await readFixture('shared-memory'));
  const kinds = trace.objects.filter((one) => one.outside === null && one.kind !== 'signal');
  expect(kinds.map(({ mechanism, kind, name }) => [mechanism, kind, name])).toEqual([
    ['shared-memory', 'posix-shm', '/counter'],
    ['shared-memory', 'anonymous-shared', 'shared mapping 1'],
    ['shared-memory', 'anonymous-shared', 'shared mapping 2'],
    ['shared-memory', 'memfd', 'memfd:scratch'],
    ['shared-memory', 'system-v-shm', 'segment 1'],
    ['shared-memory', 'system-v-shm', 'segment 0x4d2'],
    ['memory-mapped-file', 'mapped-file', '/box/data.bin'],
  ]);
  const child = trace.mappings.filter((span) => span.process === 'p2');
  expect(child).toHaveLength(8);
  expect(mapped(trace)).toContain('p2 /counter both 0+4096');
  expect(mapped(trace)).toContain('p2 segment 0x4d2 read 0+4096');
  // The second child executed another program, and with that lost what it had inherited.
  const [, , , second] = trace.processes;
  const lost = trace.mappings.filter((span) => span.process === 'p3');
  expect(lost).toHaveLength(6);
  expect(new Set(lost.map((span) => span.untilMs))).toEqual(new Set([second?.execs.at(-1)?.atMs]));
  expect(trace.warnings).toEqual([]);
});

test('msync is told of memory that lies in a file, from where in it and how much, and of no other memory, nor of MS_ASYNC', async () => {
  const trace = await aTraceOf(
    '10 openat(AT_FDCWD</box>, "page", O_RDWR|O_CREAT, 0600) = 3</box/page>',
    shared('3</box/page>', '0x7000'),
    open,
    shared('3</dev/shm/a>', '0x20000'),
    '10 msync(0x8000, 4096, MS_SYNC) = 0',
    '10 msync(0x20000, 4096, MS_SYNC) = 0',
    '10 msync(0x8000, 4096, MS_ASYNC) = 0',
    '10 msync(0x90000, 4096, MS_SYNC) = -1 ENOMEM (Cannot allocate memory)',
  );
  const page = trace.objects.find((one) => one.name === '/box/page');
  const told = trace.transfers.filter((transfer) => transfer.kind === 'mapping');
  expect(told).toMatchObject([{ from: 'p1', to: null, through: page?.id, bytes: 4096 }]);
});

test('a mapping that is cut in the middle leaves both its ends, each at its own place in the object', async () => {
  const trace = await aTraceOf(
    open,
    '10 mmap(NULL, 12288, PROT_READ, MAP_SHARED, 3</dev/shm/a>, 0x1000) = 0x10000',
    '10 munmap(0x11000, 4096) = 0',
  );
  expect(mapped(trace)).toEqual(['p1 /a read 4096+12288', 'p1 /a read 4096+4096', 'p1 /a read 12288+4096']);
  expect(trace.mappings.map((span) => span.untilMs === null)).toEqual([false, true, true]);
});

test('detaching a segment takes all that munmap has left of it', async () => {
  const trace = await aTraceOf(
    '10 shmget(0x63, 12288, IPC_CREAT|0600) = 0',
    '10 shmat(0, NULL, 0) = 0x10000',
    '10 shmat(0, NULL, 0) = 0x20000',
    '10 munmap(0x11000, 4096) = 0',
    '10 shmdt(0x10000) = 0',
  );
  const open = trace.mappings.filter((span) => span.untilMs === null);
  expect(mapped({ ...trace, mappings: open })).toEqual(['p1 segment 0x63 both 0+12288']);
});

test('shared mappings are counted one by one, whatever is found inside them', async () => {
  const anonymous = (at: string) =>
    `10 mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_SHARED|MAP_ANONYMOUS, -1, 0) = ${at}`;
  const trace = await aTraceOf(
    anonymous('0x10000'),
    '10 futex(0x10010, FUTEX_WAKE, 1) = 1',
    anonymous('0x20000'),
  );
  expect(mapped(trace)).toEqual(['p1 shared mapping 1 both 0+4096', 'p1 shared mapping 2 both 0+4096']);
});

test('memory that is mapped over a shared mapping takes its place', async () => {
  const trace = await aTraceOf(
    open,
    shared('3</dev/shm/a>', '0x10000'),
    '10 mmap(0x10000, 8192, PROT_READ, MAP_PRIVATE|MAP_FIXED|MAP_ANONYMOUS, -1, 0) = 0x10000',
  );
  expect(trace.mappings.map((span) => span.untilMs)).toEqual([4]);
});

test('a mapping that is moved and grown stays a mapping of its object', async () => {
  const trace = await aTraceOf(
    open,
    shared('3</dev/shm/a>', '0x10000'),
    '10 mremap(0x10000, 8192, 16384, MREMAP_MAYMOVE) = 0x50000',
    '10 munmap(0x50000, 16384) = 0',
  );
  expect(mapped(trace)).toEqual(['p1 /a both 0+8192', 'p1 /a both 0+16384']);
  expect(trace.mappings.map((span) => span.untilMs)).toEqual([4, 5]);
});

test('a vfork child borrows memory and is not shown to have any', async () => {
  const trace = await aTraceOf(
    open,
    shared('3</dev/shm/a>', '0x10000'),
    '10 clone(child_stack=0x1, flags=CLONE_VM|CLONE_VFORK|SIGCHLD <unfinished ...>',
    '11 execve("/bin/true", ["true"], 0x1 /* 1 var */) = 0',
    '10 <... clone resumed>) = 3',
    '11 exit_group(0) = ?',
  );
  expect(mapped(trace)).toEqual(['p1 /a both 0+8192']);
  expect(trace.mappings[0]?.untilMs).toBeNull();
});

test('private memory of loaders and allocators is not told', async () => {
  const trace = await aTraceOf(
    '10 mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x10000',
    '10 mmap(NULL, 8192, PROT_READ, MAP_SHARED, 3</usr/lib/gconv.cache>, 0) = 0x20000',
    '10 futex(0x10000, FUTEX_WAKE_PRIVATE, 1) = 1',
    '10 futex(0x10000, FUTEX_WAKE, 1) = 1',
  );
  expect(trace.mappings).toEqual([]);
  expect(trace.transfers).toEqual([]);
});
