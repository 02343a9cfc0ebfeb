/** How many keys a bucket remembers; beyond it the one that was quiet for longest is forgotten, which only ever gives it more. */
const keysMax = 20_000;

interface Level {
  readonly tokens: number;
  readonly atMs: number;
}

/**
 * Lets each key through `perMinute` times a minute, in bursts of as many. Kept in this process: with several api processes each
 * counts for itself.
 */
export class TokenBucket {
  readonly #levels = new Map<string, Level>();

  constructor(
    private readonly perMinute: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** True when the key may go on, false when it has to wait. */
  take(key: string): boolean {
    const atMs = this.nowMs();
    const before = this.#levels.get(key) ?? { tokens: this.perMinute, atMs };
    const tokens = Math.min(this.perMinute, before.tokens + ((atMs - before.atMs) * this.perMinute) / 60_000);
    this.#levels.delete(key);
    this.#levels.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, atMs });
    if (this.#levels.size > keysMax) this.#forgetOldest();
    return tokens >= 1;
  }

  #forgetOldest(): void {
    const [oldest] = this.#levels.keys();
    if (oldest !== undefined) this.#levels.delete(oldest);
  }
}
