import { expect, test } from 'vitest';
import type { History } from '#libs/trace/history';
import { accounts } from '../testing-logs/describe-flows.js';
import { readFixture } from '../testing-logs/read-fixture.js';

/** The transfers through objects whose name has a text in it. */
function through(history: History, name: string): readonly string[] {
  return accounts(history).filter((line) => line.includes(name));
}

test('a connection that was begun and then refused leaves nothing behind', async () => {
  const history = await readFixture('gatherings');
  expect(history.objects.filter(({ name }) => name === '' || name.startsWith('127.0.0.1:4000'))).toEqual([]);
  expect(history.warnings).toEqual([]);
});

test('a datagram for a group reaches each of its members', async () => {
  const history = await readFixture('gatherings');
  expect(through(history, '239.1.2.3:5007')).toEqual([
    'p1:3 > 239.1.2.3:5007 > p3:3 6',
    'p1:3 > 239.1.2.3:5007 > p2:3 6',
  ]);
});

test('of several that listen at one port, the one that accepted a connection got its bytes', async () => {
  const history = await readFixture('gatherings');
  expect(through(history, '127.0.0.1:4100')).toEqual([
    'p1:6 > 127.0.0.1:4100 > p5:7 7',
    'p5:7 > 127.0.0.1:4100 > p1:6 1',
    'p1:6 > 127.0.0.1:4100 #2 > p4:7 7',
    'p4:7 > 127.0.0.1:4100 #2 > p1:6 1',
    'p1:6 > 127.0.0.1:4100 #3 > p5:7 7',
    'p5:7 > 127.0.0.1:4100 #3 > p1:6 1',
    'p1:6 > 127.0.0.1:4100 #4 > p5:7 7',
    'p5:7 > 127.0.0.1:4100 #4 > p1:6 1',
  ]);
});

test('a descriptor of a process is an object, whether a fork gave it or it was asked for', async () => {
  const history = await readFixture('gatherings');
  const pidfds = history.objects.filter(({ kind }) => kind === 'pidfd');
  expect(pidfds.map(({ name, madeBy, touchedBy }) => [name, madeBy, touchedBy])).toEqual([
    ['pidfd of pid 13', 'p1', ['p6']],
    ['pidfd of pid 14', 'p1', ['p7']],
  ]);
  expect(through(history, 'SIGTERM')).toContain('p1 > SIGTERM > p6 signal');
});

test('an event on a file comes from who changed it, as inferred', async () => {
  const history = await readFixture('gatherings');
  expect(through(history, 'inotify 1')).toEqual([
    'p8 > inotify 1 > p1:8 wake IN_CREATE new inferred',
    'p8:8 > inotify 1 > p1:8 wake IN_CLOSE_WRITE new inferred',
  ]);
});

test('a file in /dev/shm is shared memory, however it was opened', async () => {
  const history = await readFixture('gatherings');
  const segments = history.objects.filter(({ kind }) => kind === 'posix-shm');
  expect(segments.map(({ mechanism, name }) => [mechanism, name])).toEqual([
    ['shared-memory', '/board'],
    ['shared-memory', '/sub/inner'],
  ]);
});
