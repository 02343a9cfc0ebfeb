import { decodeNumber } from '../../strace/decode.js';
import type { Call } from '../../strace/trace-event.js';
import { findFile } from '../files/find-file.js';
import type { Piece } from '../flows/channel.js';
import { copyPieces } from '../flows/copy-pieces.js';
import { peekBytes } from '../flows/peek-bytes.js';
import { receive, type Sent, send } from '../flows/transfer.js';
import { type Handler, type Life, valueOf, type World } from '../model.js';

/** Which arguments are the source, its offset, and the destination of a call that moves bytes inside the kernel. */
interface Route {
  readonly from: number;
  readonly fromOffset: number | null;
  readonly to: number;
  readonly toOffset: number | null;
}

// What was sent on the way in before its bytes were known; they are when the source has been read on the way out.
const underWay = new WeakMap<Call, Sent>();

function moveCall(route: Route): Handler {
  return {
    enter(world, life, call) {
      const bytes = valueOf(call);
      if (bytes === null || bytes === 0) return;
      const head = peekBytes(world, life, sourceOf(call, route, bytes));
      const at = offsetOf(call, route.toOffset);
      const sent = send(world, life, {
        call,
        fdText: call.args[route.to],
        bytes,
        head,
        at,
        openEnded: false,
      });
      if (sent && head.length === 0) underWay.set(call, sent);
    },
    leave(world, life, call) {
      const bytes = valueOf(call);
      if (bytes === null) return;
      const source = sourceOf(call, route, bytes);
      const sent = underWay.get(call);
      if (sent) sent.head = peekBytes(world, life, source);
      receive(world, life, { ...source, seen: new Uint8Array(), keep: false });
    },
  };
}

// An offset pointer is printed as `[4096]`; NULL means the open file's own.
function offsetOf(call: Call, index: number | null): number | null {
  const text = index === null ? undefined : call.args[index];
  return text?.startsWith('[') === true ? decodeNumber(text.slice(1)) : null;
}

function sourceOf(
  call: Call,
  route: Route,
  bytes: number,
): { fdText: string | undefined; bytes: number; at: number | null } {
  return { fdText: call.args[route.from], bytes, at: offsetOf(call, route.fromOffset) };
}

// What tee(2) put into the second pipe, until it is known whose bytes those are.
const copies = new WeakMap<Call, Piece>();

// The first pipe keeps its bytes, and the caller never gets them: only the copy is on its way somewhere.
const teeCall: Handler = {
  enter(world, life, call) {
    const bytes = valueOf(call);
    const target = findFile(world, life, { text: call.args[1], access: 'write' })?.writes;
    if (bytes === null || bytes === 0 || !target) return;
    const head = new Uint8Array();
    send(world, life, { call, fdText: call.args[1], bytes, head, at: null, openEnded: false });
    const piece = target.pieces.at(-1);
    if (piece) copies.set(call, piece);
    settleCopy(world, life, call);
  },
  leave: settleCopy,
};

function settleCopy(world: World, life: Life, call: Call): void {
  const source = findFile(world, life, { text: call.args[0], access: 'read' })?.reads;
  const target = findFile(world, life, { text: call.args[1], access: 'write' })?.writes;
  const piece = copies.get(call);
  if (source && target && piece && copyPieces(source, target, piece)) copies.delete(call);
}

/** Calls that move bytes from descriptor to descriptor. See splice(2), tee(2), sendfile(2), copy_file_range(2). */
export const moveCalls: Readonly<Record<string, Handler>> = {
  splice: moveCall({ from: 0, fromOffset: 1, to: 2, toOffset: 3 }),
  tee: teeCall,
  sendfile: moveCall({ from: 1, fromOffset: 2, to: 0, toOffset: null }),
  copy_file_range: moveCall({ from: 0, fromOffset: 1, to: 2, toOffset: 3 }),
};
