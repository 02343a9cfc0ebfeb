import type { Duplex } from 'node:stream';
import { readMessage, type Message } from './messages.js';

/** The most bytes of one frame from the runner; a listing of a thousand long names fits. */
const frameBytesMax = 8 * 1024 * 1024;

/** One conversation with a runner: whole messages in, frames out. */
export class RunnerChannel {
  readonly #socket: Duplex;
  #pieces: Buffer[] = [];
  #bytes = 0;
  #listener: (message: Message) => void = () => {};

  /** Resolves when nothing more will come. */
  readonly closed: Promise<void>;

  constructor(socket: Duplex) {
    this.#socket = socket;
    socket.on('data', (data: Buffer) => this.#take(data));
    this.closed = new Promise((resolve) => {
      socket.on('error', () => resolve());
      socket.on('close', () => resolve());
      socket.on('end', () => resolve());
    });
  }

  listen(listener: (message: Message) => void): void {
    this.#listener = listener;
  }

  /** Frames to a runner that has died go nowhere; `closed` tells. */
  send(...frames: readonly Buffer[]): void {
    if (this.#socket.writable) this.#socket.write(frames.length === 1 ? frames[0] : Buffer.concat(frames));
  }

  end(): void {
    this.#socket.destroy();
  }

  #take(data: Buffer): void {
    this.#pieces.push(data);
    this.#bytes += data.length;
    let all = this.#pieces.length === 1 ? data : this.#joinWhenWhole();
    if (all === null) return;
    while (all.length >= 5) {
      const length = all.readUInt32LE(0);
      if (length > frameBytesMax) throw new Error(`The runner sent a frame of ${length} bytes.`);
      if (all.length < length + 4) break;
      const payload = all.subarray(5, length + 4);
      const kind = all.readUInt8(4);
      all = all.subarray(length + 4);
      this.#listener(readMessage(kind, payload));
    }
    this.#pieces = all.length > 0 ? [all] : [];
    this.#bytes = all.length;
  }

  /** Joins what has come only when the first frame is whole, so that long frames are not copied again and again. */
  #joinWhenWhole(): Buffer | null {
    const first = this.#pieces[0];
    if (first !== undefined && first.length >= 4 && this.#bytes < first.readUInt32LE(0) + 4) return null;
    return Buffer.concat(this.#pieces);
  }
}
