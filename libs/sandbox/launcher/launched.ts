import type { Socket } from 'node:net';

/** The most of a process's last words that is kept, and how long they may be on their way after its end. */
const wordsMax = 4096;
const wordsMs = 1000;

/** What the process that launches tells of the one that it launches. */
export interface LaunchedParts {
  readonly wantsChannel: boolean;
  /** Asks the launcher to send SIGKILL. */
  readonly kill: () => void;
}

/** A process that the launcher started. */
export class Launched {
  /** Its number on this host. */
  pid = 0;
  /** Whether it has ended. Its number may belong to somebody else from then on. */
  hasEnded = false;
  /** The number of the signal that ended it; 0 while it runs and when it ended by itself. */
  endSignal = 0;
  /** Its descriptor 3, once it has connected. */
  channel: Socket | null = null;
  readonly #parts: LaunchedParts;
  readonly #ready = new Gate();
  readonly #exit = new Gate();
  readonly #lastWords = new Gate();
  #words = '';
  #speaks = false;

  constructor(parts: LaunchedParts) {
    this.#parts = parts;
  }

  /** What it has written to standard error, at most 4096 characters. */
  get words(): string {
    return this.#words.trim();
  }

  /** Resolves when it has its connections, or has ended before; rejects when it was not forked, and after `withinMs`. */
  async ready(withinMs: number): Promise<void> {
    await this.#ready.opens(withinMs);
    if (this.#isReady() || (this.hasEnded && this.pid > 0)) return;
    this.kill();
    throw new Error(this.words || this.#failure(withinMs));
  }

  /** Resolves when it has ended and its last words are heard. */
  async ended(): Promise<void> {
    await this.#exit.opens();
    await this.#lastWords.opens(wordsMs);
  }

  /** Sends SIGKILL, unless it has ended. */
  kill(): void {
    if (!this.hasEnded) this.#parts.kill();
  }

  /** The launcher says that it runs. */
  begin(pid: number): void {
    this.pid = pid;
    if (pid === 0) this.end(0);
    this.#look();
  }

  /** Takes over a connection that it made. */
  adopt(descriptor: number, connection: Socket): void {
    if (descriptor === 3) {
      this.channel = connection;
    } else {
      this.#speaks = true;
      connection.on('error', () => {});
      connection.on('close', () => this.#lastWords.open());
      connection.on('data', (data: Buffer) => {
        if (this.#words.length < wordsMax) this.#words += data.toString();
      });
    }
    this.#look();
  }

  /** The launcher says that it has ended, with this wait(2) status. */
  end(status: number): void {
    this.hasEnded = true;
    this.endSignal = status & 0x7f;
    this.#exit.open();
    this.#ready.open();
  }

  #failure(withinMs: number): string {
    if (this.endSignal !== 0) return 'The launcher died before it had started a process.';
    if (this.hasEnded)
      return 'The launcher could not fork: there are too many processes, or too little memory.';
    return `A process (pid ${this.pid}) had not connected ${withinMs / 1000} s after it was asked for.`;
  }

  #look(): void {
    if (this.#isReady()) this.#ready.open();
  }

  #isReady(): boolean {
    return this.pid > 0 && this.#speaks && (this.channel !== null || !this.#parts.wantsChannel);
  }
}

/** A time that is waited for in so short pieces that a standstill of this process or its machine costs only one of them. */
const pieceMs = 500;

/** Opens once; whoever waits goes on then, or when the time is over. */
class Gate {
  readonly #opened: Promise<void>;
  #isOpen = false;
  #open: () => void = () => {};

  constructor() {
    this.#opened = new Promise((resolve) => (this.#open = resolve));
  }

  open(): void {
    this.#isOpen = true;
    this.#open();
  }

  async opens(withinMs?: number): Promise<void> {
    if (withinMs === undefined) return this.#opened;
    for (let leftMs = withinMs; leftMs > 0 && !this.#isOpen; leftMs -= pieceMs) {
      let late: NodeJS.Timeout | undefined;
      const piece = new Promise((resolve) => (late = setTimeout(resolve, Math.min(leftMs, pieceMs))));
      await Promise.race([this.#opened, piece]);
      clearTimeout(late);
    }
  }
}
