import { expect, test } from 'vitest';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import { ringItems } from './ring-items.js';

function item(id: string, number: number): string {
  return `${id}${String(number).padStart(8, '0')}`.repeat(4);
}

function says(...lines: readonly string[]) {
  const stdout = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  const run = aRun({ programs: [aProgramResult({ name: 'consumer', stdout })] });
  return ringItems.judge({ ids: ['apple001', 'basil002'], count: 2 }, aCaseRun({ run }));
}

const [a0, a1, b0, b1] = [item('apple001', 0), item('apple001', 1), item('basil002', 0), item('basil002', 1)];

test('items of two producers may be mixed as long as each one keeps its order', () => {
  expect(says(a0, b0, a1, b1)).toBeNull();
  expect(says(b0, b1, a0, a1)).toBeNull();
});

test('an item that never came is told with its number and whose it was', () => {
  expect(says(a0, b0, b1)).toEqual({
    en: 'Item 1 of ID apple001 never came out: it was overwritten, or its slot was given to another producer too, or it was put where nobody looked.',
    zh: 'ID apple001 的第 1 号元素始终没有出现：它被覆盖，它的槽位同时给了别的生产者，或者放到了没人看的地方。',
  });
  expect(says(a1, b0, b1)?.en).toMatch(/^Item 0 of ID apple001 never came out \(item 1 did\)/);
});

test('an item that comes again, or is made of two, is told', () => {
  expect(says(a0, a0, a1, b0, b1)).toEqual({
    en: 'Item 0 of ID apple001 came out twice, or behind a later one: a slot was taken twice.',
    zh: 'ID apple001 的第 0 号元素出现了两次，或排在了更晚的元素之后：同一个槽位被取了两次。',
  });
  expect(says(a0.slice(0, 32) + b0.slice(32), a1)?.zh).toMatch(/^第 1 行不是一个元素/);
  expect(says('\0'.repeat(64))?.en).toMatch(/^Line 1 is no item: /);
});
