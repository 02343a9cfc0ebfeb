import { Box } from './box.js';

/** Sandboxes that stand ready, so that a run does not wait for its namespaces. Each is used once. */
export class BoxPool {
  readonly #open: () => Promise<Box>;
  readonly #size: number;
  readonly #ready: Promise<Box>[] = [];
  readonly #ending = new Set<Promise<void>>();
  #closed = false;

  constructor(open: () => Promise<Box>, size: number) {
    this.#open = open;
    this.#size = size;
  }

  /** Brings the pool to its size; a sandbox that cannot be made is told by `take`. */
  fill(): void {
    while (!this.#closed && this.#ready.length < this.#size) {
      const box = this.#open();
      box.catch(() => {});
      this.#ready.push(box);
    }
  }

  /** A sandbox that no run has used. */
  async take(): Promise<Box> {
    if (this.#closed) throw new Error('The sandbox was closed.');
    const box = await this.#firstAlive();
    // The next ones are made after this one is handed out, so that they do not compete with its start.
    setImmediate(() => this.fill());
    return box;
  }

  /** One that stood ready may have died meanwhile, such as when the whole machine ran out of memory. */
  async #firstAlive(): Promise<Box> {
    for (let ready = this.#ready.shift(); ready !== undefined; ready = this.#ready.shift()) {
      const box = await ready;
      if (!box.gone) return box;
      await this.discard(box);
    }
    return this.#open();
  }

  /** Ends a used sandbox in the background; `close` waits for it. */
  async discard(box: Box): Promise<void> {
    const ending = box.end();
    this.#ending.add(ending);
    try {
      await ending;
    } finally {
      this.#ending.delete(ending);
    }
  }

  /** Ends every sandbox and waits until all are gone. */
  async close(): Promise<void> {
    this.#closed = true;
    const ready = await Promise.allSettled(this.#ready.splice(0));
    await Promise.all(ready.map((one) => (one.status === 'fulfilled' ? one.value.end() : undefined)));
    await Promise.all(this.#ending);
  }
}
