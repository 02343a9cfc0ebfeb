import { expect, test } from 'vitest';
import type { Sentence } from '#libs/contracts/sentence';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aFlow, aHistory, anExec, aPipe, aProcess } from '#libs/testing/a-history';
import type { History } from '#libs/trace/history';
import { conditionKinds } from '../../../conditions.js';

function says(kind: string, condition: object, history: History): Sentence | null {
  const found = conditionKinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`no kind ${kind}`);
  return found.judge(condition, aCaseRun({ history, input: Buffer.from('abcdef') }));
}

const none = { en: 'No byte went.', zh: '没有字节。' };
const fifo = aPipe({ id: 'o1', kind: 'fifo', name: '/box/meeting-sometoken' });
const file = aPipe({ id: 'o2', kind: 'file', name: '/tmp/notes' });
const memory = aPipe({ id: 'o3', kind: 'posix-shm', name: '/board' });

/** Two programs, `send` with a child and `receive`. */
function apart(over: Partial<History> = {}): History {
  return aHistory({
    processes: [
      aProcess({ id: 'p1', program: 0, execs: [anExec('send')] }),
      aProcess({ id: 'p2', program: 1, execs: [anExec('receive')] }),
      aProcess({ id: 'p3', program: 0, parent: 'p1' }),
    ],
    objects: [fifo, file, memory],
    ...over,
  });
}

const meeting = {
  from: { program: 0 },
  to: { program: 1 },
  through: 'fifo',
  name: '/box/meeting-{{token}}',
  none,
};

test('what a program was given has to reach another one through the object that is named', () => {
  expect(says('flow', meeting, apart({ transfers: [aFlow('abcdef')] }))).toBeNull();
  expect(says('flow', meeting, apart({ transfers: [aFlow('abcdef', { through: 'o2' })] }))).toEqual(none);
  expect(says('flow', { ...meeting, name: '/box/other' }, apart({ transfers: [aFlow('abcdef')] }))).toEqual(
    none,
  );
  expect(
    says(
      'flow',
      { ...meeting, through: ['file', 'fifo'], name: undefined },
      apart({ transfers: [aFlow('abc')] }),
    )?.en,
  ).toBe('Only 3 of the 6 input bytes went through /box/meeting-sometoken.');
});

test('children of a program count as its own, unless only the first process is meant', () => {
  const history = apart({ transfers: [aFlow('abcdef', { from: 'p3' })] });
  expect(says('flow', meeting, history)).toBeNull();
  expect(says('flow', { ...meeting, from: { program: 0, only: 'own' } }, history)).toBeNull();
  expect(says('flow', { ...meeting, from: { program: 0, only: 'first' } }, history)).toEqual(none);
});

test('a payload may be a text, or the input in capitals', () => {
  const history = apart({ transfers: [aFlow('sometoken')] });
  expect(says('flow', { ...meeting, payload: { text: '{{token}}' } }, history)).toBeNull();
  expect(says('flow', { ...meeting, payload: { text: 'another word' } }, history)?.en).toBe(
    'No byte went. 9 other bytes went through /box/meeting-sometoken.',
  );
  const capitals = { ...meeting, payload: { input: 'upper-case' } };
  expect(says('flow', capitals, apart({ transfers: [aFlow('ABCDEF')] }))).toBeNull();
});

test('further bytes beside the payload are told where none may be', () => {
  const payload = { text: 'abc' };
  const more = apart({ transfers: [aFlow('abcdef')] });
  expect(says('flow', { ...meeting, payload }, more)).toBeNull();
  expect(says('flow', { ...meeting, payload, exact: true }, more)?.en).toMatch(
    /^6 bytes went through .* where 3 were wanted\.$/,
  );
  expect(says('flow', { ...meeting, exact: true }, more)).toBeNull();
});

test('a message is one transfer of exactly these bytes, with its priority or its type', () => {
  const history = apart({ transfers: [aFlow('note'), aFlow('abcdef', { priority: 3 })] });
  const message = (over: object) => says('flow', { ...meeting, message: over }, history);
  expect(message({})).toBeNull();
  expect(message({ priority: 3 })).toBeNull();
  expect(message({ priority: 4 })?.en).toBe(
    'The message went through /box/meeting-sometoken with priority 3; 4 was wanted.',
  );
  const pieces = apart({ transfers: [aFlow('abc'), aFlow('def', { offset: 3 })] });
  expect(says('flow', { ...meeting, message: {} }, pieces)?.en).toBe(
    'None of the 2 messages through /box/meeting-sometoken was exactly the 6 bytes that were wanted; they had 3 bytes.',
  );
});

