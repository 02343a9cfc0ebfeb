import { expect, test } from 'vitest';
import { aBlockedCall, aHistory, anExec, aPipe, aProcess } from '#libs/testing/a-history';
import { explainHang } from './hang.js';

test('a child that waits on a pipe whose write end it holds itself is told so', () => {
  const blocked = [
    aBlockedCall({ process: 'p2', call: 'read', object: 'o1', heldBy: [{ process: 'p2', fd: 4 }] }),
  ];
  expect(explainHang(aHistory({ blocked }))?.en).toBe(
    'The child still holds a write end of the pipe it reads, so end-of-file can never come.',
  );
});

test('a process that reads a FIFO it has open for writing, too, is told so', () => {
  const objects = [aPipe({ id: 'o1', kind: 'fifo', name: '/box/meeting' })];
  const blocked = [
    aBlockedCall({ process: 'p2', call: 'read', object: 'o1', heldBy: [{ process: 'p2', fd: 3 }] }),
  ];
  expect(explainHang(aHistory({ objects, blocked }))).toEqual({
    en: 'The child still holds a write end of the FIFO it reads, so end-of-file can never come.',
    zh: '子进程仍持有它所读 FIFO 的写端，所以文件结束永远不会到来。',
    about: ['p2', 'o1'],
  });
});

test('a parent that waits for its child before closing the pipe is told that both wait for each other', () => {
  const blocked = [
    aBlockedCall({ process: 'p2', call: 'read', object: 'o1', heldBy: [{ process: 'p1', fd: 4 }] }),
    aBlockedCall({ process: 'p1', call: 'wait4', heldBy: [{ process: 'p2', fd: null }] }),
  ];
  expect(explainHang(aHistory({ blocked }))?.en).toBe(
    'The parent waits for the child while the child waits for end-of-file.',
  );
});

test('a writer that is its own last reader is told why it never learns of the other end', () => {
  const blocked = [
    aBlockedCall({ process: 'p1', call: 'write', object: 'o1', heldBy: [{ process: 'p1', fd: 3 }] }),
  ];
  expect(explainHang(aHistory({ blocked }))?.zh).toContain('父进程自己仍算作读者');
});

test('a command that waits while the program holds the write end is named, and so is the program', () => {
  const processes = [
    aProcess({ id: 'p1', execs: [anExec('pipeline')] }),
    aProcess({ id: 'p2', parent: 'p1', execs: [anExec('cat')] }),
  ];
  const blocked = [
    aBlockedCall({ process: 'p2', call: 'read', object: 'o1', heldBy: [{ process: 'p1', fd: 4 }] }),
    aBlockedCall({ process: 'p1', call: 'wait4' }),
  ];
  expect(explainHang(aHistory({ processes, blocked }))?.en).toBe(
    '`pipeline` still holds the write end of pipe 1 (fd 4), so `cat` waits for ever.',
  );
});

test('two sides that write to each other through full pipes are told that nobody reads', () => {
  const processes = [
    aProcess({ id: 'p1', execs: [anExec('coprocess')] }),
    aProcess({ id: 'p2', parent: 'p1', execs: [anExec('cat')] }),
  ];
  const objects = [aPipe({ id: 'o1' }), aPipe({ id: 'o2' })];
  const blocked = [
    aBlockedCall({ process: 'p1', call: 'write', object: 'o1', heldBy: [{ process: 'p2', fd: 0 }] }),
    aBlockedCall({ process: 'p2', call: 'write', object: 'o2', heldBy: [{ process: 'p1', fd: 5 }] }),
  ];
  expect(explainHang(aHistory({ processes, objects, blocked }))?.en).toContain(
    'Both sides are blocked in write: nobody reads.',
  );
});

test('a producer whose consumer was never started is told which command is missing', () => {
  const processes = [
    aProcess({ id: 'p1', execs: [anExec('pipeline')] }),
    aProcess({ id: 'p2', parent: 'p1', execs: [anExec('head')] }),
  ];
  const blocked = [
    aBlockedCall({ process: 'p2', call: 'write', object: 'o1', heldBy: [{ process: 'p1', fd: 3 }] }),
    aBlockedCall({ process: 'p1', call: 'wait4' }),
  ];
  expect(explainHang(aHistory({ processes, blocked }))?.en).toBe(
    'Command 1 filled its pipe while nobody was reading: command 2 had not been started.',
  );
});

test('a run in which nothing waits is not explained', () => {
  expect(explainHang(aHistory())).toBeNull();
});
