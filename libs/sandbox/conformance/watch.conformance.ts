import { afterAll, beforeAll, expect, test } from 'vitest';
import { SnapshotRequest, Watch } from '#libs/contracts/watch';
import type { Run } from '../sandbox.js';
import { aSandbox, printed, type TestSandbox } from './a-sandbox.js';

// Words of shared memory that are watched, and pieces that are copied, as programs use them.

let box: TestSandbox;
beforeAll(async () => void (box = await aSandbox({ prewarmed: 2 })));
afterAll(() => box.sandbox.close());

const word = (some: Partial<Watch> = {}): Watch =>
  Watch.parse({ object: 'anonymous', offset: 16, bytes: 8, ...some });

async function watch(manner: string, ...watches: readonly Watch[]): Promise<Run> {
  const run = await box.attack('watched', [manner], { watches, traced: true });
  expect(run).toMatchObject({ ended: 'programs-ended', programs: [{ end: { kind: 'exited', code: 0 } }] });
  return run;
}

/** `p2 store 101`, with a question mark where it is not sure. */
function accessesOf(run: Run): readonly string[] {
  return (run.history?.accesses ?? []).map(
    ({ process, kind, value, isSure }) => `${process} ${kind} ${value}${isSure ? '' : '?'}`,
  );
}

/** Arrows that carry data: `p1 > p2 42`. */
function arrowsOf(run: Run): readonly string[] {
  return (run.history?.transfers ?? [])
    .filter(({ kind, head }) => kind === 'data' && /^\w+$/.test(Buffer.from(head).toString()))
    .map(
      ({ from, to, head, inferred }) =>
        `${from} > ${to} ${Buffer.from(head).toString()}${inferred === true ? ' inferred' : ''}`,
    );
}

test('each store of two children is told, with its value and who it was', async () => {
  const run = await watch('turns', word());
  expect(accessesOf(run)).toEqual([
    ...[1, 2, 3, 4, 5].map((i) => `p2 store ${100 + i}`),
    ...[1, 2, 3, 4, 5, 6].map((i) => `p3 store ${200 + i}`),
  ]);
  expect(run.history?.accesses?.map(({ before }) => before).slice(0, 3)).toEqual(['0', '101', '102']);
  expect(run.history?.accesses?.every(({ offset, bytes }) => offset === 16 && bytes === 8)).toBe(true);
  expect(run.history?.warnings).toEqual([]);
});

test('of stores at the same time each is told of the right one, and no value is claimed that is not certain', async () => {
  const run = await watch('race', word());
  const told = run.history?.accesses ?? [];
  expect(told.filter(({ process }) => process === 'p2')).toHaveLength(5);
  expect(told.filter(({ process }) => process === 'p3')).toHaveLength(6);
  // Whoever stores adds one to what it found: of two sure ones in a row the second has more.
  for (const [at, access] of told.entries())
    if (access.isSure && told[at - 1]?.isSure === true && access.process === told[at - 1]?.process)
      expect(Number(access.value)).toBeGreaterThan(Number(access.before));
});

test('where a seed decides who runs when every value is certain, and so is who loaded what', async () => {
  for (const seed of [1, 2, 3]) {
    const schedule = { seed, steps: 300_000 };
    const watches = [word({ loads: true })];
    const run = await box.attack('watched', ['race'], { watches, schedule, traced: true });
    const told = run.history?.accesses ?? [];
    expect(told.filter(({ kind }) => kind === 'store')).toHaveLength(11);
    expect(told.filter(({ isSure }) => !isSure)).toEqual([]);
    // Whoever stores adds one to what it loaded itself, whatever has come to stand there since.
    for (const [at, { kind, process, value }] of told.entries()) {
      const own = told.slice(0, at).findLast((one) => one.process === process);
      if (kind === 'store') expect([own?.kind, Number(own?.value) + 1]).toEqual(['load', Number(value)]);
    }
    expect(arrowsOf(run).filter((arrow) => arrow.endsWith('inferred'))).toEqual([]);
  }
});

