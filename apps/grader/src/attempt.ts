import type { Stage } from '#libs/contracts/progress';
import type { StatesStore } from '#libs/database/states.store';

/** Why an attempt was stopped: its row ended or another attempt has it, or this grader is stopping. */
export type StopReason = 'not-mine' | 'stopping';

/** Which row, and which try of it. */
export interface AttemptOf {
  readonly id: string;
  readonly number: number;
}

/** One try at a row: writes each stage to it in order, and stops when the row no longer wants this try. */
export class Attempt {
  readonly #controller = new AbortController();
  #written: Promise<void> = Promise.resolve();
  #stopped: StopReason | null = null;

  constructor(
    private readonly states: StatesStore,
    readonly of: AttemptOf,
  ) {}

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Null while nobody stopped it. */
  get stopped(): StopReason | null {
    return this.#stopped;
  }

  stop(reason: StopReason): void {
    this.#stopped ??= reason;
    this.#controller.abort(new Error(`The attempt was stopped: ${reason}`));
  }

  /** Returns at once; the stage is written after those told before. A failure to write stops the attempt with its error. */
  readonly tell = (stage: Stage): void => {
    this.#written = this.#written
      .then(() => this.write(stage))
      .catch((error: unknown) => this.#controller.abort(error));
  };

  /** Resolves when everything told is written. */
  settle(): Promise<void> {
    return this.#written;
  }

  private async write(stage: Stage): Promise<void> {
    if (this.signal.aborted) return;
    const mine = await this.states.advance(this.of.id, this.of.number, stage);
    if (!mine) this.stop('not-mine');
  }
}
