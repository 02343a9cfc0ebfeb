import { expect, test } from 'vitest';
import type { Sentence } from '#libs/contracts/sentence';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aFlow, aHistory, anExec, aPipe, aProcess } from '#libs/testing/a-history';
import type { DescriptorLife, Flow, History } from '#libs/trace/history';
import { conditionKinds } from '../../../conditions.js';

const processes = [
  aProcess({ id: 'p1', program: 0, execs: [anExec('hub')] }),
  aProcess({ id: 'p2', program: 1, execs: [anExec('worker')] }),
  aProcess({ id: 'p3', program: 2, execs: [anExec('client')] }),
  aProcess({ id: 'p4', program: 0, parent: 'p1' }),
];
const connection = aPipe({ id: 'o1', kind: 'unix-stream', name: '/box/chat #2' });
const way = aPipe({ id: 'o2', kind: 'unix-stream', name: '/box/chat.workers' });
const inClient = held('p3', 3, 9);
const handed = aFlow('/box/chat #2', { kind: 'descriptor', through: 'o2' });

function held(process: string, fd: number, untilMs: number | null): DescriptorLife {
  return {
    process,
    fd,
    object: 'o1',
    access: 'both',
    closeOnExec: true,
    fromMs: 1,
    untilMs,
    endedBy: 'close',
  };
}

function says(kind: string, over: Partial<History>): Sentence | null {
  const found = conditionKinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`no kind ${kind}`);
  const workers = kind === 'connections-handed-over' ? { workers: { from: 1, to: 1 } } : {};
  const condition = { hub: 0, clients: { from: 2, to: 2 }, path: '/box/chat', ...workers };
  const history = aHistory({ processes, objects: [connection, way], descriptors: [inClient], ...over });
  return found.judge(condition, aCaseRun({ history }));
}

function handedOver(
  transfers: readonly Flow[],
  descriptors: readonly DescriptorLife[] = [],
): Sentence | null {
  return says('connections-handed-over', { transfers, descriptors: [inClient, ...descriptors] });
}

test('a connection that a worker received as a descriptor is handed over, and another one is not', () => {
  expect(handedOver([handed])).toBeNull();
  expect(handedOver([{ ...handed, head: Buffer.from('/box/chat #3') }])?.en).toBe(
    'No worker ever received the connection of `uppercase`. A descriptor arrives only if it is sent by SCM_RIGHTS together with at least one byte, and taken by recvmsg with room for it.',
  );
});

test('a number that was sent for a descriptor is told', () => {
  const number = aFlow('7\n', { through: 'o2' });
  expect(handedOver([number], [held('p1', 7, 5)])).toEqual({
    about: ['p2', 'o2'],
    en: '`worker` got the text `7` for the connection of `uppercase`: the number that it has in the other process. Descriptor 7 is something else here, or nothing (EBADF).',
    zh: '`worker`得到的`uppercase`的连接是文本 `7`：那是它在另一个进程里的编号。在这里，描述符 7 是别的东西，或者什么也不是（EBADF）。',
  });
  expect(handedOver([number], [held('p1', 8, 5)])?.en).toMatch(/^No worker ever received/);
});

test('a worker that came to a connection in another way is told', () => {
  expect(handedOver([], [held('p2', 5, 8)])).toEqual({
    about: ['p2', 'o1'],
    en: '`worker` has the connection of `uppercase`, and `uppercase` has not sent it: it was taken in another way than by SCM_RIGHTS.',
    zh: '`worker`拿着`uppercase`的连接，而`uppercase`并没有发送它：它不是经 SCM_RIGHTS 得到的。',
  });
});

test('a client that never connected is told', () => {
  expect(says('connections-left-alone', { descriptors: [] })).toEqual({
    en: '`uppercase` never connected to the socket at PATH.',
    zh: '`uppercase`从未连接到 PATH 处的套接字。',
  });
});

test('bytes of a client that a process of the hub moved are counted', () => {
  const read = aFlow('ann\n', { from: 'p3', to: 'p1' });
  const written = aFlow('welcome ann\n', { from: 'p4', to: 'p3' });
  expect(says('connections-left-alone', { transfers: [read, written] })).toEqual({
    about: ['p1', 'p4', 'o1'],
    en: '`uppercase` has moved 16 bytes of the connection of `uppercase`; it was to hand it over without touching it.',
    zh: '`uppercase`在`uppercase`的连接上搬运了 16 个字节；它应当原封不动地把连接交出去。',
  });
  const worker = aFlow('ann\n', { from: 'p3', to: 'p2' });
  expect(says('connections-left-alone', { transfers: [worker, handed] })).toBeNull();
});

test('a copy that a child of the hub still had when the client left is told', () => {
  expect(says('connections-let-go', { descriptors: [inClient, held('p1', 7, 4)] })).toBeNull();
  expect(
    says('connections-let-go', { descriptors: [inClient, held('p1', 7, 4), held('p4', 6, null)] }),
  ).toEqual({
    about: ['p4', 'o1'],
    en: 'A child process of `hub` still held the connection of `uppercase`, as descriptor 6, when that one left: as long as a copy is open somewhere, nobody is told of the end.',
    zh: '`uppercase`离开时，`hub`的子进程仍以描述符 6 握着它的连接：只要某处还有一个打开的副本，就没有人会得知连接已经结束。',
  });
});
