import { expect, test } from 'vitest';
import { readWatched } from './watched-words.js';

test('a word is an object, an offset and a size; colons in a name belong to it', () => {
  expect(
    readWatched({ watch: ['/dev/shm/a:b:16:8', 'anonymous:4:4:loads'], snapshot: ['system-v:0:4096'] }),
  ).toEqual({
    watches: [
      { object: '/dev/shm/a:b', offset: 16, bytes: 8, loads: false },
      { object: 'anonymous', offset: 4, bytes: 4, loads: true },
    ],
    snapshots: [{ object: 'system-v', offset: 0, bytes: 4096 }],
  });
});

test.each([
  ['board:0:8', 'It is a path, "anonymous" or "system-v".'],
  [
    '/board:8',
    '--watch takes OBJECT:OFFSET:BYTES or OBJECT:OFFSET:BYTES:loads, such as /dev/shm/board:16:8, not "/board:8".',
  ],
  ['/board:4:8', 'A word lies at a multiple of its own size.'],
  ['/board:0:3', 'A word has 1, 2, 4 or 8 bytes.'],
  ['/a;b:0:8', 'It is a path, "anonymous" or "system-v".'],
])('%s is refused with a sentence', (text, sentence) => {
  expect(() => readWatched({ watch: [text], snapshot: [] })).toThrow(sentence);
});

test('more words than the processor has registers are refused, and so are too many or too large copies', () => {
  expect(() => readWatched({ watch: ['/a:0:8:loads', '/a:8:8:loads', '/a:16:8'], snapshot: [] })).toThrow(
    'more than the 4 registers',
  );
  expect(() => readWatched({ watch: [], snapshot: ['/a:0:5000'] })).toThrow('At most 4096 bytes are copied.');
  expect(() => readWatched({ watch: [], snapshot: ['/a:0:8:loads'] })).toThrow('only --watch can tell loads');
  expect(() => readWatched({ watch: [], snapshot: Array.from({ length: 5 }, () => '/a:0:8') })).toThrow(
    'At most 4 pieces are copied.',
  );
});
