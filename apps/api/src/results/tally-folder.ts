import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Logger } from 'pino';
import { TalliesStore } from '#libs/database/results-tallies.store';
import { apiLogger } from '../logger.js';

/** A busy minute leaves some thousands of rows, which are read in milliseconds. */
const everyMs = 60_000;

/** Keeps the numbers of classes few enough to be read at once. Several processes may do it beside each other. */
@Injectable()
export class TallyFolder implements OnApplicationBootstrap, BeforeApplicationShutdown {
  #timer: NodeJS.Timeout | null = null;
  #folding: Promise<void> = Promise.resolve();

  constructor(
    @Inject(TalliesStore) private readonly tallies: TalliesStore,
    @Inject(apiLogger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => {
      this.#folding = this.#folding.then(() => this.#fold());
    }, everyMs).unref();
  }

  /** Lets a folding end while there is still a database. */
  async beforeApplicationShutdown(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#folding;
  }

  async #fold(): Promise<void> {
    try {
      await this.tallies.fold();
    } catch (error) {
      this.logger.warn({ err: error }, 'the numbers of classes were not folded; the next minute tries again');
    }
  }
}
