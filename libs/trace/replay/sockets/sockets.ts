import type { Channel } from '../flows/channel.js';
import type { Life, OpenFile, Thing } from '../model.js';

/** What the kernel prints as `anon_inode:[…]`: only our own table tells two of them apart. */
export type Special =
  | { readonly kind: 'eventfd'; readonly counter: CounterPiece[] }
  | { readonly kind: 'timerfd' }
  | { readonly kind: 'signalfd'; mask: readonly string[] }
  | { readonly kind: 'epoll'; readonly watched: Set<OpenFile> }
  | { readonly kind: 'pidfd'; readonly of: Life }
  /** Paths that are watched, by the number of the watch. */
  | { readonly kind: 'inotify'; readonly watches: Map<number, string> };

/** What one write added to an eventfd's counter, and how much of it is left; `from` is null for the value that it was made with. */
export interface CounterPiece {
  readonly from: Life | null;
  readonly thread: string | null;
  readonly fd: number | null;
  readonly sentMs: number;
  readonly leftPosition: number;
  left: number;
}

/** A socket that is not one end of a pair. */
export interface Socket {
  readonly family: 'unix' | 'tcp' | 'udp';
  readonly type: 'stream' | 'seqpacket' | 'datagram';
  /** Where it is bound, as `readAddress` writes it; null as long as no call has told. */
  address: string | null;
  /** Where a connected datagram socket sends to, or a stream socket has asked for a connection. */
  peer: string | null;
  /** Where datagrams for this socket lie. */
  inbox: Channel | null;
  isListening: boolean;
  /** Connections that wait to be accepted. */
  backlog: Connection[];
  /** Connections of which it is not certain who accepted them. */
  guesses: Connection[];
}

/** Two ends joined by connect(2): `up` goes from who connected to who accepted. */
export interface Connection {
  readonly thing: Thing;
  readonly up: Channel;
  readonly down: Channel;
  /** Who connected; null when that was not seen. */
  readonly client: { readonly life: Life; readonly socket: Socket } | null;
  /** Who accepted, once somebody has, and the address of the client that accept(2) told. */
  server: OpenFile | null;
  acceptedFrom: string | null;
  readonly enteredPosition: number;
  readonly leftPosition: number;
}
