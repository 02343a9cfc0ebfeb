import { expect, test } from 'vitest';
import type { Sentence } from '#libs/contracts/sentence';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aBlockedCall, aFlow, aHistory, anExec, aPipe, aProcess } from '#libs/testing/a-history';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import type { Flow, History } from '#libs/trace/history';
import { conditionKinds } from '../../../conditions.js';

function says(kind: string, condition: object, seen: Parameters<typeof aCaseRun>[0]): Sentence | null {
  const found = conditionKinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`no kind ${kind}`);
  return found.judge(condition, aCaseRun(seen));
}

// p1 is the parent, p2 to p4 are nodes 0 to 2; o2 to o4 lead into them, o9 is the outer standard output.
const processes = [
  aProcess({ id: 'p1', execs: [anExec('ring')] }),
  ...['p2', 'p3', 'p4'].map((id) => aProcess({ id, parent: 'p1', endMs: 90 })),
];
const objects = [
  ...['o2', 'o3', 'o4'].map((id) => aPipe({ id })),
  aPipe({ id: 'o9', outside: 'stdout', madeBy: null }),
];

interface Written {
  readonly by: string;
  readonly text: string;
  readonly atMs: number;
}

const hop = (number: number, by = `p${2 + (number % 3)}`, atMs = number * 10): Written => ({
  by,
  text: `node ${number % 3} hop ${number}\n`,
  atMs,
});

const message = (way: readonly [string, string], sentMs: number, over: Partial<Flow> = {}): Flow => {
  const [from, to] = way;
  return aFlow('t', { from, to, through: `o${to.slice(1)}`, sentMs, receivedMs: sentMs + 2, ...over });
};

function traced(lines: readonly Written[], transfers: readonly Flow[], over: Partial<History> = {}) {
  const text = lines.map((line) => line.text).join('');
  const writes = lines.map((line, at) => {
    const offset = lines.slice(0, at).reduce((sum, one) => sum + one.text.length, 0);
    const times = { sentMs: line.atMs, receivedMs: null };
    return aFlow(line.text, { from: line.by, to: null, through: 'o9', offset, ...times });
  });
  return {
    run: aRun({ programs: [aProgramResult({ stdout: Buffer.from(text) })] }),
    history: aHistory({ processes, objects, transfers: [...writes, ...transfers], ...over }),
  };
}

const three = [hop(1), hop(2), hop(3)];
const passed = [message(['p3', 'p4'], 11), message(['p4', 'p2'], 21)];
const hops = { nodes: 3, hops: 3 };

test('a token that goes from neighbour to neighbour is a ring', () => {
  const ring = traced(three, passed);
  expect(says('ring-hops', hops, ring)).toBeNull();
  expect(says('ring-speakers', { nodes: 3 }, ring)).toBeNull();
  expect(says('ring-nodes', { nodes: 3 }, ring)).toBeNull();
});

test('a hop that goes through the parent is told with its way', () => {
  const star = [
    message(['p3', 'p4'], 11),
    message(['p4', 'p1'], 21, { through: 'o2' }),
    message(['p1', 'p2'], 25),
  ];
  expect(says('ring-hops', hops, traced(three, star))).toEqual({
    about: ['p1'],
    en: 'Hop 3 went from node 2 to the parent and then to node 0; neighbours talk to each other directly.',
    zh: '第 3 次传递从节点 2到父进程，再到节点 0；相邻节点之间应直接通信。',
  });
});

test('a token that leaves before its line is told so', () => {
  const early = [message(['p3', 'p4'], 8, { receivedMs: 12 }), message(['p4', 'p2'], 21)];
  expect(says('ring-hops', hops, traced(three, early))?.en).toBe(
    'Node 1 passed the token on before it printed "node 1 hop 1": from then on it is luck who prints first.',
  );
});

test('a token that leaves long before its line is told so, too', () => {
  const early = [message(['p3', 'p4'], 1, { receivedMs: 2 }), message(['p4', 'p2'], 421)];
  const late = [hop(1, 'p3', 400), hop(2, 'p4', 420), hop(3, 'p2', 430)];
  expect(says('ring-hops', hops, traced(late, early))?.en).toBe(
    'Node 1 passed the token on before it printed "node 1 hop 1": from then on it is luck who prints first.',
  );
});

test('turns without a message are told, and signals are none', () => {
  const signal = message(['p3', 'p4'], 11, { kind: 'signal' });
  expect(says('ring-hops', hops, traced(three, [signal]))?.en).toBe(
    'Between "node 1 hop 1" and "node 2 hop 2" no message went from node 1 to node 2: how did node 2 know that it was its turn?',
  );
});

