import type { Credentials } from '#libs/contracts/trace';
import { decodeField, decodeNumber, decodeString } from '../../strace/decode.js';
import { scanMembers } from '../../strace/scan-call.js';
import { readAddress } from '../sockets/addresses.js';
import type { Call } from '../../strace/trace-event.js';
import { findFile } from '../files/find-file.js';
import { type Handler, valueOf } from '../model.js';
import { receive, send } from '../flows/transfer.js';
import { readSignals } from './signal-calls.js';
import { addToCounter, takeFromCounter } from './special-calls.js';
import { readEvents } from './watch-calls.js';
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
      if (call.answer.kind !== 'never' && value === null) return;
      const file = findFile(world, life, { text: call.args[0], access: 'write' });
      if (file?.special) {
        addToCounter(world, life, { file, call });
        return;
      }
      const bytes = value ?? wantedBytes(call, shape);
      send(world, life, {
        call,
        fdText: call.args[0],
        bytes,
        head: payload(call, shape),
        at: offsetOf(call, shape),
        openEnded: value === null,
        address: readAddress(addressText(call, shape), life),
        credentials: credentialsIn(call, shape),
      });
    },
    leave(world, life, call) {
      if (call.answer.kind !== 'error' || call.answer.errno !== 'EPIPE') return;
      const file = findFile(world, life, { text: call.args[0], access: 'write' });
      life.brokenBy = file?.writes?.lastReader ?? null;
    },
  };
}

function receiveCall(shape: Shape): Handler {
  return {
    leave(world, life, call) {
      const bytes = valueOf(call);
      if (bytes === null || (bytes === 0 && wantedBytes(call, shape) === 0)) return;
      const seen = payload(call, shape).subarray(0, bytes);
      const file = findFile(world, life, { text: call.args[0], access: 'read' });
      if (file?.special?.kind === 'signalfd') {
        readSignals(world, life, { file, call, bytes });
        return;
      }
      if (file?.special?.kind === 'inotify') {
        readEvents(world, life, { file, call });
        return;
      }
      if (file?.special) {
        takeFromCounter(world, life, { file, call });
        return;
      }
      receive(world, life, {
        fdText: call.args[0],
        bytes,
        seen,
        at: offsetOf(call, shape),
        keep: peeks(call),
        roomBytes: wantedBytes(call, shape),
        address: readAddress(addressText(call, shape), life),
        credentials: credentialsIn(call, shape),
      });
    },
  };
}

// sendto(2) and recvfrom(2) have the address as their fifth argument, messages inside.
function addressText(call: Call, shape: Shape): string | undefined {
  if (shape.buffer === 'message') return decodeField(call.args[1], 'msg_name') ?? undefined;
  return shape.buffer === 'plain' ? call.args[4] : undefined;
}

/** Who sent a message, by the credentials that the kernel vouches for. See unix(7), SCM_CREDENTIALS. */
function credentialsIn(call: Call, shape: Shape): Credentials | null {
  if (shape.buffer !== 'message') return null;
  const control = decodeField(call.args[1], 'msg_control') ?? '';
  const told = /cmsg_type=SCM_CREDENTIALS, cmsg_data=\{pid=(\d+), uid=(\d+), gid=(\d+)\}/.exec(control);
  return told && { pid: Number(told[1]), uid: Number(told[2]), gid: Number(told[3]) };
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

/** sendmmsg(2) and recvmmsg(2): so many messages as the call answers, each with a length of its own. */
function manyMessages(handler: Handler): Handler {
  const each = (call: Call): readonly Call[] => {
    const count = valueOf(call);
    if (count === null || call.args[1]?.startsWith('[') !== true) return [];
    return scanMembers(call.args[1])
      .slice(0, count)
      .map((member) => {
        const bytes = decodeNumber(decodeField(member, 'msg_len') ?? undefined) ?? 0;
        const args = [call.args[0] ?? '', decodeField(member, 'msg_hdr') ?? '', call.args[3] ?? ''];
        return { ...call, args, answer: { kind: 'value', value: bytes, text: `${bytes}` } };
      });
  };
  return {
    enter: (world, life, call) => each(call).forEach((one) => handler.enter?.(world, life, one)),
    leave: (world, life, call) => each(call).forEach((one) => handler.leave?.(world, life, one)),
  };
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
  sendmmsg: manyMessages(withDescriptors(sendCall(message))),
  recvmmsg: manyMessages(withDescriptors(receiveCall(message))),
};
