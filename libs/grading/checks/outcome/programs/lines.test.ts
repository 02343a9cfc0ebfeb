import { expect, test } from 'vitest';
import type { Sentence } from '#libs/contracts/sentence';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import { conditionKinds } from '../../../conditions.js';

function judge(kind: string, condition: object, seen: Parameters<typeof aCaseRun>[0]): Sentence | null {
  const found = conditionKinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`no kind ${kind}`);
  return found.judge(condition, aCaseRun(seen));
}

/** What is said of programs that printed these texts, all of them meant. */
function says(condition: object, ...outputs: readonly string[]): string | undefined {
  const programs = outputs.map((text, at) =>
    aProgramResult({ name: 'client', pid: 10 + at, stdout: Buffer.from(text) }),
  );
  const all = outputs.length > 1 ? { programs: { from: 0, to: outputs.length - 1 } } : {};
  return judge('lines', { ...all, ...condition }, { run: aRun({ programs }) })?.en;
}

test('tickets that are there once each over all programs are right', () => {
  const tickets = { equal: { numbers: { from: 1, to: 4 } }, order: 'any' };
  expect(says(tickets, '2\n3\n', '1\n4\n')).toBeUndefined();
  expect(says(tickets, '2\n3\n', '1\n3\n')).toBe(
    '`client` (number 2 of 2) printed the line `3`, which was not wanted, or not once more.',
  );
  expect(says(tickets, '2\n3\n', '1\n')).toBe('The line `4` never came.');
  expect(says({ distinct: true }, '2\n', '2\n')).toBe(
    'Both `client` (number 1 of 2) and `client` (number 2 of 2) printed the line `2`; each one was wanted once.',
  );
  expect(says({ distinct: true }, '2\n2\n')).toBe(
    '`client` printed the line `2` twice; each one was wanted once.',
  );
});

test('blocks that lie side by side are right, and gaps and overlaps are told', () => {
  const blocks = { blocks: { sizes: [5, 1, 4] } };
  expect(says(blocks, '0\n', '9\n', '5\n')).toBeUndefined();
  expect(says(blocks, '0\n', '8\n', '5\n')).toBe(
    'The blocks of `client` (number 3 of 3) (5..8) and of `client` (number 2 of 3) (from 8) overlap: some numbers were handed out twice.',
  );
  expect(says(blocks, '0\n', '9\n', '6\n')).toBe(
    'The block of `client` (number 3 of 3) begins at 6; the next number that nobody had was 5.',
  );
  expect(says(blocks, '0\n', '', '5\n')).toBe(
    '`client` (number 2 of 3) was to print one number, the first one of its block; it printed nothing.',
  );
});

test('lines have to come in order, unless any will do, and the word of the run may be in them', () => {
  const equal = ['ready', 'served {{token}}'];
  expect(says({ equal }, 'ready\nserved sometoken\n')).toBeUndefined();
  expect(says({ equal }, 'served sometoken\nready\n')).toBe(
    'Line 1 is `served sometoken` (printed by `client`); `ready` was wanted there.',
  );
  expect(says({ equal, order: 'any' }, 'served sometoken\nready\n')).toBeUndefined();
  expect(says({ equal }, 'ready\n')).toBe('The line `served sometoken` never came.');
  expect(says({ equal }, 'ready\nserved sometoken\nready\n')).toBe(
    '`client` printed the line `ready`, which was not wanted, or not once more.',
  );
});

test('a program has lines of its own, with its pid and its number', () => {
  const equal = { each: '{{pid}} is {{letter}}{{copy}}', of: { from: 0, to: 1 } };
  expect(says({ equal, order: 'any' }, '11 is b1\n', '10 is a0\n')).toBeUndefined();
  expect(says({ equal, order: 'any' }, '11 is b1\n', '10 is b0\n')).toMatch(/printed the line `10 is b0`/);
});

test('what others printed may be what is wanted, and who says nothing proves nothing', () => {
  const programs = (hidden: string) => [
    aProgramResult({ stdout: Buffer.from('got x\n') }),
    aProgramResult({ name: 'sender', stdout: Buffer.from(hidden) }),
  ];
  const equal = { output: 1, picking: '^sent (.*)$' };
  const told = (hidden: string) =>
    judge('lines', { picking: '^got (.*)$', equal }, { run: aRun({ programs: programs(hidden) }) });
  expect(told('began\nsent x\n')).toBeNull();
  expect(told('began\n')?.en).toMatch(/^Those whose lines were to be compared with these printed none/);
});

test('forms, rises, numbers of lines and ends of lines are judged', () => {
  expect(says({ matches: '^[0-9]+ {{token}}$' }, '7 sometoken\n')).toBeUndefined();
  expect(says({ matches: '^[0-9]+ {{token}}$' }, '7 \u0001\n')).toBe(
    '`client` printed the line `7 \\x01`, which has another form than was asked for.',
  );
  expect(says({ rising: true }, '1\n5\n', '2\n3\n')).toBeUndefined();
  expect(says({ rising: true }, '5\n5\n')).toBe(
    '`client` printed `5`, which is not more than `5` before it; rising numbers were wanted.',
  );
  expect(says({ rising: true }, 'x\n')).toMatch(/which is no number/);
  expect(says({ count: 2 }, 'a\n')).toBe('1 lines came in all; 2 were wanted.');
  expect(says({ countEach: { from: 1, to: 2 } }, 'a\n', '')).toBe(
    '`client` (number 2 of 2) printed 0 lines; 1..2 were wanted.',
  );
  expect(says({ count: 1 }, 'a\nb')).toBe(
    'The last line of `client` has no newline: it was cut short, or never ended.',
  );
});

test('the sentence of the exercise stands before what was seen', () => {
  const condition = { count: 1, says: { en: 'Too few.', zh: '太少。' } };
  expect(says(condition, '')).toBe('Too few. 0 lines came in all; 1 were wanted.');
});

const late = { en: '`receive` waits three seconds.', zh: '`receive` 等待三秒。' };

test('who gives up too early or too late is told when', () => {
  const after = (wallMs: number) =>
    judge(
      'took',
      { fromMs: 2700, toMs: 4500, says: late },
      { run: aRun({ programs: [aProgramResult({ wallMs })] }) },
    );
  expect(after(3000)).toBeNull();
  expect(after(120)?.en).toBe(
    '`receive` waits three seconds. It took 0.12 s; between 2.7 and 4.5 s was wanted.',
  );
  expect(after(4600)?.zh).toBe('`receive` 等待三秒。用时 4.6 秒；应为 2.7 到 4.5 秒之间。');
});

test('steps take time, too', () => {
  const steps = [10, 300, 900].map((ms) => ({ done: true, ms, busyMs: 0 }));
  const toMs = (most: number) =>
    judge('took', { steps: { from: 2, to: 3 }, toMs: most, says: late }, { run: aRun({ steps }) });
  expect(toMs(1200)).toBeNull();
  expect(toMs(1100)?.en).toContain('It took 1.2 s; at most 1.1 s was wanted.');
});
