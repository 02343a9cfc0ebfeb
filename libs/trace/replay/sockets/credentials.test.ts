import { expect, test } from 'vitest';
import { accounts } from '../../testing-logs/describe-flows.js';
import { readFixture } from '../../testing-logs/read-fixture.js';
import { toTrace } from '#libs/trace/to-trace';

test('a message carries who the kernel said that its sender was', async () => {
  const history = await readFixture('credentials');
  expect(accounts(history).filter((line) => line.includes('socket pair 1'))).toEqual([
    'p3:5 > socket pair 1 > p1:4 5 of pid 10 uid 0 gid 0',
    'p3:5 > socket pair 1 > p1:4 4 of pid 10 uid 1000 gid 1001',
    'p3:5 > socket pair 1 > - 4 of pid 10 uid 1000 gid 1001',
  ]);
});

test('who asked for the credentials of its peer was told them', async () => {
  const { objects } = toTrace(await readFixture('credentials'));
  const peers = objects.flatMap((object) => object.peers.map((peer) => ({ name: object.name, ...peer })));
  expect(peers.map(({ name, process, credentials }) => [name, process, credentials])).toEqual([
    ['/tmp/s', 'p1', { pid: 9, uid: 0, gid: 0 }],
  ]);
});

test('what a thread writes and another thread reads is told of the threads', async () => {
  const history = await readFixture('credentials');
  const between = history.transfers.filter(({ fromThread }) => fromThread);
  expect(
    between.map(({ from, fromThread, to, toThread, bytes }) => [from, fromThread, to, toThread, bytes]),
  ).toEqual([['p1', 'p1.1', 'p4', 'p4.1', 13]]);
});
