/** Two programs by their places in a list, and how alike they are. */
export interface Candidate {
  readonly left: number;
  readonly right: number;
  readonly similarity: number;
  readonly overlap: number;
}

/** Keeps the most similar of any number of pairs, in bounded memory. */
export class MostAlike {
  #kept: Candidate[] = [];
  #leftOut = 0;
  #leftOutBelow: number | null = null;

  constructor(private readonly most: number) {}

  add(candidate: Candidate): void {
    this.#kept.push(candidate);
    if (this.#kept.length >= 2 * this.most) this.#cut();
  }

  /** The most similar first; of equals those that were added first. */
  get kept(): readonly Candidate[] {
    this.#cut();
    return this.#kept;
  }

  /** How many were too many, and the similarity that none of those is above. */
  get leftOut(): { readonly pairsLeftOut: number; readonly leftOutBelow: number | null } {
    this.#cut();
    return { pairsLeftOut: this.#leftOut, leftOutBelow: this.#leftOutBelow };
  }

  #cut(): void {
    this.#kept.sort((one, other) => other.similarity - one.similarity);
    const best = this.#kept[this.most];
    if (best === undefined) return;
    this.#leftOutBelow = Math.max(this.#leftOutBelow ?? 0, best.similarity);
    this.#leftOut += this.#kept.length - this.most;
    this.#kept.length = this.most;
  }
}