test('an end-of-file is looked for where the payload went', () => {
  const transfers = [aFlow('abcdef')];
  const end = aFlow('', { kind: 'end-of-file' });
  const { none: _, ...passage } = meeting;
  expect(says('saw-end-of-file', passage, apart({ transfers: [...transfers, end] }))).toBeNull();
  expect(says('saw-end-of-file', passage, apart({ transfers }))?.en).toMatch(/^Nobody read \/box\/meeting/);
  expect(says('saw-end-of-file', passage, apart())?.en).toMatch(/^No data went the way/);
});

const only = { between: { from: 0, to: 1 }, allow: [{ kinds: 'fifo', name: '/box/meeting-{{token}}' }] };

test('bytes that go another way between two programs are told, with the way', () => {
  const transfers = [aFlow('abcdef'), aFlow('psst', { from: 'p3', through: 'o2' })];
  expect(says('no-other-channel', only, apart({ transfers: [aFlow('abcdef')] }))).toBeNull();
  expect(says('no-other-channel', only, apart({ transfers }))).toEqual({
    about: ['o2', 'p3', 'p2'],
    en: '4 bytes went from a child process of `send` to `receive` through /tmp/notes (file); at most 0 may go another way than the task allows.',
    zh: '有 4 个字节经 /tmp/notes（file）从`send`的子进程到达`receive`；任务所允许的路径之外至多可走 0 个字节。',
  });
  expect(says('no-other-channel', { ...only, mostBytes: 4 }, apart({ transfers }))).toBeNull();
});

test('within a program nothing is a channel, unless its processes are meant', () => {
  const transfers = [aFlow('psst', { to: 'p3', through: 'o2' })];
  expect(says('no-other-channel', only, apart({ transfers }))).toBeNull();
  const within = { between: { processesOf: 0 } };
  expect(says('no-other-channel', within, apart({ transfers }))?.en).toMatch(/through \/tmp\/notes/);
});

function span(process: string, access: 'read' | 'both') {
  return { process, object: 'o3', access, offset: 0, bytes: 4096, fromMs: 0, untilMs: null };
}

test('all objects of a folder can be allowed at once', () => {
  const history = apart({ transfers: [aFlow('psst', { from: 'p3', through: 'o2' })] });
  const allowed = (name: string) => ({ ...only, allow: [{ kinds: 'file', name }] });
  expect(says('no-other-channel', allowed('/tmp/'), history)).toBeNull();
  expect(says('no-other-channel', allowed('/tmp'), history)?.en).toMatch(/through \/tmp\/notes/);
});

test('memory that one can write and another one has is a channel', () => {
  const shared = apart({ mappings: [span('p2', 'read'), span('p1', 'both')] });
  expect(says('no-other-channel', only, shared)?.en).toBe(
    '`send` and `receive` share memory that can be written: /board (posix-shm). The task does not allow this way between them.',
  );
  expect(
    says('no-other-channel', { ...only, allow: [{ kinds: ['posix-shm'], name: '/board' }] }, shared),
  ).toBeNull();
  const read = apart({ mappings: [span('p2', 'read'), span('p1', 'read')] });
  expect(says('no-other-channel', only, read)).toBeNull();
});

test('an output is looked at by program', () => {
  const outputs = ['o8', 'o9'].map((id) => aPipe({ id, outside: 'stdout', madeBy: null }));
  const given = (process: string, object: string) => {
    const until = { closeOnExec: false, fromMs: 0, untilMs: null, endedBy: null };
    return { process, fd: 1, object, access: 'write' as const, ...until };
  };
  const history = apart({
    objects: outputs,
    descriptors: [given('p1', 'o8'), given('p2', 'o9')],
    transfers: [aFlow('x', { from: 'p1', to: 'p0', through: 'o8' })],
  });
  expect(says('output-by', { party: { program: 0 }, of: 0 }, history)).toBeNull();
  expect(says('output-by', { party: { program: 1 }, of: 1 }, history)?.en).toBe(
    'Nobody wrote to standard output.',
  );
});
