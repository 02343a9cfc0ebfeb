/** How often this process looks up, and how late it may do so before that counts as having been away. */
const everyMs = 50;
const lateMs = 50;

/**
 * How long this process was kept from looking after a run, because it computed or its whole machine stood still. What a program did
 * meanwhile was seen by nobody, so time that passed like this counts against no limit.
 */
export class Attention {
  #seenMs = performance.now();
  #awayMs = 0;
  #longestAwayMs = 0;
  readonly #timer = setInterval(() => this.#lookUp(), everyMs);

  /** A clock that stands still while this process is away. */
  now(): number {
    this.#lookUp();
    return this.#seenMs - this.#awayMs;
  }

  /** For so long looks were asked for, and came too late to tell anything: as good as being away. */
  missed(ms: number): void {
    this.#longestAwayMs = Math.max(this.#longestAwayMs, ms);
  }

  /** The longest time away without a look in between. */
  longestAwayMs(): number {
    this.#lookUp();
    return this.#longestAwayMs;
  }

  /**
   * Calls back once after `ms` on this clock, and never before what arrived until then was read: of a limit and an arrival in the same
   * turn of the event loop the arrival comes first. Answers how to take it back.
   */
  after(ms: number, then: () => void): () => void {
    const due = this.now() + ms;
    let immediate: NodeJS.Immediate | undefined;
    const lookAgain = () => {
      const leftMs = due - this.now();
      if (leftMs > 0) timer = setTimeout(lookAgain, leftMs);
      else immediate = setImmediate(then);
    };
    let timer = setTimeout(lookAgain, ms);
    return () => {
      clearTimeout(timer);
      clearImmediate(immediate);
    };
  }

  /** Nobody asks any more. */
  end(): void {
    clearInterval(this.#timer);
  }

  #lookUp(): void {
    const now = performance.now();
    const late = now - this.#seenMs - everyMs;
    this.#seenMs = now;
    if (late <= lateMs) return;
    this.#awayMs += late;
    this.#longestAwayMs = Math.max(this.#longestAwayMs, late);
  }
}
