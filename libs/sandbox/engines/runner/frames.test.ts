import { expect, test } from 'vitest';
import { creditFrame, fileFrames, inputFrame, pieceBytes, programFrame, sysctlFrame } from './frames.js';

test('a frame begins with its length and its kind', () => {
  expect([...inputFrame(2, Buffer.from('ab'))]).toEqual([4, 0, 0, 0, 8, 2, 97, 98]);
});

test('a program tells its streams, its pipe and its NUL-ended words', () => {
  const frame = programFrame({
    name: 'x',
    argv: ['./x', 'one two'],
    env: { A: 'b' },
    stdin: 'closed',
    stdout: { kind: 'pipe', capacityBytes: 4096 },
    reading: 'held',
    starts: 'by-step',
    openFiles: 5,
    fileBytes: 258,
    umask: 0o077,
    ignoredSignals: [1, 17],
  });
  expect([...frame.subarray(4, 13)]).toEqual([5, 1, 0, 1, 1, 0, 16, 0, 0]);
  expect([...frame.subarray(13, 25)]).toEqual([5, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0]);
  expect([...frame.subarray(25, 35)]).toEqual([63, 0, 1, 0, 1, 0, 0, 0, 0, 0]);
  expect([...frame.subarray(35, 39)]).toEqual([2, 0, 1, 0]);
  expect(frame.subarray(39).toString()).toBe('\0./x\0one two\0A=b\0');
});

test('a long file is sent in pieces that end together with it', () => {
  const content = Buffer.alloc(pieceBytes * 2 + 1, 7);
  const [head, ...pieces] = fileFrames({ path: 'a/b', content, mode: 0o640 });
  expect(head?.readUInt32LE(5)).toBe(0o100640);
  expect(pieces.map((piece) => piece.length - 5)).toEqual([pieceBytes, pieceBytes, 1]);
});

test('an empty file is a file all the same', () => {
  expect(fileFrames({ path: 'a', content: Buffer.of(), mode: 0o644 }).length).toBe(1);
});

test('a folder and a FIFO are told by their mode', () => {
  const modes = (['folder', 'fifo'] as const).map((kind) =>
    fileFrames({ path: 'a', content: Buffer.of(), mode: 0o700, kind })[0]?.readUInt32LE(5),
  );
  expect(modes).toEqual([0o040700, 0o010700]);
});

test('a sysctl is a path below /proc/sys', () => {
  expect(sysctlFrame('net.ipv4.tcp_rmem', '4096 8192 8192').subarray(5).toString()).toBe(
    ['net/ipv4/tcp_rmem', '4096 8192 8192', ''].join('\0'),
  );
});

test('credit without end is a number all the same', () => {
  expect(creditFrame(0, Number.POSITIVE_INFINITY).readBigUInt64LE(6)).toBe(BigInt(Number.MAX_SAFE_INTEGER));
});
