import { expect, test } from 'vitest';
import { drawOptionsOf } from './view-options.js';

const plain = { lang: 'en', view: 'sequence', mark: [] } as const;

test('a picture shows all of the time unless told otherwise', () => {
  expect(drawOptionsOf(plain)).toEqual({ ...plain, threads: false, siblings: false, allObjects: false });
});

test('a window of time is read in milliseconds', () => {
  expect(drawOptionsOf({ ...plain, fromMs: '0', toMs: '12.5' })).toMatchObject({ fromMs: 0, toMs: 12.5 });
});

test.each(['', 'soon', '-1', 'NaN', 'Infinity'])('"%s" is no time, and that is said', (typed) => {
  expect(() => drawOptionsOf({ ...plain, fromMs: typed })).toThrow(
    '--from-ms takes a number of milliseconds',
  );
});

test('a window that ends before it begins is refused', () => {
  expect(() => drawOptionsOf({ ...plain, fromMs: '2', toMs: '1' })).toThrow('must not be later');
});