test('an object with a name is the same word at two addresses, and what is loaded from it is a true arrow', async () => {
  const run = await watch('name', word({ object: '/dev/shm/word', bytes: 4, loads: true }));
  expect(printed(run)).toBe('42\n');
  expect(accessesOf(run)).toEqual(['p1 store 42', 'p2 load 42', 'p1 store 0xffffffff']);
  expect(arrowsOf(run)).toEqual(['p1 > p2 42']);
  const object = run.history?.objects.find(({ id }) => id === run.history?.accesses?.[0]?.object);
  expect(object?.kind).toBe('posix-shm');
});

test('a System V segment is watched wherever it is attached, also after it was detached', async () => {
  const run = await watch('system-v', word({ object: 'system-v', offset: 8, bytes: 4 }));
  expect(accessesOf(run)).toEqual(['p2 store 7', 'p1 store 8']);
});

test('a file is watched by its offset, and nothing else that comes to lie at the same address', async () => {
  const run = await watch('file', word({ object: '/box/data', offset: 4096 + 24, bytes: 2 }));
  expect(accessesOf(run)).toEqual(['p1 store 48879', 'p1 store 2', 'p1 store 3']);
});

test('a thread that runs while memory is mapped is watched too', async () => {
  const run = await watch('threads', word());
  expect(run.history?.accesses?.map(({ thread, value }) => [thread !== null, value])).toEqual([
    [true, '5'],
    [false, '6'],
  ]);
});

test('a child that loads what its parent stored has it from there', async () => {
  const run = await watch('loads', word({ loads: true }));
  expect(accessesOf(run)).toEqual(['p1 store 99', 'p2 load 99']);
  expect(arrowsOf(run)).toEqual(['p1 > p2 99']);
});

test('a program that is executed is not watched by the registers of the one before', async () => {
  expect(accessesOf(await watch('exec', word()))).toEqual(['p1 store 1']);
});

test('traps of a program are its own, and those of its stores are not', async () => {
  const run = await watch('trap', word());
  expect(printed(run)).toBe('traps 2\n');
  expect(accessesOf(run)).toEqual(['p1 store 1', 'p1 store 2']);
});

test('four words of all sizes are watched at once, and no byte beside them', async () => {
  const words = [
    [0, 8],
    [8, 4],
    [12, 2],
    [17, 1],
  ] as const;
  const run = await watch('four', ...words.map(([offset, bytes]) => word({ offset, bytes })));
  expect(run.history?.accesses?.map(({ offset, bytes, value }) => [offset, bytes, value])).toEqual([
    [0, 8, '1'],
    [8, 4, '2'],
    [12, 2, '3'],
    [17, 1, '4'],
  ]);
});

test('a hot loop is told until there are too many stores, and ends', async () => {
  const run = await watch('hot', word());
  expect(run.history?.accesses).toHaveLength(20_000);
  expect(run.history?.warnings).toEqual([
    'Watched words were used so often that later stores and loads are not told.',
  ]);
});

test('what the kernel stores for a call is the store of nobody', async () => {
  const run = await watch('call', word());
  expect(run.history?.accesses).toMatchObject([{ before: '0', value: '1', kind: 'store' }]);
});

test('memory is copied when it has changed', async () => {
  const snapshots = [SnapshotRequest.parse({ object: '/dev/shm/word', offset: 16, bytes: 4 })];
  const run = await box.attack('watched', ['name'], { snapshots, traced: true });
  expect(run.history?.snapshots?.map(({ content, offset }) => [content, offset])).toEqual([
    ['00000000', 16],
    ['2a000000', 16],
    ['ffffffff', 16],
  ]);
});

test('more than the processor can watch is our mistake, and so is a run that is not traced', async () => {
  const words = [0, 8, 16].map((offset) => word({ offset, loads: true }));
  await expect(box.attack('watched', ['four'], { watches: words, traced: true })).rejects.toThrow(
    'registers',
  );
  await expect(box.attack('watched', ['four'], { watches: [word()] })).rejects.toThrow('traced');
});
