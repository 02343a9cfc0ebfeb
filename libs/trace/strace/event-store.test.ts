import { expect, test } from 'vitest';
import { EventStore } from './event-store.js';

const at = (position: number) => ({ position, ms: position });
const task = { index: 0, tid: 10, born: at(1) };

test('a call that came back later happens twice, in its place among the others, and is one object', () => {
  const store = new EventStore([task], () => expect.unreachable());
  const slow = store.reserve(task, at(1));
  const quick = store.reserve(task, at(2));
  store.fill(quick, { text: 'close(3) = 0', left: at(2) });
  store.fill(slow, { text: 'read(3, "ü", 2) = 2', left: at(3) });
  const effects = [...store.effects()];
  expect(
    effects.map(({ position, phase, event }) => [position, phase, event.kind === 'call' && event.name]),
  ).toEqual([
    [1, 'enter', 'read'],
    [2, 'enter', 'close'],
    [2, 'leave', 'close'],
    [3, 'leave', 'read'],
  ]);
  expect(effects[0]?.event).toBe(effects[3]?.event);
  expect(effects[0]?.event).toMatchObject({ args: ['3', '"ü"', '2'] });
});

test('an event that was never filled does not exist, and one that makes no sense is told by its line', () => {
  const lines: number[] = [];
  const store = new EventStore([task], (line) => lines.push(line));
  store.reserve(task, at(1));
  store.fill(store.reserve(task, at(2)), { text: 'read(3, "', left: at(2) });
  expect([...store.events()]).toEqual([]);
  expect(lines).toEqual([2]);
});
