import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeDescriptor, decodeField, decodeString, decodeStrings } from './decode.js';
import { scanCall, scanMembers } from './scan-call.js';

test('a call is split at its top-level commas, not inside strings, brackets, annotations or comments', () => {
  const call = scanCall(
    'sendmsg(5</tmp/a, b>, {msg_iov=[{iov_base="x, y)", iov_len=4}], msg_controllen=0}, 0 /* a, b */) = 4 <0.000012>',
  );
  expect(call?.args).toEqual([
    '5</tmp/a, b>',
    '{msg_iov=[{iov_base="x, y)", iov_len=4}], msg_controllen=0}',
    '0 /* a, b */',
  ]);
  expect(call?.answer).toEqual({ kind: 'value', value: 4, text: '4' });
  expect(call?.durationMs).toBeCloseTo(0.012);
});

test.each([
  ['close(3) = 0', { kind: 'value', value: 0, text: '0' }],
  ['read(9, "", 1) = -1 EBADF (Bad file descriptor)', { kind: 'error', errno: 'EBADF' }],
  ['read(3, 0x7ff, 1) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)', { kind: 'restarted' }],
  ['exit_group(0)      = ?', { kind: 'never' }],
  ['wait4(-1,  <unfinished ...>) = ?', { kind: 'never' }],
  ['umask(022) = 022', { kind: 'value', value: 18, text: '022' }],
  ['fcntl(3, F_GETFD) = 0x1 (flags FD_CLOEXEC)', { kind: 'value', value: 1, text: '0x1 (flags FD_CLOEXEC)' }],
  ['openat(AT_FDCWD</box>, "f", O_RDONLY) = 3</box/f>', { kind: 'value', value: 3, text: '3</box/f>' }],
])('%s is answered', (text, answer) => {
  expect(scanCall(text)?.answer).toEqual(answer);
});

test('an address pair in an annotation does not end it, and a shift is no annotation', () => {
  expect(scanCall('read(3<TCP:[127.0.0.1:1->127.0.0.1:2]>, "a", 1) = 1')?.args[0]).toBe(
    '3<TCP:[127.0.0.1:1->127.0.0.1:2]>',
  );
  expect(scanCall('f(1<<3, 2) = 0')?.args).toEqual(['1<<3', '2']);
  expect(scanCall('write(1</dev/pts/0<char 136:0>>, "a", 1) = 1')?.args).toHaveLength(3);
});

test.each(['read(3, "abc', 'read(3', 'read(3, "a") ', 'read(3<pipe:[1', 'read(3, [1, 2', 'read(3]) = 0', ''])(
  'a call that is cut short (%s) is not guessed at',
  (text) => {
    expect(scanCall(text)).toBeNull();
  },
);

test('a descriptor is read with the name that the kernel has for it', () => {
  expect(decodeDescriptor('3<pipe:[10425]>')).toEqual({ fd: 3, target: 'pipe:[10425]' });
  expect(decodeDescriptor('8</tmp/x y\\n\\"z\\74>(deleted)')).toEqual({ fd: 8, target: '/tmp/x y\n"z<' });
  expect(decodeDescriptor('1</dev/null<char 1:3>>')).toEqual({ fd: 1, target: '/dev/null' });
  expect(decodeDescriptor('5')).toEqual({ fd: 5, target: null });
  expect(decodeDescriptor('AT_FDCWD</box>')).toBeNull();
  expect(decodeDescriptor('-1')).toBeNull();
});

test('members of structures and arrays are found by name and by place', () => {
  expect(decodeField('{fd=3<pipe:[1]>, events=POLLIN|POLLOUT}', 'events')).toBe('POLLIN|POLLOUT');
  expect(decodeStrings('["sh", "-c", "echo \\"a, b\\""]')).toEqual(['sh', '-c', 'echo "a, b"']);
  expect(scanMembers('[{a=1, b=2}, {a=3}]')).toEqual(['{a=1, b=2}', '{a=3}']);
});

/** A string as strace prints it: octal for what is not printable, as short as the next character allows. */
function printString(bytes: Uint8Array): string {
  return [...bytes]
    .map((byte, at) => {
      if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`;
      if (byte === 10) return '\\n';
      if (byte >= 32 && byte < 127) return String.fromCharCode(byte);
      const next = bytes[at + 1] ?? 0;
      return `\\${byte.toString(8).padStart(next >= 0x30 && next <= 0x39 ? 3 : 1, '0')}`;
    })
    .join('');
}

test('whatever bytes a program writes, they come back as they were and stay one argument', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 0, max: 99999 }), (bytes, value) => {
      const call = scanCall(
        `write(4<pipe:[77]>, "${printString(bytes)}", ${bytes.length}) = ${value} <0.000010>`,
      );
      expect(call?.args).toHaveLength(3);
      expect(decodeString(call?.args[1])).toEqual(bytes);
      expect(call?.answer).toEqual({ kind: 'value', value, text: String(value) });
    }),
  );
});

const argument = fc.oneof(
  fc.integer().map(String),
  fc.uint8Array({ maxLength: 30 }).map((bytes) => `"${printString(bytes)}"`),
  fc.constantFrom(
    'NULL',
    'O_RDONLY|O_CLOEXEC',
    '3<pipe:[1]>',
    '{a=1, b=[2, 3]}',
    '[{x="(,)"}, 4</tmp/q>]',
    '0x7ffe /* 3 vars */',
  ),
);

test('any list of arguments is split where it was joined', () => {
  fc.assert(
    fc.property(fc.array(argument, { maxLength: 6 }), (args) => {
      expect(scanCall(`name(${args.join(', ')}) = 0`)?.args).toEqual(args);
    }),
  );
});

test('no text at all makes the scanner fail', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), fc.string({ maxLength: 20 }), (inside, after) => {
      const call = scanCall(`read(${inside}) = ${after}`);
      expect(call === null || Array.isArray(call.args)).toBe(true);
    }),
  );
});
