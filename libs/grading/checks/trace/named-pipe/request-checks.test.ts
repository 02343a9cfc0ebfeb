import { expect, test } from 'vitest';
import type { Sentence } from '#libs/contracts/sentence';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aFlow, aHistory, anExec, aPipe, aProcess } from '#libs/testing/a-history';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import type { DescriptorLife, Flow, History } from '#libs/trace/history';
import { conditionKinds } from '../../../conditions.js';

const run = aRun({
  programs: [
    aProgramResult({ name: 'server' }),
    aProgramResult({ name: 'client', stdout: Buffer.from('0\n') }),
  ],
});

function says(kind: string, condition: object, history: History): Sentence | null {
  const found = conditionKinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`no kind ${kind}`);
  return found.judge(condition, aCaseRun({ history, run }));
}

function end(over: Partial<DescriptorLife>): DescriptorLife {
  const life = { process: 'p2', fd: 3, object: 'o2', access: 'read', closeOnExec: false } as const;
  return { ...life, fromMs: 1, untilMs: 9, endedBy: 'close', ...over };
}

const desk = aPipe({ id: 'o1', kind: 'fifo', name: '/box/desk-sometoken' });
const own = aPipe({ id: 'o2', kind: 'fifo', name: '/box/desk-sometoken.3' });
const processes = [
  aProcess({ id: 'p1', program: 0, execs: [anExec('server')] }),
  aProcess({ id: 'p2', program: 1, execs: [anExec('client')] }),
];
const talk = (over: Partial<History>): History => aHistory({ processes, objects: [desk, own], ...over });
const ask = (text: string, over: Partial<Flow> = {}) => aFlow(text, { from: 'p2', to: 'p1', ...over });
const answer = (text: string, over: Partial<Flow> = {}) =>
  aFlow(text, { from: 'p1', to: 'p2', through: 'o2', ...over });

const clients = { clients: { from: 1, to: 1 }, path: '/box/desk-{{token}}' };

test('a request that went out in one write is whole, also when it is read in pieces', () => {
  const pieces = [ask('3 ', { offset: 0 }), ask('5\n', { offset: 2 })];
  expect(says('asked-in-one-write', clients, talk({ transfers: [ask('3 5\n')] }))).toBeNull();
  expect(says('asked-in-one-write', clients, talk({ transfers: pieces }))).toBeNull();
});

test('a request in two writes is told how many there were', () => {
  const transfers = [ask('3', { sentMs: 1 }), ask(' 5\n', { sentMs: 2, offset: 1 })];
  expect(says('asked-in-one-write', clients, talk({ transfers }))).toEqual({
    about: ['p2'],
    en: 'The request of `client` came in 2 writes; only one write is kept together.',
    zh: '`client`的请求分成 2 次写出；只有一次写的内容才不会被拆开。',
  });
});

test('who asks in another name, or not at all, is told what was wanted', () => {
  expect(says('asked-in-one-write', clients, talk({ transfers: [ask('99 5\n')] }))?.en).toBe(
    '`client` asked with "99 5\\n"; a line `PID N` with its own process id (3) was wanted.',
  );
  expect(says('asked-in-one-write', clients, talk({}))?.en).toBe(
    '`client` wrote nothing into /box/desk-sometoken; its request was to go there.',
  );
});

const answered = { ...clients, server: 0 };

test('what a client prints has to have come through the FIFO of its own', () => {
  expect(says('answered-in-own-fifo', answered, talk({ transfers: [answer('0\n')] }))).toBeNull();
  expect(says('answered-in-own-fifo', answered, talk({}))).toEqual({
    about: ['p2', 'o2'],
    en: 'The reply to `client` was to come through a FIFO of its own, /box/desk-sometoken.3; no byte of it did.',
    zh: '给`client`的应答应当经它自己的 FIFO /box/desk-sometoken.3 到达；实际上一个字节也没有。',
  });
  expect(says('answered-in-own-fifo', answered, talk({ transfers: [answer('7\n')] }))?.en).toContain(
    '"7\\n" did, and it printed "0\\n"',
  );
});

test('a reply that somebody else read is told who that was', () => {
  const transfers = [answer('0\n', { to: 'p1' })];
  expect(says('answered-in-own-fifo', answered, talk({ transfers }))?.en).toBe(
    'The reply to `client` in /box/desk-sometoken.3 was read by `server`.',
  );
});

test('a client listens before it asks, and is told by how much it was late', () => {
  const transfers = [ask('3 5\n', { sentMs: 2 })];
  const at = (fromMs: number) => talk({ transfers, descriptors: [end({ fromMs })] });
  expect(says('listened-before-asking', clients, at(1))).toBeNull();
  expect(says('listened-before-asking', clients, at(3.5))).toEqual({
    about: ['p2', 'o2'],
    en: '`client` sent its request 1.5 ms before it had its own FIFO open for reading: a quick server finds nobody to answer.',
    zh: '`client`发出请求 1.5 毫秒之后才为读而打开自己的 FIFO：服务器若是快一点，就找不到可以回答的人。',
  });
  expect(says('listened-before-asking', clients, talk({ transfers }))?.en).toBe(
    '`client` never opened a FIFO of its own for reading.',
  );
});

const open = { program: 0, name: '/box/desk-{{token}}' };
const reader = (fromMs: number, untilMs: number) => end({ process: 'p1', object: 'o1', fromMs, untilMs });
const served = (...descriptors: DescriptorLife[]) =>
  talk({
    objects: [desk, aPipe({ id: 'o9', outside: 'stdout' })],
    transfers: [aFlow('ready\n', { from: 'p1', to: 'p0', through: 'o9', sentMs: 2 })],
    descriptors,
  });

test('a server that opens its FIFO anew before it closes the old descriptor leaves no gap', () => {
  expect(says('never-without-reader', open, served(reader(1, 5), reader(4, 9)))).toBeNull();
});

test('a server that closes first is told how long nobody read', () => {
  expect(says('never-without-reader', open, served(reader(1, 5), reader(7.5, 9)))).toEqual({
    about: ['p1', 'o1'],
    en: '/box/desk-sometoken had no reader for 2.5 ms: what is written then is lost, and who opens it then finds nobody.',
    zh: '/box/desk-sometoken 有 2.5 毫秒没有读者：此时写入的内容会丢失，此时来打开的人找不到任何人。',
  });
  expect(says('never-without-reader', open, served())?.en).toBe(
    'No process of `server` ever read /box/desk-sometoken.',
  );
});
