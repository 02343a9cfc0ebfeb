import type { AlikePair, ComparisonAnswer } from '#libs/contracts/similarity';

/** What became of one program. */
export type ProgramAnswer = Omit<Extract<ComparisonAnswer, { kind: 'program' }>, 'kind'>;

/** How far a comparison is. */
export type ComparisonProgress = Omit<Extract<ComparisonAnswer, { kind: 'progress' }>, 'kind'>;

/** What a comparison found. */
export interface Comparison {
  readonly programs: readonly ProgramAnswer[];
  readonly pairs: readonly AlikePair[];
  readonly pairsLeftOut: number;
  readonly leftOutBelow: number | null;
}

/** Puts together what whoever compares says piece by piece. */
export class Gathering {
  readonly #programs: ProgramAnswer[] = [];
  readonly #pairs: AlikePair[] = [];
  #end: Pick<Comparison, 'pairsLeftOut' | 'leftOutBelow'> | null = null;

  constructor(private readonly tell: (progress: ComparisonProgress) => void) {}

  take(answer: ComparisonAnswer): void {
    switch (answer.kind) {
      case 'progress':
        this.tell(answer);
        break;
      case 'program':
        this.#programs.push(answer);
        break;
      case 'pair':
        this.#pairs.push(answer.pair);
        break;
      case 'end':
        this.#end = { pairsLeftOut: answer.pairsLeftOut, leftOutBelow: answer.leftOutBelow };
    }
  }

  /** Null until the end was said. */
  get whole(): Comparison | null {
    return this.#end && { programs: this.#programs, pairs: this.#pairs, ...this.#end };
  }
}
