// Real: processes.
import { expect, test } from 'vitest';
import { answerTo, aProgram, disguised } from '#libs/testing/a-program';
import { comparisonFromSource } from '#libs/testing/comparison-from-source';
import { runComparison, type ComparisonContext } from './run-comparison.js';

const files = answerTo('pipe/exercises/01-parent-to-child', 'c');
const programs = [aProgram('ada', 'c', { files }), aProgram('grace', 'c', { files: disguised(files) })];

const run = (context: Partial<ComparisonContext>) =>
  runComparison(
    { starters: [], programs },
    { tell: () => {}, signal: new AbortController().signal, command: comparisonFromSource, ...context },
  );

/** A process that does this instead of comparing. */
const script = (text: string) => [process.execPath, '-e', text] as const;

test('a process of its own compares, and tells how far it is', async () => {
  const told: string[] = [];
  const found = await run({ tell: ({ stage, done, total }) => told.push(`${stage} ${done}/${total}`) });
  expect(told).toEqual(['reading 1/2', 'reading 2/2', 'comparing 1/2', 'comparing 2/2']);
  expect(found.programs).toHaveLength(2);
  expect(found.pairs).toMatchObject([{ leftId: 'ada', rightId: 'grace' }]);
});

test('it gets no environment, for what it reads was written by students', async () => {
  const text = 'process.stderr.write(JSON.stringify(process.env)); process.exitCode = 7';
  await expect(run({ command: script(text) })).rejects.toThrow(/ended early, with status 7: \{\}$/);
});

test('what it says when it runs out of memory is passed on', async () => {
  const text = 'const all = []; for (;;) all.push(new Array(1e6).fill({}))';
  await expect(run({ command: [process.execPath, '--max-old-space-size=32', '-e', text] })).rejects.toThrow(
    /ended early, by SIGABRT: .*heap out of memory/s,
  );
});

test('an answer that is none of its words is our failure', async () => {
  await expect(run({ command: script('console.log("{}"); setInterval(() => {}, 1000)') })).rejects.toThrow(
    /invalid_union/,
  );
});

test('it is killed when it is no longer wanted', async () => {
  const stopping = new AbortController();
  const running = run({ command: script('setInterval(() => {}, 1000)'), signal: stopping.signal });
  stopping.abort(new Error('It was cancelled.'));
  await expect(running).rejects.toThrow('It was cancelled.');
});

test('it is killed when it takes too long', async () => {
  const running = run({ command: script('setInterval(() => {}, 1000)'), wallMs: 200 });
  await expect(running).rejects.toThrow('The comparison took longer than 0.2 seconds.');
});
