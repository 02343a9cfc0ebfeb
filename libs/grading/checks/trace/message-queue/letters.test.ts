import { expect, test } from 'vitest';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aFlow, aHistory, aPipe, aProcess } from '#libs/testing/a-history';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import type { Flow } from '#libs/trace/history';
import { lettersByType } from './letters-by-type.js';
import { ownLettersOnly } from './own-letters-only.js';

// p1 (pid 2) is the server, p2 (pid 3) a client; o1 is the queue.
const processes = [aProcess({ id: 'p1', program: 0 }), aProcess({ id: 'p2', program: 1 })];
const queue = {
  ...aPipe({ id: 'o1' }),
  mechanism: 'message-queue',
  kind: 'system-v-mq',
  name: 'queue 1',
} as const;

function letter(text: string, messageType: number, to: string): Flow {
  return aFlow(text, { from: to === 'p1' ? 'p2' : 'p1', to, messageType });
}

function seenWith(...transfers: Flow[]) {
  const programs = ['server', 'client'].map((name) => aProgramResult({ name }));
  return aCaseRun({ run: aRun({ programs }), history: aHistory({ processes, objects: [queue], transfers }) });
}

function says(...transfers: Flow[]) {
  return lettersByType.judge({ server: 0, client: 1, text: 'abc' }, seenWith(...transfers));
}

const request = letter('3 a1 abc', 1, 'p1');

test('a request of type 1 and a reply with the pid as its type are fine', () => {
  expect(says(request, letter('a1 cba', 3, 'p2'))).toBeNull();
});

test('a request that never came and one with an end byte are told', () => {
  expect(says()).toEqual({
    en: 'No message went from `client` to `server` through a System V queue.',
    zh: '没有消息经 System V 队列从`client`到达`server`。',
  });
  expect(says(letter('3 a1 abc\0', 1, 'p1'))?.en).toBe(
    'The request had type 1 and 9 bytes, "3 a1 abc\\u0000"; type 1 and the bytes `PID ID TEXT`, here with TEXT "abc", were wanted, and nothing behind them.',
  );
});

test('a reply that never came and one of another type are told', () => {
  expect(says(request)?.en).toBe(
    'The server took the request of the client with pid 3; no reply came back through a System V queue.',
  );
  expect(says(request, letter('a1 cba', 9, 'p2'))?.zh).toBe(
    '回复的类型是 9，有 6 字节："a1 cba"；应为类型 3（客户端的 pid），字节为 `ID REVERSED`。',
  );
});

test('a client that takes what is not for it is told whose it was', () => {
  const clients = { from: 1, to: 1 };
  expect(ownLettersOnly.judge({ clients }, seenWith(letter('a1 cba', 3, 'p2')))).toBeNull();
  expect(ownLettersOnly.judge({ clients }, seenWith(letter('a1 cba', 9, 'p2')))).toEqual({
    about: ['p2', 'o1'],
    en: 'Client 3 took the letter addressed to 9: with a type of 0 msgrcv takes whatever comes first.',
    zh: '客户端 3 取走了写给 9 的信：类型为 0 时，msgrcv 取走最先到的任何消息。',
  });
  expect(ownLettersOnly.judge({ clients }, seenWith(letter('3 a1 abc', 1, 'p2')))?.en).toContain(
    'took a request, which is for the server',
  );
});