test('one process that prints for all is told so, though it wrote all at once', () => {
  const all = { by: 'p1', text: three.map((line) => line.text).join(''), atMs: 5 };
  expect(says('ring-speakers', { nodes: 3 }, traced([all], []))).toEqual({
    about: ['p1'],
    en: 'All 3 lines were written by the parent; each node prints its own lines.',
    zh: '全部 3 行都是由父进程写的；每个节点应输出自己的行。',
  });
});

test('a line of one node that another one wrote is told', () => {
  expect(says('ring-speakers', { nodes: 3 }, traced([hop(1), hop(2, 'p2'), hop(3)], []))?.en).toBe(
    'Node 0 wrote "node 2 hop 2"; each node prints its own lines, and whole.',
  );
});

test('a ring with too few children, or one that ends too early, is told', () => {
  expect(says('ring-nodes', { nodes: 4 }, traced(three, []))?.en).toBe(
    '`uppercase` made 3 children; 4 were wanted, one for each node.',
  );
  const early = [...processes.slice(0, 3), aProcess({ id: 'p4', parent: 'p1', endMs: 5 })];
  expect(says('ring-nodes', { nodes: 3 }, traced(three, [], { processes: early }))?.en).toBe(
    'The child for node 2 (pid 5) had ended before "node 2 hop 2" was printed: a node lives until its last hop.',
  );
});

test('a node that keeps an end of a channel between two others is told which', () => {
  const held = {
    process: 'p2',
    fd: 7,
    object: 'o4',
    access: 'write',
    closeOnExec: false,
    fromMs: 0,
    untilMs: null,
    endedBy: null,
  } as const;
  expect(says('ring-ends', { nodes: 3, hop: 3 }, traced(three, passed, { descriptors: [held] }))).toEqual({
    about: ['p2', 'o4'],
    en: 'Node 0 holds the write end of pipe 4 (fd 7), by which node 1 reaches node 2, and has no use for it: close it.',
    zh: '节点 0持有 pipe 4 的写端（fd 7），那是节点 1通向节点 2的通道，它用不到：应当关闭。',
  });
  const own = { ...held, process: 'p3' };
  expect(says('ring-ends', { nodes: 3, hop: 3 }, traced(three, passed, { descriptors: [own] }))).toBeNull();
});

test('writable memory that two processes share is told, and what they only read is not', () => {
  const memory = {
    ...aPipe({ id: 'o5' }),
    mechanism: 'shared-memory' as const,
    kind: 'anonymous',
    name: 'shared memory 1',
  };
  const map = (process: string, access: 'read' | 'both') => ({
    process,
    object: 'o5',
    access,
    offset: 0,
    bytes: 8,
    fromMs: 0,
    untilMs: null,
  });
  const shared = { objects: [...objects, memory], mappings: [map('p2', 'both'), map('p3', 'read')] };
  expect(says('only-messages', {}, traced(three, passed, shared))?.en).toBe(
    'The child with pid 3 and the child with pid 4 share writable memory (shared memory 1); processes that pass messages share nothing.',
  );
  const constant = { ...shared, mappings: [map('p2', 'read'), map('p3', 'read')] };
  expect(says('only-messages', {}, traced(three, passed, constant))).toBeNull();
});

test('a file that one writes and another reads is a blackboard', () => {
  const file = { ...aPipe({ id: 'o6' }), mechanism: 'file' as const, kind: 'file', name: '/box/turn' };
  const read = message(['p2', 'p3'], 11, { through: 'o6' });
  const board = traced(three, [...passed, read], { objects: [...objects, file] });
  expect(says('only-messages', {}, board)?.en).toBe(
    'The child with pid 3 wrote /box/turn and the child with pid 4 read it: that is a blackboard, and no message.',
  );
});

test('who keeps a node waiting after its neighbour was killed is named', () => {
  const heldBy = [
    { process: 'p2', fd: 8 },
    { process: 'p4', fd: 8 },
  ];
  const blocked = [aBlockedCall({ process: 'p4', call: 'read', object: 'o4', heldBy })];
  const { history } = traced(three, passed, { blocked });
  const run = aRun({ ended: 'deadlock', programs: [aProgramResult({ end: { kind: 'running' } })] });
  expect(says('ring-broke', { killed: 1 }, { run, history })).toEqual({
    about: ['p2', 'p4'],
    en: 'Node 1 is dead, but node 2 still waits: node 0 and node 2 hold the write end of what it reads, too.',
    zh: '节点 1 已死，但节点 2仍在等待：节点 0、节点 2也持有它所读通道的写端。',
  });
});
