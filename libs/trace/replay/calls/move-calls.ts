import { decodeNumber } from '../../strace/decode.js';
import type { Call } from '../../strace/trace-event.js';
import type { Piece } from '../flows/channel.js';
import { type Handler, headBytesMax, valueOf } from '../model.js';
import { type Moved, receive, send } from '../flows/transfer.js';

/** Which arguments are the source, its offset, and the destination of a call that moves bytes inside the kernel. */
interface Route {
  readonly from: number;
  readonly fromOffset: number | null;
  readonly to: number;
  readonly toOffset: number | null;
  /** tee(2): the source keeps its bytes. */
  readonly keep: boolean;
}

// What was put into a stream on the way in; its bytes are known when the source has been read on the way out.
const underWay = new WeakMap<Call, Piece>();

function moveCall(route: Route): Handler {
  return {
    enter(world, life, call) {
      const bytes = valueOf(call);
      if (bytes === null || bytes === 0) return;
      const at = offsetOf(call, route.toOffset);
      const piece = send(world, life, {
        call,
        fdText: call.args[route.to],
        bytes,
        head: new Uint8Array(),
        at,
        openEnded: false,
      });
      if (piece) underWay.set(call, piece);
    },
    leave(world, life, call) {
      const bytes = valueOf(call);
      if (bytes === null) return;
      const at = offsetOf(call, route.fromOffset);
      const taken = receive(world, life, {
        fdText: call.args[route.from],
        bytes,
        seen: new Uint8Array(),
        at,
        keep: route.keep,
      });
      const piece = underWay.get(call);
      if (piece) piece.head = headOf(taken);
    },
  };
}

// Only as far as all of it is known: what follows a gap would be told in the wrong place.
function headOf(taken: readonly Moved[]): Uint8Array {
  const gap = taken.findIndex(({ bytes, head }) => head.length < bytes);
  const known = gap < 0 ? taken : taken.slice(0, gap + 1);
  return Uint8Array.from(known.flatMap(({ head }) => [...head])).slice(0, headBytesMax);
}

// An offset pointer is printed as `[4096]`; NULL means the open file's own.
function offsetOf(call: Call, index: number | null): number | null {
  const text = index === null ? undefined : call.args[index];
  return text?.startsWith('[') === true ? decodeNumber(text.slice(1)) : null;
}

/** Calls that move bytes from descriptor to descriptor. See splice(2), tee(2), sendfile(2), copy_file_range(2). */
export const moveCalls: Readonly<Record<string, Handler>> = {
  splice: moveCall({ from: 0, fromOffset: 1, to: 2, toOffset: 3, keep: false }),
  tee: moveCall({ from: 0, fromOffset: null, to: 1, toOffset: null, keep: true }),
  sendfile: moveCall({ from: 1, fromOffset: 2, to: 0, toOffset: null, keep: false }),
  copy_file_range: moveCall({ from: 0, fromOffset: 1, to: 2, toOffset: 3, keep: false }),
};
