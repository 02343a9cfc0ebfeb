import { afterAll, beforeAll, expect, test } from 'vitest';
import { aSandbox, type TestSandbox } from './a-sandbox.js';
import { aStage, lines, numbers, type Stage, type Wanted } from './a-stage.js';

// Which calls a fault meets, and how long they are held.

let box: TestSandbox;
let perform: Stage['perform'];
beforeAll(async () => {
  box = await aSandbox({ prewarmed: 2 });
  perform = aStage(box).perform;
});
afterAll(() => box.sandbox.close());

test('every third wait fails with EINTR, without end', async () => {
  const run = await perform(
    ['child child child child child child'],
    [{ calls: ['wait4', 'waitid'], from: 2, every: 3, times: 'endless', do: { error: 'EINTR' } }],
  );
  // Waits 2, 5 and 8: each is followed by another one.
  expect(numbers(run, 'child')).toEqual([0, 1, 0, 1, 0, 1]);
  expect(run.history?.mishaps?.map(({ call, number }) => [call, number])).toEqual([
    ['wait4', 2],
    ['wait4', 5],
    ['wait4', 8],
  ]);
});

test.each([
  ['pipe', { calls: ['read'], object: 'pipe' }, 'EAGAIN'],
  ['socket', { calls: ['recvfrom'], object: 'socket' }, 'EAGAIN'],
  ['queue', { calls: ['mq_timedreceive'] }, 'EAGAIN'],
  ['old-queue', { calls: ['msgrcv'] }, 'ENOMSG'],
] satisfies [string, Omit<Wanted, 'do'>, string][])(
  'no EINTR meets a call that would not sleep, on an empty %s',
  async (from, met, answer) => {
    const run = await perform([`at-once=${from}`], [{ ...met, do: { error: 'EINTR' } }]);
    expect(lines(run)).toEqual([`at-once ${answer}`]);
    expect(run.history?.mishaps ?? []).toEqual([]);
    const others = await perform([`at-once=${from}`], [{ ...met, do: { error: 'ENOMEM' } }]);
    expect(lines(others)).toEqual(['at-once ENOMEM']);
  },
);

test('calls before a file holds anything are spared, and not counted', async () => {
  const run = await perform(
    ['append=x,1 append=y, append=x,2 append=y,! append=x,3 append=x,4'],
    [
      {
        calls: ['write'],
        object: { path: '/box/x' },
        onceWritten: '/box/y',
        from: 2,
        do: { error: 'ENOSPC' },
      },
    ],
  );
  expect(lines(run)).toEqual(['append 1', 'append 0', 'append 1', 'append 1', 'append 1', 'append ENOSPC']);
});

test('calls are counted for the whole run, or for each process', async () => {
  const says = ['say=a say=b', 'say=a say=b'];
  const fault = { calls: ['write'], object: 'stdout', from: 2, do: { delayMs: 1 } } satisfies Wanted;
  const together = await perform(says, [fault]);
  expect(together.history?.mishaps).toHaveLength(1);
  const apart = await perform(says, [{ ...fault, counting: 'process' }]);
  expect(apart.history?.mishaps?.map(({ process, number }) => [process, number]).toSorted()).toEqual([
    ['p1', 2],
    ['p2', 2],
  ]);
});

test('a delay between two bounds is drawn each time, and the seed draws the same again', async () => {
  const draw = async (seed: string): Promise<readonly number[]> => {
    const delayMs = { from: 0.5, to: 3 };
    const run = await perform(
      ['append=x,1 append=x,2 append=x,3 append=x,4'],
      [{ calls: ['write'], object: { path: '/box/x' }, times: 'endless', do: { delayMs } }],
      { seed },
    );
    return (run.history?.mishaps ?? []).map(({ waitMs }) => waitMs);
  };
  const seven = await draw('seven');
  expect(new Set(seven).size).toBe(4);
  expect(seven.every((ms) => ms >= 0.5 && ms <= 3)).toBe(true);
  expect(await draw('seven')).toEqual(seven);
  expect(await draw('eight')).not.toEqual(seven);
});

test('a delay of half a millisecond is one, and not much more', async () => {
  const run = await perform(
    ['mark append=x,1 us'],
    [{ calls: ['write'], object: { path: '/box/x' }, do: { delayMs: 0.5 } }],
  );
  expect(numbers(run, 'us')[0]).toBeGreaterThan(500);
  expect(run.history?.mishaps).toMatchObject([{ call: 'write', waitMs: 0.5 }]);
});

