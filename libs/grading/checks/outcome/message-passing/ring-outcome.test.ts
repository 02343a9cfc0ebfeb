import { expect, test } from 'vitest';
import type { Sentence } from '#libs/contracts/sentence';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import { conditionKinds } from '../../../conditions.js';

function says(kind: string, condition: object, over: Parameters<typeof aProgramResult>[0]): Sentence | null {
  const found = conditionKinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`no kind ${kind}`);
  return found.judge(condition, aCaseRun({ run: aRun({ programs: [aProgramResult(over)] }) }));
}

const lines = (text: string, partly = false) =>
  says('ring-lines', { nodes: 2, hops: 3, partly }, { stdout: Buffer.from(text) });
const whole = 'node 1 hop 1\nnode 0 hop 2\nnode 1 hop 3\n';

test('the lines of a ring are right when each follows the one before', () => {
  expect(lines(whole)).toBeNull();
  expect(lines(whole.slice(0, 20), true)).toBeNull();
});

test('a line too many, too few, torn or out of order is told', () => {
  expect(lines(`node 0 hop 0\n${whole}`)?.en).toBe(
    'Line 1 is "node 0 hop 0": the token begins at node 0 without a hop, so the first line is "node 1 hop 1".',
  );
  expect(lines(`${whole}node 0 hop 4\n`)?.en).toBe(
    'After the 3 lines of the 3 hops came "node 0 hop 4": 4 lines in all.',
  );
  expect(lines(whole.slice(0, 26))?.en).toBe(
    '2 lines were printed; 3 were wanted, the last one being "node 1 hop 3".',
  );
  expect(lines(whole.slice(0, 30))?.zh).toBe('输出以 "node" 结尾，没有换行符。');
  expect(lines('node 1 hop 1\nnode 1 hop 3\nnode 0 hop 2\n')?.en).toBe(
    'Line 2 is "node 1 hop 3", and "node 0 hop 2" comes only as line 3: the lines are out of order.',
  );
  expect(lines('node 0 hop 1\n')?.zh).toBe('第 1 行是 "node 0 hop 1"；应当是 "node 1 hop 1"。');
  expect(lines('', true)?.en).toBe('Not a line was printed.');
});

test('a ring that says that all is well after a death is told so', () => {
  const broke = (over: Parameters<typeof aProgramResult>[0]) => says('ring-broke', { killed: 2 }, over);
  expect(broke({ end: { kind: 'exited', code: 0 } })?.en).toBe(
    'Node 2 was killed, and `uppercase` ended with status 0; status 3 was wanted, for the ring is broken.',
  );
  expect(broke({ end: { kind: 'killed', signal: 15 } })?.en).toContain('was killed by signal 15 itself');
  expect(broke({ end: { kind: 'exited', code: 3 } })?.en).toContain('said nothing on standard error');
  expect(broke({ end: { kind: 'exited', code: 3 }, stderr: Buffer.from('lost\n') })).toBeNull();
});
