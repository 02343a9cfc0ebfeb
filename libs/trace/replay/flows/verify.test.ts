import { expect, test } from 'vitest';
import { aFlow, aPipe, aProcess } from '#libs/testing/a-history';
import { verify } from './verify.js';

function judged(...transfers: readonly ReturnType<typeof aFlow>[]) {
  return verify({
    processes: [aProcess({ id: 'p1', startMs: 0, endMs: 5 }), aProcess({ id: 'p2' })],
    objects: [aPipe({ id: 'o1' })],
    transfers,
    putBytes: new Map([['o1', 8]]),
  });
}

test('arrows that can be true stay as they are', () => {
  const flows = [aFlow('four'), aFlow('more', { sentMs: 5, receivedMs: 5 })];
  expect(judged(...flows)).toEqual({ transfers: flows, warnings: [] });
});

test('an arrow back in time loses its sender', () => {
  const { transfers, warnings } = judged(aFlow('x', { sentMs: 4, receivedMs: 3 }));
  expect(transfers).toMatchObject([{ from: null, fromFd: null, to: 'p2', sentMs: 3, receivedMs: 3 }]);
  expect(warnings).toEqual([
    'A transfer through pipe 1 would go back in time; it is drawn without its sender.',
  ]);
});

test('an arrow from a process that had ended loses its sender', () => {
  const { transfers, warnings } = judged(aFlow('x', { sentMs: 6, receivedMs: 7 }));
  expect(transfers[0]?.from).toBe(null);
  expect(warnings).toEqual([
    'A transfer through pipe 1 would come from a process that was not alive; it is drawn without its sender.',
  ]);
});

test('of more bytes than went in, those that are too many have no sender', () => {
  const { transfers, warnings } = judged(aFlow('five!'), aFlow('four'));
  expect(transfers.map((flow) => flow.from)).toEqual(['p1', null]);
  expect(warnings).toHaveLength(1);
});

test('an arrow through an object that is not there is left out', () => {
  expect(judged(aFlow('x', { through: 'o9' })).transfers).toEqual([]);
});
