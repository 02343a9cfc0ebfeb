import { expect, test } from 'vitest';
import { Fault } from '#libs/contracts/fault';
import { faultWords } from './fault-words.js';

const wordsOf = (fault: unknown): string =>
  faultWords(Fault.parse(fault), 'seven', 0).replace(/;seed=\d+$/, '');

test('a fault is written as words, with what it does not say left out', () => {
  expect(wordsOf({ calls: ['read', 'readv'], object: 'pipe', do: { short: 3 } })).toBe(
    'calls=read,readv;object=pipe;from=1;every=1;times=1;do=short:3',
  );
});

test('everything that a fault can say is said', () => {
  const fault = {
    calls: ['write'],
    object: { path: '/box/data' },
    onceWritten: '/box/ready',
    program: { program: 1, process: 2 },
    from: 2,
    every: 3,
    times: 'endless',
    counting: 'process',
    when: 'after',
    do: { signal: 'STOP', to: 0, afterMs: { from: 0, to: 0.3 }, forMs: 5 },
  };
  expect(wordsOf(fault)).toBe(
    'calls=write;of=1.2;object=/box/data;written=/box/ready;from=2;every=3;times=0;count=process;when=after;do=signal:19;to=0.0;wait=0-300000;stay=5000000',
  );
});

test('a hold says for what, and for how long at most', () => {
  const hold = { until: 'ended', program: 1, atMostMs: 1000 };
  expect(wordsOf({ calls: ['rename'], do: { hold } })).toMatch(/;do=hold:ended;by=1;wait=1000000000$/);
});

test('the seed decides what a fault draws, and two faults of a run draw different things', () => {
  const fault = Fault.parse({ calls: ['write'], do: { delayMs: { from: 0, to: 50 } } });
  expect(faultWords(fault, 'seven', 0)).toBe(faultWords(fault, 'seven', 0));
  expect(faultWords(fault, 'seven', 1)).not.toBe(faultWords(fault, 'seven', 0));
  expect(faultWords(fault, 'eight', 0)).not.toBe(faultWords(fault, 'seven', 0));
});
