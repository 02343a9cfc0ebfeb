import { expect, test } from 'vitest';
import type { Sentence } from '#libs/contracts/sentence';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aFlow, aHistory, aPipe, aProcess, anExec } from '#libs/testing/a-history';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import type { History } from '#libs/trace/history';
import { conditionKinds } from '../../../conditions.js';

function says(kind: string, condition: object, seen: History | [History, string]): Sentence | null {
  const [history, stdout] = Array.isArray(seen) ? seen : [seen, ''];
  const found = conditionKinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`no kind ${kind}`);
  const run = aRun({ programs: [aProgramResult({ stdout: Buffer.from(stdout) })] });
  return found.judge(condition, aCaseRun({ history, run }));
}

const delivered = (atMs: number) => ({ name: 'SIGUSR1', atMs, from: 'p0' });

function printing(deliveries: readonly number[], writes: readonly (readonly [string, number])[]): History {
  let offset = 0;
  return aHistory({
    processes: [aProcess({ id: 'p1', execs: [anExec('service')], signals: deliveries.map(delivered) })],
    objects: [aPipe({ id: 'o9', outside: 'stdout' })],
    transfers: writes.map(([text, sentMs]) => {
      const flow = { ...aFlow(text), from: 'p1', to: null, through: 'o9', sentMs, offset };
      offset += text.length;
      return flow;
    }),
  });
}

const usr1 = { line: 'status', signal: 'SIGUSR1' };

test('each line stands behind a delivery, and merged signals need no line of their own', () => {
  const history = printing(
    [1, 3, 5],
    [
      ['status 1\n', 2],
      ['status 3\n', 6],
    ],
  );
  expect(says('signals-behind-lines', usr1, [history, 'status 1\nstatus 3\n'])).toBeNull();
});

test('a line that came before its signal answers none', () => {
  const history = printing([1, 9], [['status 1\nreload\nstatus 2\n', 2]]);
  expect(says('signals-behind-lines', usr1, [history, 'status 1\nreload\nstatus 2\n'])).toEqual({
    about: ['p1'],
    en: 'When line 2 of those that begin with `status` was written, SIGUSR1 had reached your program 1 times: that line does not answer a signal.',
    zh: '写出第 2 个以 `status` 开头的行时，SIGUSR1 只到达你的程序 1 次：这一行并不是对信号的回答。',
  });
  expect(says('signals-behind-lines', usr1, [history, 'reload\n'])?.en).toContain(
    'No line of standard output began',
  );
});

test('a signal that the program sent to itself asks for nothing', () => {
  const own = printing([], [['status 1\n', 3]]);
  const [service] = own.processes;
  if (!service) throw new Error('There is no process.');
  const signals = [{ name: 'SIGUSR1', atMs: 1, from: 'p1' }];
  const history = { ...own, processes: [{ ...service, signals }] };
  expect(says('signals-behind-lines', usr1, [history, 'status 1\n'])?.en).toContain(
    'SIGUSR1 had reached your program 0 times',
  );
});

test('waits that come back with nobody are counted over all processes', () => {
  const history = {
    ...aHistory(),
    vainWaits: new Map([
      ['p1', 150],
      ['p2', 100],
    ]),
  };
  expect(says('waits-asleep', { fewerThan: 251 }, history)).toBeNull();
  expect(says('waits-asleep', { fewerThan: 250 }, history)).toEqual({
    en: '250 wait calls came back with nobody; fewer than 250 were wanted. With WNOHANG in a loop your program asks all the time instead of sleeping until there is something to collect.',
    zh: '有 250 次 wait 调用什么也没等到就返回；应少于 250 次。在循环里使用 WNOHANG，程序就是在不停地询问，而不是睡到有子进程可回收为止。',
  });
});

test('children of its own are counted, and commands only where all together fit', () => {
  const history = aHistory({
    processes: [
      aProcess({ id: 'p1', execs: [anExec('reaper')] }),
      aProcess({ id: 'p2', parent: 'p1' }),
      aProcess({ id: 'p3', parent: 'p1', execs: [anExec('date')] }),
    ],
  });
  expect(says('children-made', { exactly: 1 }, history)).toBeNull();
  expect(says('children-made', { exactly: 2 }, history)).toBeNull();
  expect(says('children-made', { exactly: 3 }, history)).toEqual({
    en: '`uppercase` made 1 child of its own; exactly 3 were wanted.',
    zh: '`uppercase` 创建了 1 个自己的子进程；应当恰好 3 个。',
  });
});
