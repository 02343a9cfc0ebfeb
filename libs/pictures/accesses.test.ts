import { expect, test } from 'vitest';
import { anAccess, aWatchedTrace } from '#libs/testing/a-watched-trace';
import { drawSvg } from './draw-svg.js';
import { findCollisions } from './testing-pictures/find-collisions.js';
import { writeCsv } from './write-csv.js';
import { writeMermaid } from './write-mermaid.js';
import { writePerfetto } from './write-perfetto.js';
import { writeText } from './write-text.js';

const some = [
  anAccess({ atMs: 5, before: '42', value: '43' }),
  anAccess({ atMs: 6, process: 'p2', kind: 'load', value: '43', offset: 20 }),
  anAccess({ atMs: 6.5, process: 'p2', kind: 'load', value: '43', offset: 20 }),
  anAccess({ atMs: 7, process: 'p2', value: '0xffffffff', isSure: false }),
];

test('the picture of watched memory is the one that was looked at, and nothing covers its words', async () => {
  const svg = drawSvg(aWatchedTrace(some), { title: 'watched' });
  expect(findCollisions(svg)).toEqual([]);
  await expect(svg).toMatchFileSnapshot('golden/watched.svg');
});

test('a value that is loaded is an arrow, and a store that nobody loads is a mark', () => {
  const svg = drawSvg(aWatchedTrace(some));
  expect(svg).not.toContain('+16 ← 42<');
  expect(svg).toContain('>+16 ← 43<');
  expect(svg).toContain('>43 ← +20 ×2<');
  expect(svg).toContain('>+16 ← 0xffffffff?<');
});

test('stores and loads are told in words, with what was there before', () => {
  const text = writeText(aWatchedTrace(some), 'en');
  for (const line of [
    'producer (pid 2) → /board → consumer (pid 3): 4 B "42"',
    'producer (pid 2): stores 43 at byte 16 of /board, before it was 42',
    'consumer (pid 3): loads 43 from byte 20 of /board ×2',
    'consumer (pid 3): stores 0xffffffff at byte 16 of /board, before it was 0 (somebody else was there',
    'producer (pid 2): at byte 16 of /board there is now 2a 00 00 00',
  ])
    expect(text).toContain(line);
  expect(writeText(aWatchedTrace(some), 'zh')).toContain('把 43 存入 /board 的第 16 字节，之前是 42');
});

test('exports tell each access, none of them folded', () => {
  const trace = aWatchedTrace(some);
  expect(writeCsv(trace)).toContain('store,p1,,o1,/board,5,,4,43,false,1,,,,,,,,,,16');
  expect(writeCsv(trace)).toContain('load,,p2,o1,/board,,6,4,43,false,1,,,,,,,,,,20');
  expect(writePerfetto(trace)).toContain('"name":"+16 ← 43","cat":"store"');
  expect(writeMermaid(trace)).toContain('Note over p1: store +16 = 43');
});

test('thousands of accesses are few rows, with how many there were', () => {
  const many = Array.from({ length: 5000 }, (_, at) =>
    anAccess({ atMs: 5 + at / 1000, value: `${at}`, process: at % 2 === 0 ? 'p1' : 'p2' }),
  );
  const text = writeText(aWatchedTrace(many), 'en');
  expect(text).toContain('stores 4998 at byte 16 of /board, before it was 0 ×2500');
  expect(text.split('\n').length).toBeLessThan(20);
});
