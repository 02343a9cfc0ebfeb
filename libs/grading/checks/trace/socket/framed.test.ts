import { expect, test } from 'vitest';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aFlow, aHistory, aPipe, aProcess } from '#libs/testing/a-history';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import { framed } from './framed.js';

// p1 is the calculator, p2 asks it; o1 is their connection.
const processes = [aProcess({ id: 'p1', program: 0 }), aProcess({ id: 'p2', program: 1 })];
const connection = {
  ...aPipe({ id: 'o1' }),
  mechanism: 'socket',
  kind: 'tcp',
  name: '127.0.0.1:4567',
} as const;

function says(...pieces: string[]) {
  const programs = ['calculator', 'ask'].map((name) => aProgramResult({ name }));
  const offsets = pieces.map((_, at) => pieces.slice(0, at).join('').length);
  const transfers = pieces.map((piece, at) =>
    aFlow(piece, { from: 'p2', to: 'p1', offset: offsets[at] ?? 0 }),
  );
  const history = aHistory({ processes, objects: [connection], transfers });
  const wanted = { from: { program: 1 }, to: { program: 0 }, name: '127.0.0.1:4567', texts: ['1 + 2', ''] };
  return framed.judge(wanted, aCaseRun({ run: aRun({ programs }), history }));
}

test('frames are fine however they are cut', () => {
  expect(says('\0\0\0\x051 + 2\0\0\0\0')).toBeNull();
  expect(says('\0\0', '\0\x051 ', '+ 2\0\0\0\0')).toBeNull();
});

test('a length with its lowest byte first is told with both', () => {
  expect(says('\x05\0\0\0', '1 + 2\0\0\0\0')).toEqual({
    about: ['o1'],
    en: 'Frame 1 from `ask` begins with the bytes `05 00 00 00`; `00 00 00 05` were wanted: a length, highest byte first, and then the text.',
    zh: '`ask`的第 1 帧开头是字节 `05 00 00 00`；应为 `00 00 00 05`：先是长度，最高字节在前，然后是文本。',
  });
});

test('a text that is another one is told from where it differs', () => {
  expect(says('\0\0\0\x051 + 3\0\0\0\0')?.en).toContain('goes on with the bytes `33`; `32` were wanted');
});

test('bytes that are missing and bytes too many are told', () => {
  expect(says('\0\0\0\x051 + 2')?.en).toBe(
    '9 bytes came from `ask` over the connection; its 2 frames have 13.',
  );
  expect(says('\0\0\0\x051 + 2\0\0\0\0!')?.en).toBe('Behind its 2 frames `ask` sent more bytes: `21`.');
});

test('a connection over which nothing came is told', () => {
  expect(says()).toEqual({
    en: 'Not a byte came from `ask` over a TCP connection to 127.0.0.1:4567.',
    zh: '没有任何字节经通向 127.0.0.1:4567 的 TCP 连接从`ask`传来。',
  });
});
