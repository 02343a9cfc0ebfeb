import type { Channel, Piece } from './channel.js';
import { frontOf } from './peek-bytes.js';

/**
 * Says of what tee(2) put into a stream whose bytes they were: the piece becomes one for each write that lies in front of the
 * source, which keeps them. False when they are not all there yet, or somebody has read the copy already.
 */
export function copyPieces(source: Channel, target: Channel, copy: Piece): boolean {
  const front = frontOf(source, copy.bytes);
  const at = target.pieces.indexOf(copy);
  const known = front.reduce((sum, { part }) => sum + part.bytes, 0);
  if (at < 0 || copy.used > 0 || known < copy.bytes) return false;
  let { offset } = copy;
  const pieces = front.map(({ piece, part }): Piece => {
    // A copy of a copy is told by who wrote it first.
    const copied = piece.copied ?? { from: piece.from.id, through: source.thing.id };
    const one = { ...copy, bytes: part.bytes, head: part.head, offset, copied };
    offset += part.bytes;
    return one;
  });
  target.pieces.splice(at, 1, ...pieces);
  return true;
}
