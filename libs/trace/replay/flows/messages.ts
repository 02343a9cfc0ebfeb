import type { Flow } from '#libs/trace/history';
import { agrees, type Taken } from './byte-queue.js';
import type { Channel, Piece } from './channel.js';
import type { Thing } from '../model.js';

/** What a receiver got, by which the message is known among those that wait. */
export interface MessageSeen {
  readonly bytes: number;
  /** Size of its buffer: a longer message is cut to it. Null when the call does not say. */
  readonly roomBytes: number | null;
  readonly seen: Uint8Array;
  /** The message stays where it is: MSG_PEEK, MSG_COPY. */
  readonly keep: boolean;
  /** Priority or type, where the call tells it. */
  readonly label: number | null;
  /** What else is known of the message. */
  readonly fits?: (piece: Piece) => boolean;
}

export interface TakenMessage extends Taken {
  readonly piece: Piece;
  /** Another message, of another process and sent at the same time, looks just the same. */
  readonly isGuess: boolean;
}

/** So many messages are looked at for one that agrees with what was received. */
const lookedAtMax = 4096;

/**
 * Takes one whole message out of a channel: the first that has the size, the first bytes and the label that the receiver saw.
 * Null when none has. See mq_overview(7) for the order of priorities, msgop(2) for types.
 */
export function takeMessage(channel: Channel, wanted: MessageSeen): TakenMessage | null {
  const candidates = channel.pieces.slice(0, lookedAtMax).filter((piece) => isLike(piece, wanted));
  const [piece] = candidates;
  if (!piece) return null;
  const isGuess = candidates.some(
    (other) =>
      other.from !== piece.from &&
      other.enteredPosition < piece.leftPosition &&
      other.bytes === piece.bytes &&
      agrees(other, piece.head),
  );
  if (!wanted.keep) channel.pieces.splice(channel.pieces.indexOf(piece), 1);
  const head = wanted.seen.length >= Math.min(piece.head.length, wanted.bytes) ? wanted.seen : piece.head;
  return {
    piece,
    bytes: wanted.bytes,
    offset: piece.offset,
    head: head.slice(0, wanted.bytes),
    isGuess,
  };
}

function isLike(piece: Piece, wanted: MessageSeen): boolean {
  const { bytes, roomBytes, seen, label, fits } = wanted;
  const isCut = piece.bytes > bytes && roomBytes === bytes;
  if (piece.bytes !== bytes && !isCut) return false;
  if (label !== null && piece.label !== label) return false;
  return agrees(piece, seen.subarray(0, bytes)) && (fits === undefined || fits(piece));
}

/** The priority of a POSIX message, the type of a System V message. */
export function labelOf(thing: Thing, piece: Piece | null): Pick<Flow, 'priority' | 'messageType'> {
  if (piece === null || piece.label === null) return {};
  return thing.kind === 'posix-mq' ? { priority: piece.label } : { messageType: piece.label };
}
