import { expect, test } from 'vitest';
import type { Sentence } from '#libs/contracts/sentence';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import type { Run } from '#libs/sandbox/sandbox';
import { conditionKinds } from '../../../conditions.js';

function says(condition: object, lines: readonly string[], over: Partial<Run> = {}): Sentence | null {
  const found = conditionKinds.find((one) => one.kind === 'child-ends');
  const stdout = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  return (
    found?.judge(condition, aCaseRun({ run: aRun({ programs: [aProgramResult({ stdout })], ...over }) })) ??
    null
  );
}

const killed = {
  mishaps: [{ fault: 0, process: 'p2', thread: null, call: 'pause', number: 1, waitMs: 0, atMs: 1 }],
};

test('each child once, with its code, in any order, and done at the end', () => {
  expect(says({ count: 2 }, ['child 1 exited 1', 'child 0 exited 0', 'done 2'])).toBeNull();
  expect(says({ count: 0 }, ['done 0'])).toBeNull();
});

test('children that were never reported are counted, and why that happens is told', () => {
  expect(says({ count: 2 }, ['child 1 exited 1'])).toEqual({
    en: '2 children ended and 1 of them were reported; `child 0 exited 0` is missing. SIGCHLD says "at least one child has changed": one signal can stand for many ends, and a wait can be interrupted.',
    zh: '2 个子进程都结束了，只报告了 1 个；缺少 `child 0 exited 0`。SIGCHLD 的意思是“至少有一个子进程有了变化”：一个信号可能代表许多个结束；等待也可能被信号打断。',
  });
  expect(says({ count: 1 }, [])?.en).toContain(
    'the kernel throws the status away, and wait() only says ECHILD',
  );
});

test('a killed child is not one that ended with code 0', () => {
  const lines = ['child 0 exited 0', 'child 1 exited 0', 'done 2'];
  expect(says({ count: 2, killed: 1 }, lines, killed)).toEqual({
    en: 'Child 1 was killed by signal 9; `child 1 exited 0` was printed, `child 1 killed 9` was wanted. Signal 9 is not exit code 0: look at WIFEXITED before WEXITSTATUS.',
    zh: '子进程 1 被信号 9 杀死；输出的是 `child 1 exited 0`，应为 `child 1 killed 9`。信号 9 不是退出码 0：先看 WIFEXITED，再取 WEXITSTATUS。',
  });
  expect(
    says({ count: 2, killed: 1 }, ['child 0 exited 0', 'child 1 killed 9', 'done 2'], killed),
  ).toBeNull();
});

test('where nobody was met by the fault nobody has to be killed', () => {
  expect(says({ count: 1, killed: 0 }, ['child 0 exited 0', 'done 1'])).toBeNull();
});

test('a line twice, about nobody, or with a wrong code is told', () => {
  expect(says({ count: 1 }, ['child 0 exited 0', 'child 0 exited 0', 'done 1'])?.en).toBe(
    '`child 0 exited 0` came twice, as line 1 and as line 2: a child ends once.',
  );
  expect(says({ count: 1 }, ['child -1 exited 0', 'done 1'])?.en).toContain(
    'Perhaps the child ended before you wrote down who it was',
  );
  expect(says({ count: 1 }, ['child 0 killed 19', 'done 1'])?.en).toContain(
    'A child that is only stopped has not ended',
  );
  expect(says({ count: 1 }, ['child 0 exited 0'])?.en).toBe(
    'The last line should be `done 1`; it is `child 0 exited 0`.',
  );
});

test('who ended long before another one comes first', () => {
  const before = { early: 1, late: 0 };
  expect(says({ count: 2, before }, ['child 1 exited 1', 'child 0 exited 0', 'done 2'])).toBeNull();
  expect(says({ count: 2, before }, ['child 0 exited 0', 'child 1 exited 1', 'done 2'])).toEqual({
    en: 'Child 1 ended long before child 0, but its line came later: child 1 had ended while you were waiting for another one.',
    zh: '子进程 1 早在子进程 0 之前就结束了，它的那一行却更晚：子进程 1 已经结束，而你在等待另一个。',
  });
});

test('who was stopped until all others had ended comes last', () => {
  expect(says({ count: 2, last: 1 }, ['child 0 exited 0', 'child 1 exited 1', 'done 2'])).toBeNull();
  expect(says({ count: 2, last: 0 }, ['child 0 exited 0', 'child 1 exited 1', 'done 2'])?.en).toBe(
    'Child 0 was stopped until all others had ended, but its line is line 1: a child that is only stopped has not ended.',
  );
});
