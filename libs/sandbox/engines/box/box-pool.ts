/** What the pool needs of a sandbox: whether it died by itself, and its end. */
interface Poolable {
  readonly gone: boolean;
  end(): Promise<void>;
}

/** So many are kept ready while runs go on, if the pool is that large; the rest is made when none does. */
const readyWhileBusy = 2;

/** No run was under way for so long: the next ones are made now, and not between the runs of one grading, in milliseconds. */
const quietMs = 50;

/** Sandboxes that stand ready, so that a run does not wait for its namespaces. Each is used once. */
export class BoxPool<Box extends Poolable> {
  readonly #open: () => Promise<Box>;
  readonly #size: number;
  readonly #ready: Promise<Box>[] = [];
  readonly #ending = new Set<Promise<void>>();
  #used = 0;
  #quiet: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(open: () => Promise<Box>, size: number) {
    this.#open = open;
    this.#size = size;
  }

  /** Makes the first ones, and the rest while nothing runs; a sandbox that cannot be made is told by `take`. */
  fill(): void {
    while (!this.#closed && this.#ready.length < Math.min(readyWhileBusy, this.#size)) void this.#add();
    this.#fillWhenQuiet();
  }

  /** A sandbox that no run has used. */
  async take(): Promise<Box> {
    if (this.#closed) throw new Error('The sandbox was closed.');
    this.#used += 1;
    clearTimeout(this.#quiet);
    try {
      const box = await this.#firstAlive();
      // The next ones are made after this one is handed out, so that they do not compete with its start.
      setImmediate(() => this.fill());
      return box;
    } catch (cause) {
      this.#used -= 1;
      throw cause;
    }
  }

  /** Ends a used sandbox in the background; `close` waits for it. */
  async discard(box: Box): Promise<void> {
    this.#used -= 1;
    this.#fillWhenQuiet();
    await this.#end(box);
  }

  /** Ends every sandbox and waits until all are gone. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#quiet);
    const ready = await Promise.allSettled(this.#ready.splice(0));
    await Promise.all(ready.map((one) => (one.status === 'fulfilled' ? one.value.end() : undefined)));
    await Promise.all(this.#ending);
  }

  #add(): Promise<unknown> {
    const box = this.#open();
    this.#ready.push(box);
    return box.catch(() => {});
  }

  #fillWhenQuiet(): void {
    clearTimeout(this.#quiet);
    if (this.#closed || this.#used > 0 || this.#ready.length >= this.#size) return;
    this.#quiet = setTimeout(() => void this.#fillOneByOne(), quietMs);
  }

  /** One after the other, until a run begins: making a sandbox costs as much processor time as a short run. */
  async #fillOneByOne(): Promise<void> {
    while (!this.#closed && this.#used === 0 && this.#ready.length < this.#size) await this.#add();
  }

  /** One that stood ready may have died meanwhile, such as when the whole machine ran out of memory. */
  async #firstAlive(): Promise<Box> {
    for (let ready = this.#ready.shift(); ready !== undefined; ready = this.#ready.shift()) {
      const box = await ready;
      if (!box.gone) return box;
      await this.#end(box);
    }
    return this.#open();
  }

  async #end(box: Box): Promise<void> {
    const ending = box.end();
    this.#ending.add(ending);
    try {
      await ending;
    } finally {
      this.#ending.delete(ending);
    }
  }
}
