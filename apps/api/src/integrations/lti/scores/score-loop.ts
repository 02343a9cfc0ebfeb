import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Logger } from 'pino';
import { LtiScoresStore } from '#libs/database/lti-scores.store';
import { LtiTicketsStore } from '#libs/database/lti-tickets.store';
import { apiConfig, type ApiConfig } from '../../../config.js';
import { apiLogger } from '../../../logger.js';
import { ScoreSender } from './score-sender.js';

/** Scores that one process sends beside each other. */
const atOnce = 8;

/** How long a process has a score to itself, in milliseconds: longer than all its requests may take together. */
const leaseMs = 180_000;

/** How often used and forgotten tickets are cleared away, in milliseconds. */
const clearEveryMs = 10 * 60_000;

/** Works through the outbox of scores for as long as the api lives; several processes share the work by the rows' leases. */
@Injectable()
export class ScoreLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();
  #stopped = false;
  #clearedMs = 0;

  constructor(
    @Inject(LtiScoresStore) private readonly scores: LtiScoresStore,
    @Inject(LtiTicketsStore) private readonly tickets: LtiTicketsStore,
    @Inject(ScoreSender) private readonly sender: ScoreSender,
    @Inject(apiConfig) private readonly config: ApiConfig,
  ) {}

  @Inject(apiLogger) private readonly logger!: Logger;

  onApplicationBootstrap(): void {
    this.#plan();
  }

  /** What is under way is broken off by `Outgoing` and noted before the database goes; all of it waits in its rows. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#round;
  }

  #plan(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#round = this.#work().finally(() => this.#plan());
    }, this.config.IPCLAB_LTI_SYNC_MS);
    this.#timer.unref();
  }

  async #work(): Promise<void> {
    try {
      for (;;) {
        const taken = this.#stopped ? [] : await this.scores.take(atOnce, leaseMs);
        if (taken.length === 0) break;
        await Promise.all(taken.map((owed) => this.sender.send(owed)));
      }
      await this.#clear();
    } catch (error) {
      // The database is away for a moment: the next round looks again.
      this.logger.error({ err: error }, 'scores could not be looked for');
    }
  }

  async #clear(): Promise<void> {
    if (Date.now() - this.#clearedMs < clearEveryMs) return;
    this.#clearedMs = Date.now();
    await this.tickets.removeEnded(new Date());
  }
}
