import { expect, test } from 'vitest';
import { readHistory } from '../../read-history.js';
import { routes } from '../../testing-logs/describe-flows.js';
import { readFixture } from '../../testing-logs/read-fixture.js';

test('semaphores, mutexes and conditions of several processes show who woke whom, at which word', async () => {
  const history = await readFixture('process-shared');
  expect(routes(history).filter((line) => !line.endsWith(' 0'))).toEqual([
    'p1 > /door > p2 wake',
    'p1 > shared mapping 1, byte 88 > p2 wake',
    'p1 > shared mapping 1, byte 0 > p2 wake',
    'p1 > shared mapping 1, byte 80 > p2 wake',
    'p2 > shared mapping 1, byte 128 > p1 wake',
    'p1:1 > standard output > p0 8',
  ]);
  expect(history.objects.find((one) => one.name === '/door')).toMatchObject({
    mechanism: 'synchronisation',
    kind: 'semaphore',
  });
  expect(history.warnings).toEqual([]);
});

test('a robust mutex whose owner ended wakes its heir, and the end is told as the cause', async () => {
  const history = await readFixture('process-shared');
  const heir = history.transfers.findLast((flow) => flow.kind === 'wake');
  const owner = history.processes.find((life) => life.id === 'p2');
  expect(heir?.cause).toEqual({ process: 'p2', fd: null, by: 'exit', atMs: owner?.endMs });
});

test('who raises a System V semaphore wakes whoever waited to take it, in order, and nobody who got it at once', async () => {
  const history = await readFixture('system-v-semaphore');
  expect(routes(history)).toEqual(['p1 > semaphore 0x5e3[0] > p2 wake', 'p1 > semaphore 0x5e3[0] > p3 wake']);
  // SETVAL told the value of the first semaphore, so this is no guess.
  expect(history.transfers.every((flow) => flow.inferred !== true)).toBe(true);
  expect(history.objects.find((one) => one.name === 'semaphore 0x5e3[1]')?.touchedBy).toEqual(['p2']);
});

/** A log written by hand: three processes, and a private set of one semaphore, which begins at 0. */
function aLog(...lines: readonly string[]): ReturnType<typeof readHistory> {
  const start = [
    '10 execve("/box/a", ["./a"], 0x1 /* 1 var */) = 0',
    '10 set_tid_address(0x1) = 2',
    '10 semget(IPC_PRIVATE, 1, 0600) = 0',
    '10 mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_SHARED|MAP_ANONYMOUS, -1, 0) = 0x10000',
    '10 clone(child_stack=NULL, flags=SIGCHLD, child_tidptr=0x1) = 3',
    '10 clone(child_stack=NULL, flags=SIGCHLD, child_tidptr=0x1) = 4',
  ];
  const text = [...start, ...lines].map((line, at) =>
    line.replace(' ', ` 5.${String(at).padStart(3, '0')}000000 `),
  );
  return readHistory(text, [{ pid: 10, program: 'a' }]);
}

const change = (by: number, flags = '0') => `semop(0, [{sem_num=0, sem_op=${by}, sem_flg=${flags}}], 1`;

test('a take that overlaps a raise by chance, and found the semaphore up, was not woken', async () => {
  const history = await aLog(
    `10 ${change(1)}) = 0`,
    `11 ${change(-1)} <unfinished ...>`,
    `10 ${change(1)} <unfinished ...>`,
    '11 <... semop resumed>) = 0',
    '10 <... semop resumed>) = 0',
  );
  expect(history.transfers).toEqual([]);
});

test('a take of two is woken by the raise that made it two', async () => {
  const history = await aLog(
    `11 ${change(-2)} <unfinished ...>`,
    `10 ${change(1)}) = 0`,
    `12 ${change(1)} <unfinished ...>`,
    '11 <... semop resumed>) = 0',
    '12 <... semop resumed>) = 0',
  );
  expect(routes(history)).toEqual(['p3 > semaphore 1[0] > p2 wake']);
});

