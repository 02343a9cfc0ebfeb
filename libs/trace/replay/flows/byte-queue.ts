import type { Flow } from '#libs/trace/history';
import type { Channel, Piece } from './channel.js';
import { headBytesMax, type World, warn } from '../model.js';

/** The part of a piece that one read got; `from` is null when nobody was seen to write it. */
export interface Taken {
  readonly piece: Piece | null;
  readonly bytes: number;
  readonly offset: number;
  readonly head: Uint8Array;
}

/** So many writes may be under way at once before the order of their bytes is no longer looked for. */
const rivalsMax = 8;

/** Appends what one write puts into the stream. */
export function pushPiece(
  channel: Channel,
  piece: Omit<Piece, 'offset' | 'used' | 'head'> & { head: Uint8Array },
): Piece {
  const pushed: Piece = {
    ...piece,
    head: piece.head.subarray(0, Math.min(headBytesMax, piece.bytes)),
    offset: channel.pushedBytes,
    used: 0,
  };
  channel.pieces.push(pushed);
  channel.pushedBytes += piece.bytes;
  channel.told.clear();
  return pushed;
}

/**
 * Takes `bytes` from the front of the stream, one part for each write they came from. `seen` are the first bytes that the reader
 * got: of two writes that were under way at once, they show which came first. See pipe(7), "I/O on pipes and FIFOs".
 */
export function takeBytes(
  world: World,
  channel: Channel,
  read: { bytes: number; seen: Uint8Array; keep: boolean },
): readonly Taken[] {
  const taken: Taken[] = [];
  let got = 0;
  let first = channel.first;
  while (got < read.bytes) {
    if (first === channel.first) preferSeen(channel, read.seen.subarray(got));
    const piece = channel.pieces[first];
    if (!piece) break;
    const already = first === channel.first ? piece.used : 0;
    const bytes = Math.min(read.bytes - got, piece.bytes - already);
    const isOther = contradicts(piece, already, read.seen.subarray(got, got + bytes));
    if (isOther) warn(world, `What came out of ${channel.thing.name} is not what was seen to go in.`);
    taken.push({
      piece: isOther ? null : piece,
      bytes,
      offset: piece.offset + already,
      head: headOf(piece, { from: already, bytes }, read.seen.subarray(got, got + bytes)),
    });
    got += bytes;
    if (read.keep) {
      first += 1;
      continue;
    }
    piece.used += bytes;
    if (piece.used >= piece.bytes) channel.first += 1;
    first = channel.first;
  }
  forgetUsed(channel);
  if (got < read.bytes)
    taken.push(fromNowhere(world, channel, { bytes: read.bytes - got, seen: read.seen.subarray(got) }));
  return taken;
}

/** What was written and never read, for the end of the story; what of a broken-off write went in is not known. */
export function leftBytes(channel: Channel): readonly Taken[] {
  return channel.pieces.slice(channel.first).flatMap((piece) => {
    const bytes = piece.bytes - piece.used;
    if ((piece.reached?.size ?? 0) > 0 || piece.openEnded || (bytes <= 0 && !channel.keepsMessages))
      return [];
    return [
      {
        piece,
        bytes,
        offset: piece.offset + piece.used,
        head: headOf(piece, { from: piece.used, bytes }, new Uint8Array()),
      },
    ];
  });
}

/** What a message that nobody has received tells of where it comes from. */
export function originOf(piece: Piece): Pick<Flow, 'fromThread' | 'copied' | 'credentials'> {
  const { thread, copied, credentials } = piece;
  return { fromThread: thread, copied: copied ?? null, credentials: credentials ?? null };
}

function headOf(piece: Piece, part: { from: number; bytes: number }, seen: Uint8Array): Uint8Array {
  const own = piece.head.subarray(part.from, part.from + part.bytes);
  return (seen.length >= own.length ? seen : own).subarray(0, headBytesMax);
}

// No bytes change on their way: then they are of somebody else, whoever that was.
function contradicts(piece: Piece, from: number, seen: Uint8Array): boolean {
  const own = piece.head.subarray(from, from + seen.length);
  return own.some((byte, at) => byte !== seen[at]);
}

function preferSeen(channel: Channel, seen: Uint8Array): void {
  const front = channel.pieces[channel.first];
  if (!front || front.used > 0 || seen.length === 0 || agrees(front, seen)) return;
  for (let at = channel.first + 1; at < Math.min(channel.pieces.length, channel.first + rivalsMax); at += 1) {
    const rival = channel.pieces[at];
    if (!rival || !wasUnderWay(front, rival) || !agrees(rival, seen)) continue;
    channel.pieces.splice(at, 1);
    channel.pieces.splice(channel.first, 0, rival);
    renumber(channel, front.offset, at);
    return;
  }
}

function renumber(channel: Channel, offset: number, last: number): void {
  let next = offset;
  for (const piece of channel.pieces.slice(channel.first, last + 1)) {
    piece.offset = next;
    next += piece.bytes;
  }
}

// The front write had not returned when its rival was entered.
function wasUnderWay(front: Piece, rival: Piece): boolean {
  return rival.enteredPosition < front.leftPosition;
}

/** Whether what was written begins like what was seen. */
export function agrees(piece: Pick<Piece, 'head'>, seen: Uint8Array): boolean {
  const length = Math.min(piece.head.length, seen.length);
  return piece.head.subarray(0, length).every((byte, at) => byte === seen[at]);
}

// Used pieces are dropped now and then, so that the list stays short and each drop stays cheap.
function forgetUsed(channel: Channel): void {
  if (channel.first < 1024) return;
  channel.pieces.splice(0, channel.first);
  channel.first = 0;
}

function fromNowhere(world: World, channel: Channel, read: { bytes: number; seen: Uint8Array }): Taken {
  if (!channel.fromOutside)
    warn(world, `${read.bytes} bytes came out of ${channel.thing.name} that nobody was seen to write.`);
  const offset = channel.pushedBytes;
  channel.pushedBytes += read.bytes;
  return { piece: null, bytes: read.bytes, offset, head: read.seen.slice(0, headBytesMax) };
}
