import { extentsIn } from '../files/file-content.js';
import { findFile } from '../files/find-file.js';
import { headBytesMax, type Life, type World } from '../model.js';
import type { Channel, Piece } from './channel.js';

/** A stretch of what lies in a stream or file, and the first bytes of it as far as they are known. */
interface Part {
  readonly bytes: number;
  readonly head: Uint8Array;
}

/**
 * The first bytes of what a call is about to take out of a descriptor, as far as the trace saw them written; nothing is taken.
 * Calls that move bytes inside the kernel do not show them.
 */
export function peekBytes(
  world: World,
  life: Life,
  source: { readonly fdText: string | undefined; readonly bytes: number; readonly at: number | null },
): Uint8Array {
  const file = findFile(world, life, { text: source.fdText, access: 'read' });
  if (!file) return new Uint8Array();
  if (file.reads) return joinHeads(frontOf(file.reads, source.bytes).map(({ part }) => part));
  const { content } = file.thing ?? {};
  if (!content) return new Uint8Array();
  const start = source.at ?? file.offset;
  const end = start + source.bytes;
  const parts: Part[] = [];
  let at = start;
  for (const extent of extentsIn(content, start, end)) {
    if (extent.start > at) break;
    const until = Math.min(end, extent.end);
    const from = at - extent.headAt;
    parts.push({
      bytes: until - at,
      head: from < 0 ? new Uint8Array() : extent.head.slice(from, until - extent.headAt),
    });
    at = until;
  }
  return joinHeads(parts);
}

/** What lies in front in a stream, `bytes` of it or as much as is there, a part for each write. */
export function frontOf(channel: Channel, bytes: number): readonly { piece: Piece; part: Part }[] {
  const front: { piece: Piece; part: Part }[] = [];
  let left = bytes;
  for (let index = channel.first; left > 0; index += 1) {
    const piece = channel.pieces[index];
    if (!piece) break;
    const size = Math.min(left, piece.bytes - piece.used);
    front.push({ piece, part: { bytes: size, head: piece.head.slice(piece.used, piece.used + size) } });
    left -= size;
  }
  return front;
}

// As far as they follow each other without a gap.
function joinHeads(parts: readonly Part[]): Uint8Array {
  const known: number[] = [];
  for (const { bytes, head } of parts) {
    known.push(...head);
    if (head.length < bytes || known.length >= headBytesMax) break;
  }
  return Uint8Array.from(known).slice(0, headBytesMax);
}
