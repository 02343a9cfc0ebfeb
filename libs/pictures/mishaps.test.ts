import { expect, test } from 'vitest';
import { aTellingTrace } from '#libs/testing/a-telling-trace';
import type { Trace } from '#libs/contracts/trace';
import { drawSvg } from './draw-svg.js';
import { writeText } from './write-text.js';

const mishap = (process: string, atMs: number, what: string): Trace['mishaps'][number] => ({
  process,
  thread: null,
  call: 'write',
  atMs,
  says: { en: `On purpose: the first write was ${what}.`, zh: `有意为之：第 1 次 write ${what}。` },
});

const unlucky: Trace = {
  ...aTellingTrace(),
  mishaps: [
    mishap('p2', 9, 'cut to 1 byte'),
    mishap('p2', 9.001, 'cut to 1 byte'),
    mishap('p3', 14, 'held for 3 ms'),
  ],
};

test('the picture of a run with bad luck is the one that was looked at', async () => {
  await expect(drawSvg(unlucky, { title: 'bad luck' })).toMatchFileSnapshot('golden/bad-luck.svg');
});

test('what was done on purpose stands in the timeline, in the language of the picture', () => {
  const english = writeText(unlucky, 'en').split('\n');
  expect(english.filter((line) => line.includes('On purpose'))).toEqual([
    expect.stringMatching(
      /^ *9\.00 ms .*: On purpose: the first write was cut to 1 byte\. 1 more at about this time\.$/,
    ),
    expect.stringMatching(/^ *14\.0 ms .*: On purpose: the first write was held for 3 ms\.$/),
  ]);
  expect(writeText(unlucky, 'zh')).toContain('有意为之：第 1 次 write cut to 1 byte。 此时前后另有 1 次。');
});

test('a trace without bad luck has no sign of it', () => {
  expect(drawSvg(aTellingTrace())).not.toContain('went wrong on purpose');
  expect(drawSvg(unlucky)).toContain('went wrong on purpose');
});

test('a window of time shows the bad luck inside it', () => {
  expect(writeText(unlucky, 'en', { fromMs: 12, toMs: 16 }).match(/On purpose/g)).toHaveLength(1);
});
