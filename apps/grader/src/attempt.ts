import type { Stage } from '#libs/contracts/progress';
import type { StatesStore } from '#libs/database/states.store';

/** Why an attempt was stopped: its row ended or another attempt has it, or this grader is stopping. */
export type StopReason = 'not-mine' | 'stopping';

/** Which row, and which try of it. */
export interface AttemptOf {
  readonly id: string;
  readonly number: number;
}

/** Steps within one state are written at most so often: nobody reads faster, and each is a write and a message to all who watch. */
const stepEveryMs = 100;

/** One try at a row: writes the stages to it in order, and stops when the row no longer wants this try. */
export class Attempt {
  readonly #controller = new AbortController();
  #written: Promise<void> = Promise.resolve();
  /** What the row says, and since when; the beginning of the attempt made it COMPILING. */
  #state: Stage['state'] = 'COMPILING';
  #writtenAtMs = performance.now();
  /** A step that waits for its time. */
  #waiting: { readonly stage: Stage; readonly timer: NodeJS.Timeout } | null = null;
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

  /**
   * Returns at once. A new state is written after those told before; a step within a state that is followed by another within
   * 100 ms, or by the next state, is not. A failure to write stops the attempt with its error.
   */
  readonly tell = (stage: Stage): void => {
    this.#forgetWaiting();
    const early = this.#writtenAtMs + stepEveryMs - performance.now();
    if (stage.state !== this.#state || early <= 0) {
      this.#put(stage);
      return;
    }
    this.#waiting = { stage, timer: setTimeout(() => this.#put(stage), early) };
  };

  /** Resolves when everything that is to be written is: the end of the attempt is next. */
  settle(): Promise<void> {
    this.#forgetWaiting();
    return this.#written;
  }

  #put(stage: Stage): void {
    this.#waiting = null;
    this.#state = stage.state;
    this.#writtenAtMs = performance.now();
    this.#written = this.#written
      .then(() => this.write(stage))
      .catch((error: unknown) => this.#controller.abort(error));
  }

  #forgetWaiting(): void {
    clearTimeout(this.#waiting?.timer);
    this.#waiting = null;
  }

  private async write(stage: Stage): Promise<void> {
    if (this.signal.aborted) return;
    const mine = await this.states.advance(this.of.id, this.of.number, stage);
    if (!mine) this.stop('not-mine');
  }
}
