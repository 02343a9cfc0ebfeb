import { expect, test } from 'vitest';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aFlow, aHistory, anExec, aPipe, aProcess } from '#libs/testing/a-history';
import type { Flow, IpcObject } from '#libs/trace/history';
import { toldByKernel } from './told-by-kernel.js';

const processes = [
  aProcess({ id: 'p1', program: 0, execs: [anExec('collector')] }),
  aProcess({ id: 'p2', program: 1, execs: [anExec('reporter')] }),
];
const credentials = { pid: 3, uid: 1000, gid: 1000 };

function judge(flow: Partial<Flow>, socket: Partial<IpcObject> = {}) {
  const objects = [aPipe({ id: 'o1', kind: 'unix-datagram', name: '/box/log', ...socket })];
  const transfers = [aFlow('hello', { from: 'p2', to: 'p1', ...flow })];
  return toldByKernel.judge(
    { to: { program: 0 } },
    aCaseRun({ history: aHistory({ processes, objects, transfers }) }),
  );
}

test('credentials that came with a message, or that were asked for, are the word of the kernel', () => {
  expect(judge({ credentials })).toBeNull();
  expect(judge({}, { peers: [{ process: 'p1', atMs: 1, credentials }] })).toBeNull();
});

test('a message that only says itself who sent it is told from one whose sender the kernel named', () => {
  expect(judge({})).toEqual({
    en: '`uppercase` was never told by the kernel who was talking to it: no message came with SCM_CREDENTIALS, and SO_PEERCRED was not asked for. What a message says of its sender, anybody can say.',
    zh: '内核从未告诉`uppercase`是谁在与它说话：没有消息带着 SCM_CREDENTIALS 到来，也没有询问 SO_PEERCRED。消息里关于发送者的说法，谁都可以写。',
  });
});

test('credentials that were asked for after their sender had gone, and name nobody, or that another one got, do not count', () => {
  expect(judge({ credentials: { pid: 0, uid: 65534, gid: 65534 } })).not.toBeNull();
  expect(judge({}, { peers: [{ process: 'p2', atMs: 1, credentials }] })).not.toBeNull();
});
