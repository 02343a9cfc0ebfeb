import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeString } from './decode.js';
import { readLog } from './read-log.js';
import type { Call, TraceLog } from './trace-event.js';

function callsOf(log: TraceLog): readonly Call[] {
  return [...log.events()].filter((event) => event.kind === 'call');
}

test('the two halves of a call are joined, whatever other threads did between', async () => {
  const log = await readLog([
    '10 5.000000001 read(3<pipe:[7]>,  <unfinished ...>',
    '11 5.000000002 write(4<pipe:[7]>, "hi", 2) = 2 <0.000001>',
    '10 5.001000001 <... read resumed>"hi", 99) = 2 <0.001000>',
  ]);
  const [read, write] = callsOf(log);
  expect(read).toMatchObject({
    name: 'read',
    args: ['3<pipe:[7]>', '"hi"', '99'],
    entered: { position: 1, ms: 0 },
  });
  expect(read?.left).toEqual({ position: 3, ms: 1 });
  expect(write?.task.tid).toBe(11);
  expect(log.warnings).toEqual([]);
});

test('a payload that looks like a line of the log stays a payload', async () => {
  const lie = '\\n11 9.0 +++ killed by SIGKILL +++\\n11 9.0 kill(1, SIGKILL) = 0 <unfinished ...>';
  const log = await readLog([
    `10 5.0 write(1, "${lie}", 80 <unfinished ...>`,
    '10 5.1 <... write resumed>) = 80',
  ]);
  expect([...log.events()]).toHaveLength(1);
  expect(log.tasks).toHaveLength(1);
  expect(new TextDecoder().decode(decodeString(callsOf(log)[0]?.args[1]))).toContain('killed by SIGKILL');
});

test('a call that its process did not survive has no answer and is kept', async () => {
  const log = await readLog([
    '10 5.0 read(3<pipe:[7]>,  <unfinished ...>',
    '11 5.0 wait4(-1,  <unfinished ...>) = ?',
    '10 6.0 <... read resumed> <unfinished ...>) = ?',
    '10 6.0 +++ killed by SIGKILL +++',
    '11 6.0 +++ exited with 3 +++',
  ]);
  expect(callsOf(log).map((call) => [call.name, call.answer.kind, call.left])).toEqual([
    ['read', 'never', null],
    ['wait4', 'never', null],
  ]);
  expect(log.deaths.map((death) => death.exit)).toEqual([{ signal: 'SIGKILL' }, { code: 3 }]);
});

test('a log that ends in the middle keeps the calls that were under way', async () => {
  const log = await readLog(['10 5.0 write(4<pipe:[7]>, "abc", 3 <unfinished ...>', '10 5.1 <... wri']);
  expect(callsOf(log)[0]).toMatchObject({
    name: 'write',
    args: ['4<pipe:[7]>', '"abc"', '3'],
    answer: { kind: 'never' },
  });
  expect(log.warnings).toEqual(['Line 2 of the trace cannot be read.']);
});

test('a number that comes again after a death is another task', async () => {
  const log = await readLog(['10 5.0 close(1) = 0', '10 5.1 +++ exited with 0 +++', '10 5.2 close(2) = 0']);
  expect(log.tasks.map((task) => task.tid)).toEqual([10, 10]);
  expect(callsOf(log)[1]?.task.index).toBe(1);
});

test('a thread that executes a program goes on under its leader', async () => {
  const log = await readLog([
    '12 5.0 execve("/bin/true", ["true"], 0x1 /* 2 vars */ <unfinished ...>',
    '10 5.1 +++ superseded by execve in pid 12 +++',
    '10 5.2 <... execve resumed>) = 0',
  ]);
  expect(callsOf(log)[0]).toMatchObject({ name: 'execve', answer: { kind: 'value', value: 0 } });
});

test('a thread that executes a program before its leader has heard that it was made was made all the same', async () => {
  const log = await readLog([
    '10 5.0 clone(child_stack=0x1, flags=CLONE_VM|CLONE_THREAD <unfinished ...>',
    '12 5.1 execve("/bin/true", ["true"], 0x1 /* 2 vars */ <pid changed to 10 ...>',
    '10 5.2 +++ superseded by execve in pid 12 +++',
    '10 5.3 <... execve resumed>) = 0',
  ]);
  expect(callsOf(log).map(({ name, answer }) => [name, answer.kind])).toEqual([
    ['clone', 'never'],
    ['execve', 'value'],
  ]);
  expect(log.warnings).toEqual([]);
});

test('what the tracer came too late to see takes no other line with it', async () => {
  const log = await readLog([
    '12 5.0 execve("/bin/true", ["true"], 0x1 /* 2 vars */ <unfinished ...>',
    '10 5.1 ???(10    5.2 +++ superseded by execve in pid 12 +++',
    '10 5.3 <... execve resumed>) = 0',
    '10 5.4 ???( <unfinished ...>',
    '10 5.5 <... ??? resumed>) = ?',
  ]);
  expect(callsOf(log)).toHaveLength(1);
  expect(callsOf(log)[0]).toMatchObject({ name: 'execve', answer: { kind: 'value', value: 0 } });
  expect(log.warnings).toEqual([]);
});

test('time never runs backwards, even when the clock of another processor does', async () => {
  const log = await readLog(['10 5.000000900 close(1) = 0', '11 5.000000100 close(1) = 0']);
  expect(callsOf(log).map((call) => call.entered.ms)).toEqual([0, 0]);
});

test('noise gives warnings, a limited number of them, and no events', async () => {
  const log = await readLog(Array.from({ length: 500 }, (_, line) => `strace: something odd ${line}`));
  expect([...log.events()]).toEqual([]);
  expect(log.warnings).toHaveLength(50);
});

/** A history of reads by several threads, printed with halves interleaved in any legal order. */
const interleaving = fc.array(
  fc.record({ tid: fc.integer({ min: 1, max: 4 }), bytes: fc.integer({ min: 0, max: 999 }) }),
  {
    minLength: 1,
    maxLength: 40,
  },
);

test('however the halves of calls are interleaved, each thread keeps its own', async () => {
  await fc.assert(
    fc.asyncProperty(interleaving, async (steps) => {
      const open = new Map<number, number>();
      const wanted: string[] = [];
      const lines = steps.map(({ tid, bytes }, index) => {
        const begun = open.get(tid);
        open.delete(tid);
        if (begun !== undefined) {
          wanted.push(`${tid} ${begun}`);
          return `${tid} 5.${index} <... read resumed>"x"..., ${begun}) = ${begun}`;
        }
        open.set(tid, bytes);
        return `${tid} 5.${index} read(3,  <unfinished ...>`;
      });
      const log = await readLog(lines);
      const done = callsOf(log).filter((call) => call.left !== null);
      expect(done.map((call) => `${call.task.tid} ${call.args[2]}`).sort()).toEqual(wanted.sort());
      expect(callsOf(log)).toHaveLength(done.length + open.size);
      expect(log.warnings).toEqual([]);
    }),
  );
});

test('any lines at all are survived', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ maxLength: 60 }), { maxLength: 30 }), async (rests) => {
      const log = await readLog(rests.map((rest, index) => `${index % 3} 5.${index} ${rest}`));
      expect(log.tasks.length).toBeLessThanOrEqual(3 + rests.length);
    }),
  );
});
