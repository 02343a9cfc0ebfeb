import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTracerHistory } from '../read-history.js';
import { type NewCall, StreamMaker } from '../testing-streams/make-stream.js';
import { toTrace } from '../to-trace.js';
import { BrokenStream } from './read-records.js';
import { readStream } from './read-stream.js';

async function* inPieces(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

const call = (name: string, ...args: readonly number[]): NewCall => ({ name, args });
const program = [Buffer.from('./greet')].map((bytes) => ({ argument: 1, bytes }));
const pipe = { argument: 0, fd: 4, target: 'pipe:[77]' };
const greeting = { argument: 1, bytes: Buffer.from('hello "<you>"\n') };

/** Task 3 forks 4, which writes to a pipe that 3 reads. */
function aStream(): StreamMaker {
  return new StreamMaker()
    .enter(3, call('execve', 1, 2, 3), [{ argument: 0, bytes: Buffer.from('./greet') }, ...program])
    .leave(3, 0)
    .enter(3, call('clone', 17))
    .enter(4, call('write', 4, 0x1000, 14), [pipe, greeting])
    .leave(3, 4)
    .enter(3, call('read', 3, 0x2000, 4096), [{ ...pipe, fd: 3 }])
    .leave(4, 14)
    .leave(3, 14, [greeting])
    .enter(4, call('exit_group', 0))
    .died(4, 0)
    .enter(3, call('wait4', 4, 0x3000, 0, 0))
    .leave(3, 4, [{ argument: 1, bytes: Buffer.from([0, 0, 0, 0]) }])
    .enter(3, call('exit_group', 7))
    .died(3, 7 << 8);
}

function textsOf(log: Awaited<ReturnType<typeof readStream>>): string[] {
  return [...log.events()].flatMap((event) =>
    event.kind === 'call' ? [`${event.task.tid} ${event.name}(${event.args.join(', ')})`] : [],
  );
}

test('calls become the words that strace has for them, in the order in which they were entered', async () => {
  const log = await readStream(inPieces(aStream().bytes(), [1000]));
  expect(textsOf(log)).toEqual([
    '3 execve("./greet", ["./greet"], 0x3)',
    '3 clone(flags=SIGCHLD, 0x0, 0x0, 0x0, 0x0)',
    '4 write(4<pipe:[77]>, "hello \\x22\\x3cyou\\x3e\\x22\\x0a", 14)',
    '3 read(3<pipe:[77]>, "hello \\x22\\x3cyou\\x3e\\x22\\x0a", 4096)',
    '4 exit_group(0)',
    '3 wait4(4, [{WIFEXITED(s) && WEXITSTATUS(s) == 0}], 0, 0x0)',
    '3 exit_group(7)',
  ]);
  expect(log.warnings).toEqual([]);
});

test('what one process writes and another reads is one transfer with its bytes', async () => {
  const roots = [{ pid: 3, program: 'greet' }];
  const trace = toTrace(await readTracerHistory(inPieces(aStream().bytes(), [1000]), roots));
  const data = trace.transfers.filter((transfer) => transfer.kind === 'data');
  expect(data).toMatchObject([{ from: 'p2', to: 'p1', bytes: 14, text: 'hello "<you>"\\n' }]);
  expect(trace.processes.map((life) => life.exit)).toEqual([{ running: true }, { code: 7 }, { code: 0 }]);
});

test('it does not matter in which pieces a stream comes', async () => {
  const bytes = aStream().bytes();
  const whole = textsOf(await readStream(inPieces(bytes, [bytes.length])));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), async (sizes) => {
      expect(textsOf(await readStream(inPieces(bytes, sizes)))).toEqual(whole);
    }),
    { numRuns: 50 },
  );
});

test('a call that never came back is kept, and so is one whose thread became its leader', async () => {
  const stream = aStream().enter(5, call('read', 3, 0, 1), [{ ...pipe, fd: 3 }]);
  expect(textsOf(await readStream(inPieces(stream.bytes(), [500]))).at(-1)).toBe(
    '5 read(3<pipe:[77]>, NULL, 1)',
  );
  const exec = new StreamMaker()
    .enter(9, call('execve', 0, 0, 0))
    .replaced(8, 9)
    .leave(8, 0)
    .died(8, 0);
  const log = await readStream(inPieces(exec.bytes(), [500]));
  expect([...log.events()].map((event) => event.kind)).toEqual(['call', 'death']);
  expect(log.deaths[0]?.task.tid).toBe(8);
});

test('a stream that was cut says so', async () => {
  const log = await readStream(inPieces(aStream().cut().bytes(), [500]));
  expect(log.warnings).toEqual(['The trace grew too large and was cut: what came later was not seen.']);
});

test('a stream that ends anywhere gives what came until then, and none at all is our failure', async () => {
  const bytes = aStream().bytes();
  const whole = textsOf(await readStream(inPieces(bytes, [bytes.length])));
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: bytes.length }), async (end) => {
      const read = readStream(inPieces(bytes.subarray(0, end), [64]));
      const came = await read.then(textsOf, (cause: unknown) => cause);
      if (Array.isArray(came)) expect(came.length).toBeLessThanOrEqual(whole.length);
      else expect(came).toBeInstanceOf(BrokenStream);
    }),
  );
});

test('whatever the bytes are, reading ends: with a log or with our failure', async () => {
  const bytes = aStream().bytes();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      async (changes) => {
        const spoilt = Buffer.from(bytes);
        for (const [at, value] of changes) spoilt[at] = value;
        const read = readStream(inPieces(spoilt, [64]));
        await expect(read.then(textsOf, (cause: unknown) => cause)).resolves.toBeDefined();
      },
    ),
    { numRuns: 300 },
  );
});

test('a thread that executes a program before its leader has heard that it was made is no process of its own', async () => {
  const cloneThread = 0x3d0f00;
  const stream = new StreamMaker()
    .enter(3, call('execve', 1, 2, 3), [{ argument: 0, bytes: Buffer.from('./greet') }, ...program])
    .leave(3, 0)
    .enter(3, call('clone', cloneThread))
    .enter(4, call('execve', 1, 2, 3), [{ argument: 0, bytes: Buffer.from('./again') }, ...program])
    .replaced(3, 4)
    .leave(3, 0)
    .enter(3, call('exit_group', 0))
    .died(3, 0);
  const history = await readTracerHistory(inPieces(stream.bytes(), [1000]), [{ pid: 3, program: 'greet' }]);
  const lives = history.processes.filter((one) => one.role !== 'harness');
  expect(lives.map((one) => one.execs.map(({ path }) => path))).toEqual([['./greet', './again']]);
  expect(history.warnings).toEqual([]);
});
