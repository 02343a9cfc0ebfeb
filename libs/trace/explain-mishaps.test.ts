import { expect, test } from 'vitest';
import { Fault } from '#libs/contracts/fault';
import { aHistory } from '#libs/testing/a-history';
import { explainMishaps, sayMishap } from './explain-mishaps.js';

const met = { fault: 0, process: 'p1', thread: null, call: 'write', number: 2, waitMs: 0, atMs: 1 };
const programs = ['writer', 'reader'];

function says(fault: unknown, over: Partial<typeof met> = {}) {
  return sayMishap(Fault.parse(fault), { ...met, ...over }, programs);
}

const writes = { calls: ['write'], object: 'pipe' };

test.each([
  [
    { ...writes, do: { short: 1 } },
    'the 2nd write on a pipe was cut to 1 byte',
    '对管道的第 2 次 write 被截为 1 字节',
  ],
  [
    { ...writes, do: { error: 'EINTR' } },
    'the 2nd write on a pipe was made to fail with EINTR',
    '让对管道的第 2 次 write 以 EINTR 失败',
  ],
  [
    { ...writes, do: { interrupt: 'USR1' } },
    'the 2nd write on a pipe was broken off by SIGUSR1',
    '对管道的第 2 次 write 被 SIGUSR1 打断',
  ],
  [
    { ...writes, do: { signal: 'KILL' } },
    'the process was killed right before the 2nd write on a pipe',
    '紧接在对管道的第 2 次 write 之前，该进程被杀死',
  ],
  [
    { ...writes, when: 'after', do: { signal: 'STOP', to: 1, forMs: 5 } },
    '`reader` was stopped right after the 2nd write on a pipe, for 5 ms',
    '紧接在对管道的第 2 次 write 之后，`reader`被停住，为时 5 毫秒',
  ],
  [
    { ...writes, do: { hold: { until: 'printed', atMostMs: 1000 } } },
    'the 2nd write on a pipe was held until another program had printed, for 1 s at most',
    '对管道的第 2 次 write 被拖住，直到另一个程序有输出，至多 1 秒',
  ],
])('what was done on purpose is said in both languages: %j', (fault, en, zh) => {
  expect(says(fault)).toEqual({ en: `On purpose: ${en}.`, zh: `有意为之：${zh}。` });
});

test('a wait is told as it was drawn', () => {
  const delay = { ...writes, do: { delayMs: { from: 0, to: 50 } } };
  expect(says(delay, { waitMs: 12.3456 }).en).toBe(
    'On purpose: the 2nd write on a pipe was held for 12.3 ms.',
  );
  const kill = {
    calls: ['read'],
    object: 'stdin',
    when: 'after',
    do: { signal: 'KILL', afterMs: { from: 0, to: 0.3 } },
  };
  expect(says(kill, { call: 'read', number: 1, waitMs: 0.120004 }).en).toBe(
    'On purpose: the process was killed 0.12 ms after the first read on standard input.',
  );
});

test('where several calls are counted together the one that was met is named', () => {
  const fault = {
    calls: ['read', 'readv'],
    object: { path: '/box/x' },
    counting: 'process',
    do: { short: 2 },
  };
  expect(says(fault, { call: 'readv', number: 11 }).en).toBe(
    'On purpose: a readv on /box/x (the 11th such call of its process) was cut to its first 2 pieces.',
  );
});

test('programs of one name are told apart by their places', () => {
  const fault = Fault.parse({ ...writes, do: { signal: 'KILL', to: { program: 1, process: 2 } } });
  expect(sayMishap(fault, met, ['node', 'node']).en).toBe(
    'On purpose: process 3 of program 2 was killed right before the 2nd write on a pipe.',
  );
});

test('every mishap of a history gets its sentence, and one of a fault that nobody asked for is our mistake', () => {
  const faults = [Fault.parse({ ...writes, do: { short: 1 } })];
  const told = explainMishaps(aHistory({ mishaps: [met] }), { faults, programs });
  expect(told.mishaps?.[0]?.says?.en).toBe('On purpose: the 2nd write on a pipe was cut to 1 byte.');
  const stray = aHistory({ mishaps: [{ ...met, fault: 1 }] });
  expect(() => explainMishaps(stray, { faults, programs })).toThrow('A mishap is of fault 1');
});
