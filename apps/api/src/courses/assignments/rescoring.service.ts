import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { ScoresStore } from '#libs/database/scores.store';
import { apiLogger } from '../../logger.js';

/** People whose scores follow a changed policy before the change is answered; those of a larger class follow behind it. */
const atOnceMax = 500;

/** Nobody waits longer for an answer than this and one more step. */
const atOnceMs = 2_000;

/** Brings the scores of a whole assignment up to date. A grader's sweep finishes what this process could not. */
@Injectable()
export class Rescoring implements OnApplicationShutdown {
  #stopping = false;
  readonly #under = new Set<Promise<void>>();

  constructor(
    @Inject(ScoresStore) private readonly scores: ScoresStore,
    @Inject(apiLogger) private readonly logger: Logger,
  ) {}

  /** Resolves when the first 500 people are done, which for most classes is everybody, or after two seconds. */
  async begin(assignmentId: string): Promise<void> {
    const rescoring = this.scores.rescore(assignmentId);
    const began = performance.now();
    let done = 0;
    for (let step = await rescoring.next(); !step.done; step = await rescoring.next()) {
      done += step.value;
      if (done < atOnceMax && performance.now() - began < atOnceMs) continue;
      const rest = this.#finish(rescoring).catch((error: unknown) => {
        this.logger.error(
          { err: error, assignmentId },
          'scores could not be brought up to date; a grader will',
        );
      });
      this.#under.add(rest);
      void rest.finally(() => this.#under.delete(rest));
      return;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#under);
  }

  async #finish(rescoring: AsyncGenerator<number>): Promise<void> {
    for await (const _ of rescoring) if (this.#stopping) return;
  }
}
