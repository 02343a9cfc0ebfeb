import { expect, test } from 'vitest';
import type { Sentence } from '#libs/contracts/sentence';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aFlow, aHistory, anExec, aPipe, aProcess } from '#libs/testing/a-history';
import type { DescriptorLife, History } from '#libs/trace/history';
import { conditionKinds } from '../../../conditions.js';

function says(kind: string, condition: object, history: History): Sentence | null {
  const found = conditionKinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`no kind ${kind}`);
  return found.judge(condition, aCaseRun({ history }));
}

const fifo = aPipe({ id: 'o1', kind: 'fifo', name: '/box/meeting-sometoken' });
const processes = [
  aProcess({ id: 'p1', program: 0, execs: [anExec('receive')] }),
  aProcess({ id: 'p2', program: 1, execs: [anExec('send')] }),
];

function end(process: string, access: 'read' | 'write', untilMs: number | null): DescriptorLife {
  return { process, fd: 3, object: 'o1', access, closeOnExec: false, fromMs: 1, untilMs, endedBy: null };
}

const both = { programs: { from: 0, to: 1 }, through: 'fifo', name: '/box/meeting-{{token}}' };

test('two programs that have one FIFO open have met', () => {
  const descriptors = [end('p1', 'read', 9), end('p2', 'write', 8)];
  expect(says('all-opened', both, aHistory({ processes, objects: [fifo], descriptors }))).toBeNull();
});

test('who never opened the FIFO is named', () => {
  const descriptors = [end('p2', 'write', 8)];
  expect(says('all-opened', both, aHistory({ processes, objects: [fifo], descriptors }))).toEqual({
    about: ['o1'],
    en: '`uppercase` never opened the FIFO /box/meeting-sometoken that the others used.',
    zh: '`uppercase`从未打开其他进程所用的 FIFO /box/meeting-sometoken。',
  });
});

test('a FIFO that nobody opened is missed by its name', () => {
  expect(says('all-opened', both, aHistory({ processes, objects: [] }))?.en).toBe(
    'Nobody opened /box/meeting-sometoken as a FIFO.',
  );
});

const passage = { from: { program: 1 }, to: { program: 0 }, through: 'fifo' };
const letter = aFlow('abcdef', { from: 'p2', to: 'p1' });

test('a reader that stays until no writer is left has seen the end, with a read of 0 or by poll', () => {
  const byPoll = { descriptors: [end('p1', 'read', 9), end('p2', 'write', 8)], transfers: [letter] };
  expect(says('outlasted-writers', passage, aHistory({ processes, objects: [fifo], ...byPoll }))).toBeNull();
  const zero = aFlow('', { kind: 'end-of-file', from: 'p2', to: 'p1' });
  const byRead = { descriptors: [end('p1', 'read', 9), end('p2', 'write', null)], transfers: [letter, zero] };
  expect(says('outlasted-writers', passage, aHistory({ processes, objects: [fifo], ...byRead }))).toBeNull();
});

test('a reader that leaves before the last writer is told so', () => {
  const descriptors = [end('p1', 'read', 7), end('p2', 'write', 8)];
  const history = aHistory({ processes, objects: [fifo], descriptors, transfers: [letter] });
  expect(says('outlasted-writers', passage, history)).toEqual({
    about: ['o1'],
    en: 'The receiver left /box/meeting-sometoken while somebody could still write into it: it saw no end-of-file and no hang-up.',
    zh: '接收者离开 /box/meeting-sometoken 时还有进程可以写入：它既没有读到文件结束，也没有得知挂断。',
  });
  expect(says('outlasted-writers', passage, aHistory({ processes, objects: [fifo] }))?.en).toMatch(
    /^No data went/,
  );
});
