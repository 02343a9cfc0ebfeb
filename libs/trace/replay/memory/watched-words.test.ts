import { expect, test } from 'vitest';
import type { History } from '#libs/trace/history';
import { readTracerHistory } from '../../read-history.js';
import { accounts } from '../../testing-logs/describe-flows.js';
import { StreamMaker } from '../../testing-streams/make-stream.js';

const [shared, size] = [0x10000, 4096];
const word = shared + 16;

/** Task 3 maps memory that it shares with its child 4; then what `tell` adds. */
async function aHistory(tell: (stream: StreamMaker) => StreamMaker): Promise<History> {
  const start = new StreamMaker()
    .enter(3, { name: 'execve', args: [1, 2, 3] }, [{ argument: 0, bytes: Buffer.from('./a') }])
    .leave(3, 0)
    // MAP_SHARED | MAP_ANONYMOUS
    .enter(3, { name: 'mmap', args: [0, size, 3, 0x21, -1, 0] })
    .leave(3, shared)
    .enter(3, { name: 'clone', args: [17] })
    .leave(3, 4);
  const stream = tell(start).died(4, 0).died(3, 0);
  const chunks = (async function* () {
    yield stream.bytes();
  })();
  return readTracerHistory(chunks, [{ pid: 3, program: 'a' }]);
}

const arrows = (history: History): readonly string[] =>
  accounts(history).map(
    (account, at) => `${account} ${Buffer.from(history.transfers[at]?.head ?? []).toString()}`,
  );

test('what one process stores and another one loads is an arrow with the value, and no guess', async () => {
  const history = await aHistory((stream) =>
    stream
      .access(3, { kind: 'store', address: word, value: 42n })
      .access(4, { kind: 'load', address: word, before: 42n, value: 42n }),
  );
  expect(arrows(history)).toEqual(['p1 > shared mapping 1 > p2 8 42']);
  expect(history.transfers[0]).toMatchObject({ offset: 16, inferred: false });
  expect(history.accesses).toMatchObject([
    { process: 'p1', kind: 'store', offset: 16, bytes: 8, before: '0', value: '42', isSure: true },
    { process: 'p2', kind: 'load', offset: 16, bytes: 8, before: '42', value: '42', isSure: true },
  ]);
  expect(history.warnings).toEqual([]);
});

test('a value that is loaded again and again is one arrow to each who loads it', async () => {
  const load = { kind: 'load', address: word, value: 42n } as const;
  const history = await aHistory((stream) =>
    stream
      .access(3, { ...load, kind: 'store' })
      .access(3, load)
      .access(4, load)
      .access(4, load),
  );
  expect(arrows(history)).toEqual(['p1 > shared mapping 1 > p2 8 42']);
  expect(history.accesses).toHaveLength(4);
});

test('a value that was stored last is the one that is loaded', async () => {
  const history = await aHistory((stream) =>
    stream
      .access(3, { kind: 'store', address: word, value: 1n })
      .access(4, { kind: 'store', address: word, value: 2n })
      .access(4, { kind: 'load', address: word, value: 2n })
      .access(3, { kind: 'load', address: word, value: 2n }),
  );
  expect(arrows(history)).toEqual(['p2 > shared mapping 1 > p1 8 2']);
});

test('a value that nobody was seen to store has no arrow', async () => {
  const history = await aHistory((stream) =>
    stream
      .access(4, { kind: 'load', address: word, value: 0n })
      .access(3, { kind: 'store', address: word, value: 1n })
      .access(4, { kind: 'load', address: word, value: 7n })
      .access(4, { kind: 'load', address: word + 8, value: 1n }),
  );
  expect(history.transfers).toEqual([]);
});

test('where somebody else was at the word too, the arrow is a conclusion', async () => {
  for (const unsure of ['store', 'load'] as const) {
    const history = await aHistory((stream) =>
      stream
        .access(3, { kind: 'store', address: word, value: 1n, isSure: unsure !== 'store' })
        .access(4, { kind: 'load', address: word, value: 1n, isSure: unsure !== 'load' }),
    );
    expect(arrows(history)).toEqual(['p1 > shared mapping 1 > p2 8 inferred 1']);
  }
});

test('large numbers are told in hexadecimal, for they are likely none', async () => {
  const history = await aHistory((stream) =>
    stream.access(3, { kind: 'store', address: word, before: 2_147_483_647n, value: 0xffff_ffff_ffff_ffffn }),
  );
  expect(history.accesses).toMatchObject([{ before: '2147483647', value: '0xffffffffffffffff' }]);
});

test('what lies nowhere in shared memory is told of nothing', async () => {
  const history = await aHistory((stream) =>
    stream.access(3, { kind: 'store', address: 0x500, value: 1n }).snapshot(3, 0x500, Buffer.from('abc')),
  );
  expect([history.accesses, history.snapshots]).toEqual([[], []]);
});

test('a copy of memory is told with its place, and that no more are told is a warning', async () => {
  const history = await aHistory((stream) =>
    stream
      .snapshot(4, word, Buffer.from([42, 0]))
      .snapshot(4, word, Buffer.alloc(0))
      .noMoreAccesses(4),
  );
  expect(history.snapshots).toMatchObject([{ process: 'p2', offset: 16, content: '2a00' }]);
  expect(history.warnings).toEqual([
    'Memory changed so often that later copies of it are not told.',
    'Watched words were used so often that later stores and loads are not told.',
  ]);
});

/** The child waits at a futex in the memory, and its parent wakes it. */
function wake(stream: StreamMaker): StreamMaker {
  return stream
    .enter(4, { name: 'futex', args: [shared, 0, 0, 0, 0, 0] })
    .enter(3, { name: 'futex', args: [shared, 1, 1, 0, 0, 0] })
    .leave(4, 0)
    .leave(3, 1);
}

test('where the word that carried the data was seen none is inferred beside it', async () => {
  const data = (history: History) => arrows(history).filter((arrow) => !arrow.includes('wake'));
  const unseen = await aHistory(wake);
  expect(data(unseen)).toEqual(['p1 > shared mapping 1 > p2 0 inferred ']);
  const seen = await aHistory((stream) =>
    wake(stream.access(3, { kind: 'store', address: word, value: 5n })).access(4, {
      kind: 'load',
      address: word,
      value: 5n,
    }),
  );
  expect(data(seen)).toEqual(['p1 > shared mapping 1 > p2 8 5']);
});
