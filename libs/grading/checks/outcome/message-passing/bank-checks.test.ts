import { expect, test } from 'vitest';
import type { Sentence } from '#libs/contracts/sentence';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aFlow, aHistory, anExec, aPipe, aProcess } from '#libs/testing/a-history';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import type { Flow } from '#libs/trace/history';
import { conditionKinds } from '../../../conditions.js';
import { drawTransfers } from '../../../runs/draw-transfers.js';
import { seededBytes } from '../../../runs/seeded-data.js';

type Seen = ReturnType<typeof aCaseRun>;

function says(kind: string, condition: object, seen: Seen): Sentence | null {
  const found = conditionKinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`no kind ${kind}`);
  return found.judge(condition, seen);
}

const orders = 'transfer t1 1 2 300\ntransfer t2 2 2 5\ntransfer t3 2 1 1301\n';

function printed(stdout: string, ended: 'programs-ended' | 'wall-time' = 'programs-ended'): Seen {
  const programs = [aProgramResult({ name: 'bank', stdout: Buffer.from(stdout) })];
  const steps = [{ done: true, ms: 5, busyMs: 0, outputBytes: [8] }];
  return aCaseRun({ run: aRun({ programs, ended, steps }), input: Buffer.from(orders) });
}

const books = (stdout: string, over: object = {}) =>
  says('bank-books', { accounts: 2, mayRefuse: true, ...over }, printed(stdout));
const answers = 't2 done\nt1 done\nt3 refused\n';

test('books that follow from the answers are right', () => {
  expect(books(`${answers}account 1 700\naccount 2 1300\ntotal 2000\n`)).toBeNull();
});

test('a balance that the answers do not explain is told, and so is money that is missing', () => {
  expect(books(`${answers}account 1 700\naccount 2 1000\ntotal 1700\n`)?.en).toBe(
    'Account 2 stands at 1000; the transfers that were done make it 1300. The total is 1700; it was 2000 at the start.',
  );
});

test('a transfer that is refused without need, answered twice or never is told', () => {
  const right = 'account 1 700\naccount 2 1300\ntotal 2000\n';
  expect(books(`${answers}${right}`, { mayRefuse: false })?.en).toBe(
    't3 was refused, though account 2 gives less than 1000 in all.',
  );
  expect(books(`t1 done\n${answers}${right}`)?.zh).toBe(
    't1 被回答了 2 次（done、done）；每个编号只回答一次。',
  );
  const stuck = says('bank-books', { accounts: 2 }, printed('t1 done\n', 'wall-time'));
  expect(stuck?.en).toMatch(
    /^2 of 3 transfers were never answered, such as t2 from 2 to 2\. In "one" `uppercase` had not ended/,
  );
});

test('books that are closed while money is on its way are told so', () => {
  expect(books(`t1 done\nt2 done\naccount 1 700\naccount 2 1300\ntotal 2000\nt3 refused\n`)?.en).toBe(
    'The accounts were printed while a transfer is still on its way: t3 from 2 to 1 was answered only afterwards (1 in all).',
  );
});

test('a line that comes too early is quoted, and one that comes later is fine', () => {
  const early = { step: 1, says: { en: 'Too early: "{{line}}".', zh: '太早：“{{line}}”。' } };
  expect(says('not-yet', { ...early, texts: ['t2 done'] }, printed(answers))?.en).toBe(
    'Too early: "t2 done".',
  );
  expect(says('not-yet', { ...early, texts: ['t1 done'] }, printed(answers))).toBeNull();
});

// p1 is the teller, p2 and p3 are the actors 1 and 2; o2 and o3 are their mailboxes, o1 the teller's, o9 the outer standard output.
function traced(messages: readonly Flow[], endMs = 90): Seen {
  const lines = ['t1 done\n', 't2 done\n', 't3 refused\n'];
  const writes = lines.map((text, at) => {
    const offset = lines.slice(0, at).join('').length;
    return aFlow(text, {
      from: 'p1',
      to: null,
      through: 'o9',
      offset,
      sentMs: 20 + at * 20,
      receivedMs: null,
    });
  });
  const history = aHistory({
    processes: [
      aProcess({ id: 'p1', execs: [anExec('bank')], endMs: 100 }),
      ...['p2', 'p3'].map((id) => aProcess({ id, parent: 'p1', endMs })),
    ],
    objects: [
      ...['o1', 'o2', 'o3'].map((id) => aPipe({ id })),
      aPipe({ id: 'o9', outside: 'stdout', madeBy: null }),
    ],
    transfers: [...messages, ...writes],
  });
  const programs = [aProgramResult({ name: 'bank', stdout: Buffer.from(lines.join('')) })];
  return aCaseRun({ run: aRun({ programs }), history, input: Buffer.from(orders) });
}

const letter = (from: string, to: string, sentMs: number): Flow =>
  aFlow('m', { from, to, through: `o${to.slice(1)}`, sentMs, receivedMs: sentMs + 2 });
const first = [letter('p1', 'p2', 1), letter('p2', 'p3', 5), letter('p3', 'p1', 10)];
const others = [
  letter('p1', 'p3', 25),
  letter('p3', 'p1', 30),
  letter('p1', 'p3', 45),
  letter('p3', 'p1', 50),
];

test('money that goes from the giver to the receiver as messages is followed, also by way of the teller', () => {
  expect(says('money-moved', {}, traced([...first, ...others]))).toBeNull();
  const routed = [letter('p1', 'p2', 1), letter('p2', 'p1', 5), letter('p1', 'p3', 8)];
  expect(says('money-moved', {}, traced([...routed, ...others]))).toBeNull();
});

test('an answer before the receiver heard of it, or the giver, is told', () => {
  const early = [letter('p1', 'p2', 1), letter('p2', 'p1', 5)];
  expect(says('money-moved', {}, traced([...early, ...others]))?.en).toBe(
    '"t1 done" was printed before anything that account 1 sent had reached the process of account 2.',
  );
  expect(says('money-moved', {}, traced(others))?.en).toBe(
    '"t1 done" was printed, and no message had reached the process of account 1: who asked it?',
  );
});

test('a bank with too few actors, or with one that ends early, is told so', () => {
  expect(says('bank-actors', { actors: 2 }, traced(first))).toBeNull();
  expect(says('bank-actors', { actors: 3 }, traced(first))?.en).toBe(
    '`uppercase` made 2 child processes; 3 were wanted, an actor for each account.',
  );
  expect(says('bank-actors', { actors: 2 }, traced(first, 30))?.zh).toBe(
    '账户 1 的子进程（pid 3）在最后一笔转账得到回答之前就已结束；角色与银行同寿。',
  );
});

test('drawn orders let nobody give more than others, unless half of them go to and fro', () => {
  const draw = (isHot: boolean) =>
    drawTransfers({ transfers: 80, among: 8, most: 3, isHot }, seededBytes('seed', 320)).trim().split('\n');
  const givers = draw(false).map((line) => line.split(' ')[2]);
  expect(givers.filter((giver) => giver === '5')).toHaveLength(10);
  const hot = draw(true).filter((line) => / (1 2|2 1) [123]$/.test(line));
  expect(hot.length).toBeGreaterThanOrEqual(40);
  expect(draw(false)).toEqual(draw(false));
});