test.each([
  ['mkdir=d append=d/x,1 rename=d/x,y', { calls: ['rename'], object: { path: '/box/y' } }, 'rename ENOSPC'],
  ['mkdir=d append=d/x,1 rename=d/x,y', { calls: ['rename'], object: { path: '/box/d' } }, 'rename ENOSPC'],
  ['mkdir=d chdir=d append=../x,1', { calls: ['openat'], object: { path: '/box/x' } }, 'append ENOSPC'],
  [
    'mkdir=d append=d/x,1 unlinkat=d,x',
    { calls: ['unlinkat'], object: { path: '/box/d/x' } },
    'unlinkat ENOSPC',
  ],
  ['bind=here', { calls: ['bind'], object: { path: '/box/here' } }, 'bind ENOSPC'],
  ['map=x', { calls: ['mmap'], object: { path: '/box/x' } }, 'map ENOSPC'],
  ['mkdir=d', { calls: ['mkdir'], object: { path: '/box/d' } }, 'mkdir ENOSPC'],
  ['size=/box/acts', { calls: ['stat', 'newfstatat'], object: { path: '/box/acts' } }, 'size ENOSPC'],
  ['setpgid', { calls: ['setpgid'] }, 'setpgid ENOSPC'],
] satisfies [string, Omit<Wanted, 'do'>, string][])(
  'what a call is about may stand in any of its arguments: %s with %j',
  async (words, chosen, says) => {
    const run = await perform([words], [{ ...chosen, do: { error: 'ENOSPC' } }]);
    expect(lines(run).at(-1)).toBe(says);
  },
);

test('a path that only begins like the one that is meant is another one', async () => {
  const run = await perform(
    ['append=data.old,1 append=data,1'],
    [{ calls: ['write'], object: { path: '/box/data' }, do: { error: 'ENOSPC' } }],
  );
  expect(lines(run)).toEqual(['append 1', 'append ENOSPC']);
});

test('a call is held until another program has printed, and goes on at once then', async () => {
  const hold = { until: 'printed', atMostMs: 8_000 } as const;
  const run = await perform(
    ['append=x,1 rename=x,y say=renamed', 'sleep=300 size=x say=done'],
    [{ calls: ['rename'], program: 0, do: { hold } }],
  );
  // Seen by the other one before it printed anything.
  expect(lines(run, 1)).toEqual(['size 1', 'done 0']);
  expect(lines(run)).toEqual(['append 1', 'rename 0', 'renamed 0']);
  expect(run.wallMs).toBeLessThan(6_000);
});

test('a call is held until another program has ended, and no longer than was said', async () => {
  const held = (until: 'ended' | 'printed', atMostMs: number) =>
    perform(
      ['append=x,1 mark unlink=x us', 'sleep=400 size=x'],
      [{ calls: ['unlink'], program: 0, do: { hold: { until, program: 1, atMostMs } } }],
    );
  const ended = await held('ended', 8_000);
  expect(lines(ended, 1)).toEqual(['size 1']);
  expect(numbers(ended, 'us')[0]).toBeLessThan(6_000_000);
  const patience = await held('printed', 50);
  expect(lines(patience, 1)).toEqual(['size ENOENT']);
});

test('who waits for a program that has ended long ago does not wait', async () => {
  const hold = { until: 'ended', atMostMs: 8_000 } as const;
  const run = await perform(
    ['sleep=300 mark say=a us', 'say=b'],
    [{ calls: ['write'], object: 'stdout', program: 0, do: { hold } }],
  );
  expect(numbers(run, 'us')[0]).toBeLessThan(2_000_000);
});

test('a call that is put back before a signal is counted once, and meets what else was meant for it', async () => {
  const chosen = { calls: ['write'], object: { path: '/box/x' }, from: 2 } satisfies Omit<Wanted, 'do'>;
  const run = await perform(
    ['append=x,one append=x,two append=x,three'],
    [
      { ...chosen, do: { short: 1 } },
      { ...chosen, do: { signal: 'CHLD' } },
      { ...chosen, from: 3, do: { short: 2 } },
    ],
  );
  expect(numbers(run, 'append')).toEqual([3, 1, 2]);
  expect(run.history?.mishaps?.map(({ fault, number }) => [fault, number])).toEqual([
    [1, 2],
    [0, 2],
    [2, 3],
  ]);
});

test('the n-th process of a program can be chosen, to meet it or to signal it', async () => {
  const run = await perform(
    ['child child say=end'],
    [{ calls: ['clone', 'fork', 'vfork'], program: { program: 0, process: 0 }, from: 2, do: { delayMs: 1 } }],
  );
  expect(run.history?.mishaps).toMatchObject([{ process: 'p1', number: 2 }]);
});
