import { expect, test } from 'vitest';
import { accounts } from '../../testing-logs/describe-flows.js';
import { readFixture } from '../../testing-logs/read-fixture.js';

test('mutexes that lend priority, waits that are moved on, and waits at several words are woken by whom they were', async () => {
  const history = await readFixture('pi-mutexes');
  expect(accounts(history).filter((line) => line.includes('wake'))).toEqual([
    'p1 > shared mapping 1, byte 0 > p2 wake',
    'p3 > shared mapping 1, byte 40 > p4 wake by exit of p3 inferred',
    'p1 > shared mapping 1, byte 80 > p5 wake',
    'p1 > shared mapping 1, byte 84 > p6 wake',
    'p1 > shared mapping 1, byte 88 > p7 wake',
    'p1 > shared mapping 1, byte 84 > p8 wake',
  ]);
  expect(history.warnings).toEqual([]);
});

test('memory that becomes writable, and moves, is mapped as it is then', async () => {
  const history = await readFixture('pi-mutexes');
  const second = history.objects.find(({ name }) => name === 'shared mapping 2');
  const own = history.mappings.filter(({ object, process }) => object === second?.id && process === 'p1');
  const rest = own.map(({ access, offset, bytes, untilMs }) => [access, offset, bytes, untilMs === null]);
  expect(rest).toEqual([
    ['read', 0, 8192, false],
    ['read', 4096, 4096, false],
    ['both', 0, 4096, true],
    ['read', 4096, 12288, true],
  ]);
});