test('what a process took with SEM_UNDO comes back at its end, and wakes', async () => {
  const history = await aLog(
    `10 ${change(1)}) = 0`,
    `11 ${change(-1, 'SEM_UNDO')}) = 0`,
    `12 ${change(-1)} <unfinished ...>`,
    '11 exit_group(0) = ?',
    '12 <... semop resumed>) = 0',
  );
  expect(routes(history)).toEqual(['p2 > semaphore 1[0] > p3 wake']);
  expect(history.transfers[0]?.cause).toMatchObject({ process: 'p2', by: 'exit' });
});

test('whose value is not known wakes only by inference, and only who waited long enough to have slept', async () => {
  const slept = await aLog(
    '10 semctl(0, 0, SETALL, 0x7ffd) = 0',
    `11 ${change(-1)} <unfinished ...>`,
    `10 ${change(1)} <unfinished ...>`,
    '11 <... semop resumed>) = 0',
    '10 <... semop resumed>) = 0',
  );
  expect(slept.transfers.map((flow) => [flow.from, flow.to, flow.inferred])).toEqual([['p1', 'p2', true]]);
});

test('of two sleepers one wake ends one wait: of who came back', async () => {
  const history = await aLog(
    '11 futex(0x10010, FUTEX_WAIT, 2, NULL <unfinished ...>',
    '12 futex(0x10010, FUTEX_WAIT, 2, NULL <unfinished ...>',
    '10 futex(0x10010, FUTEX_WAKE, 1 <unfinished ...>',
    '11 <... futex resumed>) = 0',
    '10 <... futex resumed>) = 1',
    '11 futex(0x10010, FUTEX_WAKE, 1) = 1',
    '12 <... futex resumed>) = 0',
  );
  const wakes = history.transfers.filter((flow) => flow.kind === 'wake');
  expect(routes({ ...history, transfers: wakes })).toEqual([
    'p1 > shared mapping 1, byte 16 > p2 wake',
    'p2 > shared mapping 1, byte 16 > p3 wake',
  ]);
  expect(wakes.every((flow) => flow.inferred !== true)).toBe(true);
});

test('a wait that timed out, was interrupted or never began was ended by nobody', async () => {
  const history = await aLog(
    '11 futex(0x10010, FUTEX_WAIT, 2, {tv_sec=0, tv_nsec=5} <unfinished ...>',
    '12 futex(0x10010, FUTEX_WAIT, 2, NULL) = -1 EAGAIN (Resource temporarily unavailable)',
    '10 futex(0x10010, FUTEX_WAKE, 1) = 0',
    '11 <... futex resumed>) = -1 ETIMEDOUT (Connection timed out)',
  );
  expect(history.transfers).toEqual([]);
});

test('data through shared memory is inferred only from who woke whom inside it, and is marked so', async () => {
  const history = await readFixture('process-shared');
  const inferred = history.transfers.filter((flow) => flow.inferred === true && !flow.cause);
  expect(inferred.map(({ kind, from, to, through, bytes }) => [kind, from, to, through, bytes])).toEqual(
    Array.from({ length: 3 }, () => ['data', 'p1', 'p2', 'o4', 0]),
  );
});

test('who sends the data by another way, or could not write, is not said to have used shared memory', async () => {
  const wait = '11 futex(0x10010, FUTEX_WAIT, 2, NULL <unfinished ...>';
  const woken = [
    '10 futex(0x10010, FUTEX_WAKE, 1 <unfinished ...>',
    '11 <... futex resumed>) = 0',
    '10 <... futex resumed>) = 1',
  ];
  const plain = await aLog(wait, ...woken);
  expect(plain.transfers.map((flow) => flow.kind)).toEqual(['wake', 'data']);
  const piped = await aLog(
    '10 write(4<pipe:[7]>, "abc"..., 4096) = 4096',
    '11 read(3<pipe:[7]>, "abc"..., 4096) = 4096',
    wait,
    ...woken,
  );
  expect(piped.transfers.some((flow) => flow.inferred === true && flow.kind === 'data')).toBe(false);
});
