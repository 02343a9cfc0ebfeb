import type { Flow } from '#libs/trace/history';
import type { TracedCause } from '#libs/contracts/trace';
import type { Life, Thing } from '../model.js';
import type { Socket } from '../sockets/sockets.js';

/** One direction of a byte stream. */
export interface Channel {
  readonly thing: Thing;
  readonly pieces: Piece[];
  /** Index of the first piece that is not used up. */
  first: number;
  pushedBytes: number;
  /** Each message stays whole: a read takes one, and what does not fit is lost. */
  readonly keepsMessages: boolean;
  writers: number;
  /** Who took the last write end away, and when. */
  lastWriter: Gone | null;
  readers: number;
  /** Who took the last read end away, and when. */
  lastReader: Gone | null;
  /** Ids of readers that have been told of its end. */
  readonly told: Set<string>;
  /** Its writers were there before the trace: bytes out of nowhere are no fault. */
  fromOutside: boolean;
  /** Which two ends it joins is not certain. */
  isGuess: boolean;
}

/** Whose doing it is that one side of a channel has no end left. */
export interface Gone {
  readonly life: Life;
  readonly fd: number | null;
  readonly ms: number;
  readonly by: TracedCause['by'];
}

/** What one write put into a channel. */
export interface Piece {
  readonly from: Life;
  readonly thread: string | null;
  readonly fd: number | null;
  readonly sentMs: number;
  readonly enteredPosition: number;
  /** Line at which the write returned; Infinity when it never did. */
  readonly leftPosition: number;
  readonly bytes: number;
  offset: number;
  head: Uint8Array;
  used: number;
  /** The write never returned, so how much of it was taken is not known. */
  readonly openEnded: boolean;
  /** Priority or type of a message in a queue; null elsewhere. */
  readonly label: number | null;
  /** The socket that a datagram was sent from. */
  readonly socket: Socket | null;
  /** Whose bytes these are a copy of, and in what: tee(2). */
  readonly copied: Flow['copied'];
  /** Sockets that a datagram for all has reached already; null for one that one socket gets. */
  readonly reached: Set<Socket> | null;
  /** Who the sender said it was, SCM_CREDENTIALS. */
  readonly credentials: Flow['credentials'];
}
