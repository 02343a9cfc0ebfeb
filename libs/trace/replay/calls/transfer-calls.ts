import { decodeField, decodeNumber, decodeString } from '../../strace/decode.js';
import { scanMembers } from '../../strace/scan-call.js';
import type { Call } from '../../strace/trace-event.js';
import { type Handler, valueOf } from '../model.js';
import { receive, send } from '../transfer.js';
import { withDescriptors } from './passed-descriptors.js';

/** Where the arguments of a call stand: the buffer, its length, and an explicit file offset. */
interface Shape {
  readonly buffer: 'plain' | 'vector' | 'message';
  readonly offsetAt?: number;
}

function sendCall(shape: Shape): Handler {
  return {
    enter(world, life, call) {
      const value = valueOf(call);
      if (call.answer.kind !== 'never' && (value === null || value === 0)) return;
      const bytes = value ?? wantedBytes(call, shape);
      send(world, life, {
        call,
        fdText: call.args[0],
        bytes,
        head: payload(call, shape),
        at: offsetOf(call, shape),
        openEnded: value === null,
      });
    },
  };
}

function receiveCall(shape: Shape): Handler {
  return {
    leave(world, life, call) {
      const bytes = valueOf(call);
      if (bytes === null || (bytes === 0 && wantedBytes(call, shape) === 0)) return;
      const seen = payload(call, shape).subarray(0, bytes);
      receive(world, life, {
        fdText: call.args[0],
        bytes,
        seen,
        at: offsetOf(call, shape),
        keep: peeks(call),
      });
    },
  };
}

function peeks(call: Call): boolean {
  return call.args.some((arg) => arg.startsWith('MSG_') && arg.includes('MSG_PEEK'));
}

function offsetOf(call: Call, shape: Shape): number | null {
  return shape.offsetAt === undefined ? null : decodeNumber(call.args[shape.offsetAt]);
}

function vectors(call: Call, shape: Shape): readonly string[] {
  const text = shape.buffer === 'message' ? decodeField(call.args[1], 'msg_iov') : call.args[1];
  return text?.startsWith('[') === true ? scanMembers(text) : [];
}

function payload(call: Call, shape: Shape): Uint8Array {
  if (shape.buffer === 'plain') return decodeString(call.args[1]);
  const parts = vectors(call, shape).map((vector) => decodeString(decodeField(vector, 'iov_base') ?? ''));
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function wantedBytes(call: Call, shape: Shape): number {
  if (shape.buffer === 'plain') return decodeNumber(call.args[2]) ?? 0;
  return vectors(call, shape).reduce(
    (sum, vector) => sum + (decodeNumber(decodeField(vector, 'iov_len') ?? '') ?? 0),
    0,
  );
}

const plain: Shape = { buffer: 'plain' };
const vector: Shape = { buffer: 'vector' };
const message: Shape = { buffer: 'message' };

/** Calls that move bytes between a process and a descriptor. See read(2), write(2), readv(2), pread(2), send(2), recv(2). */
export const transferCalls: Readonly<Record<string, Handler>> = {
  write: sendCall(plain),
  pwrite64: sendCall({ buffer: 'plain', offsetAt: 3 }),
  writev: sendCall(vector),
  pwritev: sendCall({ buffer: 'vector', offsetAt: 3 }),
  pwritev2: sendCall({ buffer: 'vector', offsetAt: 3 }),
  vmsplice: sendCall(vector),
  sendto: sendCall(plain),
  sendmsg: withDescriptors(sendCall(message)),
  read: receiveCall(plain),
  pread64: receiveCall({ buffer: 'plain', offsetAt: 3 }),
  readv: receiveCall(vector),
  preadv: receiveCall({ buffer: 'vector', offsetAt: 3 }),
  preadv2: receiveCall({ buffer: 'vector', offsetAt: 3 }),
  recvfrom: receiveCall(plain),
  recvmsg: withDescriptors(receiveCall(message)),
};
