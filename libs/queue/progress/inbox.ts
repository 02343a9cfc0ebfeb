/** Waiting items beyond this are folded into one. */
const capacity = 100;

/**
 * A bounded line between one that announces and one that reads. When the reader is too slow, what it missed is replaced by a
 * single `overflow` item, so that memory is bounded and the reader knows that it has to look for itself.
 */
export class Inbox<T> {
  #items: T[] = [];
  #wake: (() => void) | null = null;
  #closed = false;

  constructor(private readonly overflow: T) {}

  put(item: T): void {
    if (this.#closed) return;
    if (this.#items.length >= capacity) this.#items = [this.overflow];
    else this.#items.push(item);
    this.#wake?.();
  }

  /** The next item, or null once closed. */
  async take(): Promise<T | null> {
    while (!this.#closed) {
      const item = this.#items.shift();
      if (item !== undefined) return item;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return null;
  }

  close(): void {
    this.#closed = true;
    this.#items = [];
    this.#wake?.();
  }
}
