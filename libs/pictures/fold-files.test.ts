import { expect, test } from 'vitest';
import { aTrace, aTransfer } from '#libs/testing/a-trace';
import { drawSvg } from './draw-svg.js';
import { writeText } from './write-text.js';

const file = (at: number) => ({
  id: `f${at}`,
  mechanism: 'file' as const,
  kind: 'file',
  name: `/data/${at}`,
  usedBy: ['p1'],
  outside: null,
  peers: [],
  role: 'student' as const,
});

/** A server that reads so many files, of which a helper changes one later. */
function aServer(files: number) {
  const reads = Array.from({ length: files }, (_, at) =>
    aTransfer({ from: null, to: 'p1', through: `f${at}`, sentMs: at + 1, receivedMs: at + 1, bytes: 100 }),
  );
  return { objects: Array.from({ length: files }, (_, at) => file(at)), transfers: reads };
}

test('many files that connect nobody are one, and the picture says what it stands for', () => {
  const trace = aTrace(aServer(47));
  const svg = drawSvg(trace);
  expect(svg).toContain('>file ×47: 47 files that only a (pid 2) used.</text>');
  expect(svg).not.toContain('/data/3<');
  expect(writeText(trace, 'en')).toContain('file ×47 → a (pid 2): 4.6 KiB ×47');
  expect(writeText(trace, 'zh')).toContain('只有 a (pid 2) 使用的 47 个文件');
  expect(drawSvg(trace, { view: 'graph' })).toContain('47 files that only a (pid 2) used.');
});

test('a few files, or all when they are asked for, each have a place', () => {
  expect(writeText(aTrace(aServer(12)), 'en')).toContain('/data/3 → a (pid 2): 100 B');
  expect(writeText(aTrace(aServer(47)), 'en', { allObjects: true })).toContain('/data/46 → a (pid 2): 100 B');
});

test('a file that carries something to another process, or is pointed at, stays itself among many', () => {
  const { objects, transfers } = aServer(30);
  const carried = aTransfer({ through: 'f7', sentMs: 60, receivedMs: 70 });
  const text = writeText(aTrace({ objects, transfers: [...transfers, carried] }), 'en', { mark: ['f9'] });
  expect(text).toContain('a (pid 2) → /data/7 → b (pid 3): 5 B');
  expect(text).toContain('/data/9 → a (pid 2)');
  expect(text).toContain('28 files that only a (pid 2) used');
});

test('files are not made one where that would look like something passing from one process to another', () => {
  const { objects, transfers } = aServer(30);
  const laterRead = (at: number) =>
    aTransfer({ from: null, to: 'p2', through: `f${at}`, sentMs: 90, receivedMs: 90 });
  const write = (at: number, sentMs: number) =>
    aTransfer({ to: null, through: `f${at}`, sentMs, receivedMs: null });
  const seems = [write(3, 80), laterRead(3), write(4, 80), laterRead(4)];
  const apart = writeText(aTrace({ objects, transfers: [...transfers, ...seems] }), 'en');
  expect(apart).toContain('a (pid 2) → /data/3: 5 B');
  const seemsNot = [write(3, 99), laterRead(3), write(4, 99), laterRead(4)];
  const together = writeText(aTrace({ objects, transfers: [...transfers, ...seemsNot] }), 'en');
  expect(together).toContain('2 files that only a (pid 2) and b (pid 3) used; none of them carried anything');
  expect(together).not.toContain('/data/3');
});
