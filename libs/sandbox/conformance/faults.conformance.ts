import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { Fault } from '#libs/contracts/fault';
import { aSandbox, printed, type TestSandbox } from './a-sandbox.js';

// What goes wrong on purpose, as a program meets it.

let box: TestSandbox;
beforeAll(async () => void (box = await aSandbox({ prewarmed: 2 })));
afterAll(() => box.sandbox.close());

type Wanted = z.input<typeof Fault>;

const plan = (faults: readonly Wanted[]): Fault[] => faults.map((fault) => Fault.parse(fault));

async function answers(manner: string, faults: readonly Wanted[]): Promise<string[]> {
  const run = await box.attack('unlucky', [manner], { faults: plan(faults) });
  expect(run).toMatchObject({ ended: 'programs-ended', programs: [{ end: { kind: 'exited', code: 0 } }] });
  return printed(run).trim().split('\n');
}

test('without a fault nothing goes wrong', async () => {
  expect(await answers('', [])).toEqual(['write 10', 'read 5', 'readv 5', 'handled 0']);
});

test('a short read or write moves fewer bytes, truly: the others come later', async () => {
  const faults: Wanted[] = [
    { calls: ['write'], object: 'pipe', from: 1, do: { short: 9 } },
    { calls: ['read'], object: 'pipe', do: { short: 3 } },
    { calls: ['readv'], object: 'pipe', do: { short: 1 } },
  ];
  // Nine are in the pipe; three are read, then the two that fit into the first piece.
  expect(await answers('', faults)).toEqual(['write 9', 'read 3', 'readv 2', 'handled 0']);
});

test.each([
  ['EINTR', 'read EINTR'],
  ['EAGAIN', 'read EAGAIN'],
  ['ECONNRESET', 'read ECONNRESET'],
] as const)('a call that fails with %s is not made', async (error, says) => {
  const lines = await answers('', [{ calls: ['read'], object: 'pipe', do: { error } }]);
  // All ten bytes are still there.
  expect(lines.slice(1)).toEqual([says, 'readv 5', 'handled 0']);
});

test('a call is broken off by a signal as its handler wants it: EINTR, or made again', async () => {
  const faults: Wanted[] = [{ calls: ['read'], object: 'pipe', do: { interrupt: 'USR1' } }];
  expect(await answers('plain', faults)).toEqual(['write 10', 'read EINTR', 'readv 5', 'handled 1']);
  expect(await answers('restart', faults)).toEqual(['write 10', 'read 5', 'readv 5', 'handled 1']);
});

test('a full disk is full for the chosen file, from the chosen call on', async () => {
  const faults: Wanted[] = [
    { calls: ['write'], object: { path: '/box/data' }, from: 2, times: 1, do: { error: 'ENOSPC' } },
  ];
  expect(await answers('file', faults)).toEqual(['pipe 1', 'file 1', 'file ENOSPC']);
});

test('a writer is killed between the two halves of its record, and the trace says by which fault', async () => {
  const faults: Wanted[] = [
    { calls: ['write'], object: 'pipe', program: 0, from: 2, times: 1, do: { signal: 'KILL' } },
  ];
  const run = await box.attack('unlucky', ['halves'], { faults: plan(faults), traced: true });
  expect(printed(run)).toBe('first 5\nsecond 0\nsignal 9\n');
  const child = run.history?.processes.find((life) => life.parent === 'p1');
  expect(child?.exit).toEqual({ signal: 'SIGKILL' });
  expect(run.history?.mishaps).toMatchObject([{ fault: 0, process: child?.id }]);
});

test('a signal that comes right before the call that waits for it is lost by pause, and not by sigsuspend', async () => {
  const faults: Wanted[] = [{ calls: ['pause', 'rt_sigsuspend'], do: { signal: 'USR1' } }];
  const lost = await box.attack('unlucky', ['pause'], { faults: plan(faults), traced: true });
  expect(lost).toMatchObject({ ended: 'deadlock', programs: [{ end: { kind: 'running' } }] });
  expect(lost.history?.blocked).toMatchObject([{ process: 'p1', call: 'pause' }]);
  expect(lost.history?.mishaps).toMatchObject([{ fault: 0, process: 'p1' }]);
  expect(await answers('suspend', faults)).toEqual(['awake']);
});

test('a signal without a handler breaks nothing off, and the call is made', async () => {
  const faults: Wanted[] = [{ calls: ['read'], object: 'pipe', do: { interrupt: 'CHLD' } }];
  expect(await answers('', faults)).toEqual(['write 10', 'read 5', 'readv 5', 'handled 0']);
});

test('a call begins later than it was made', async () => {
  const faults: Wanted[] = [{ calls: ['write'], object: 'pipe', do: { delayMs: 250 } }];
  expect((await answers('late', faults)).slice(0, 2)).toEqual(['write 1', 'late 1']);
});

test('a fault of a program that the run does not have is our mistake', async () => {
  const faults: Wanted[] = [{ calls: ['read'], program: 7, do: { short: 1 } }];
  await expect(box.attack('unlucky', [], { faults: plan(faults) })).rejects.toThrow(
    'A fault means program 7',
  );
});

test('a wait for a pipe is about that pipe', async () => {
  const faults: Wanted[] = [
    { calls: ['poll', 'ppoll'], object: 'pipe', do: { error: 'EINTR' } },
    { calls: ['select', 'pselect6'], object: 'pipe', do: { error: 'ENOMEM' } },
  ];
  expect(await answers('looks', faults)).toEqual(['poll 0', 'poll EINTR', 'poll 1', 'select ENOMEM']);
});
