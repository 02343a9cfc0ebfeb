import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Trace } from '#libs/contracts/trace';
import { aProcess, aTrace, aTransfer, traceOf } from '#libs/testing/a-trace';
import { anyTrace } from '#libs/testing/any-trace';
import { shapeOf } from './shape.js';

/** The same run with other ids, numbers, names, times and sizes, told in another order. */
function toldDifferently(trace: Trace): Trace {
  const other = (id: string): string => `x${id}`;
  const orNull = (id: string | null): string | null => (id === null ? null : other(id));
  return {
    ...trace,
    processes: trace.processes.toReversed().map((one) => ({
      ...one,
      id: other(one.id),
      pid: one.pid + 100,
      parent: orNull(one.parent),
      command: ['other', 'words'],
      startMs: one.startMs + 7,
    })),
    objects: trace.objects.toReversed().map((one) => ({
      ...one,
      id: other(one.id),
      name: one.mechanism === 'signal' ? one.name : `${one.name} of somebody else`,
      usedBy: one.usedBy.toReversed().map(other),
    })),
    transfers: [...trace.transfers, ...trace.transfers].map((one) => ({
      ...one,
      from: orNull(one.from),
      to: orNull(one.to),
      through: other(one.through),
      bytes: one.bytes + 1,
      sentMs: one.sentMs * 2,
      text: 'something else',
    })),
    leftovers: trace.leftovers
      .toReversed()
      .map((one) => ({ ...one, name: `/${one.name}`, owner: orNull(one.owner) })),
    waits: trace.waits.toReversed().map((one) => ({
      ...one,
      process: other(one.process),
      for: orNull(one.for),
      heldBy: one.heldBy.map(other),
      fd: null,
    })),
  };
}

test('names, numbers, times, sizes and the order of telling do not matter', () => {
  fc.assert(
    fc.property(anyTrace, (trace) => {
      expect(shapeOf(toldDifferently(trace))).toBe(shapeOf(trace));
    }),
  );
});

test('recorded runs of different programs have different shapes', async () => {
  const names = [
    'parent-to-child',
    'keeps-write-end',
    'pipeline',
    'sockets',
    'signals',
    'two-fifos',
    'posix-queue',
  ];
  const shapes = await Promise.all(names.map(async (name) => shapeOf(await traceOf(name))));
  expect(new Set(shapes).size).toBe(names.length);
  for (const shape of shapes) expect(shape).toMatch(/^[0-9a-f]{32}$/);
});

const sent = aTrace({ transfers: [aTransfer({})] });

test.each<[string, Trace]>([
  ['who sends', aTrace({ transfers: [aTransfer({ from: 'p2', to: 'p1' })] })],
  ['whether somebody receives', aTrace({ transfers: [aTransfer({ to: null })] })],
  ['what kind of thing is sent', aTrace({ transfers: [aTransfer({ kind: 'end-of-file' })] })],
  [
    'how a process ends',
    { ...sent, processes: [aProcess({}), aProcess({ id: 'p2', parent: 'p1', exit: { signal: 'SIGPIPE' } })] },
  ],
  ['who made whom', { ...sent, processes: [aProcess({}), aProcess({ id: 'p2' })] }],
  ['what kind of object it is', { ...sent, objects: sent.objects.map((one) => ({ ...one, kind: 'fifo' })) }],
  ['what is left behind', { ...sent, leftovers: [{ kind: 'posix-shm', name: '/x', owner: 'p1' }] }],
  [
    'who waits for whom',
    {
      ...sent,
      waits: [
        {
          process: 'p2',
          thread: null,
          for: 'o1',
          call: 'read',
          heldBy: ['p1'],
          fd: 3,
          sinceMs: 1,
          holders: [],
          says: null,
        },
      ],
    },
  ],
])('it matters %s', (_, other) => {
  expect(shapeOf(other)).not.toBe(shapeOf(sent));
});

test('how many workers do the same does not matter when they are several, and one is not several', () => {
  const workers = (count: number): Trace => {
    const ids = Array.from({ length: count }, (_, at) => `w${at}`);
    return aTrace({
      processes: [aProcess({}), ...ids.map((id) => aProcess({ id, parent: 'p1', exit: { code: 0 } }))],
      transfers: ids.map((id) => aTransfer({ from: id, to: 'p1' })),
    });
  };
  expect(shapeOf(workers(5))).toBe(shapeOf(workers(8)));
  expect(shapeOf(workers(1))).not.toBe(shapeOf(workers(5)));
});
