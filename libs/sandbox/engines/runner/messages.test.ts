import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { readMessage, type Message } from './messages.js';
import { RunnerChannel } from './runner-channel.js';

function entry(place: string, type: string, name: string): Buffer {
  const head = Buffer.alloc(24);
  head.write(`${place}${type}`);
  head.writeUInt32LE(0o600, 2);
  head.writeUInt32LE(7, 6);
  head.writeUInt32LE(80, 14);
  head.writeUInt16LE(Buffer.byteLength(name), 22);
  return Buffer.concat([head, Buffer.from(name)]);
}

test('remnants are named as programs name them', () => {
  const payload = Buffer.concat([
    entry('s', 'f', 'segment'),
    entry('s', 'f', 'sem.lock'),
    entry('s', 'p', 'pipe'),
    entry('q', 'f', 'queue'),
    entry('m', 'f', 'key 0x1, id 2'),
    entry('f', 's', '/tmp/socket'),
    entry('f', 'f', '/box/é'),
    entry('f', 'd', '/mnt/box'),
  ]);
  expect(readMessage(11, payload)).toEqual({
    kind: 'remnants',
    remnants: [
      { kind: 'posix-shm', name: '/segment' },
      { kind: 'semaphore', name: '/lock' },
      { kind: 'fifo', name: '/dev/shm/pipe' },
      { kind: 'posix-mq', name: '/queue' },
      { kind: 'system-v-mq', name: 'key 0x1, id 2' },
      { kind: 'socket', name: '/tmp/socket' },
      { kind: 'file', name: '/box/é' },
      { kind: 'folder', name: '/mnt/box' },
    ].map((one) => ({ ...one, mode: 0o600, inode: 7, bytes: 80 })),
  });
});

test('a look tells of every process, and whether only others can wake it', () => {
  const payload = Buffer.alloc(13 + 59 + 3);
  payload.writeUInt8(1, 0);
  payload.writeBigUInt64LE(5n, 1);
  payload.writeUInt32LE(1, 9);
  payload.writeUInt32LE(7, 13);
  payload.writeUInt32LE(1, 17);
  payload.write('S', 21);
  payload.writeUInt8(1, 22);
  payload.writeBigUInt64LE(100n, 23);
  payload.writeBigUInt64LE(200n, 31);
  payload.writeUInt32LE(9, 39);
  payload.writeUInt32LE(6, 43);
  payload.writeUInt32LE(5, 47);
  payload.writeInt32LE(-1, 51);
  payload.writeBigUInt64LE(0b110n, 55);
  payload.writeBigUInt64LE(1n << 63n, 63);
  payload.writeUInt8(3, 71);
  payload.write('cat', 72);
  expect(readMessage(9, payload)).toEqual({
    kind: 'status',
    look: {
      pending: true,
      reapedNs: 5,
      processes: [
        {
          pid: 7,
          parentPid: 1,
          name: 'cat',
          state: 'S',
          sleepsForEver: true,
          runNs: 100,
          waitNs: 200,
          descriptors: 9,
          group: 6,
          session: 5,
          foreground: -1,
          ignored: [2, 3],
          blocked: [64],
        },
      ],
    },
  });
});

test('a word of another protocol is an error', () => {
  expect(() => readMessage(99, Buffer.of())).toThrow('99');
});

test('messages come whole however the bytes are cut', () => {
  const frames = Buffer.concat([
    Buffer.from([1, 0, 0, 0, 1]),
    Buffer.from([6, 0, 0, 0, 3, 0, 1, 97, 98, 99]),
    Buffer.from([1, 0, 0, 0, 8]),
  ]);
  for (let cut = 1; cut < frames.length; cut += 1) {
    const socket = new PassThrough();
    const channel = new RunnerChannel(socket);
    const heard: Message['kind'][] = [];
    channel.listen((message) => heard.push(message.kind));
    socket.emit('data', frames.subarray(0, cut));
    socket.emit('data', frames.subarray(cut));
    expect(heard).toEqual(['ready', 'output', 'empty']);
  }
});
