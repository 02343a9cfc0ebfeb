import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Logger } from 'pino';
import { TokensStore } from '#libs/database/tokens.store';
import { apiLogger } from '../logger.js';

const everyMs = 600_000;

/** An ended token opens nothing; it is kept for a month for whoever asks when somebody was signed in. */
const keptMs = 30 * 86_400_000;

/** At a time, so that no statement holds many rows; the rest waits for the next time. */
const tokensMax = 5_000;

/** Forgets tokens that ended long ago. Several processes may do it beside each other. */
@Injectable()
export class TokensSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  #timer: NodeJS.Timeout | null = null;
  #sweeping: Promise<void> = Promise.resolve();

  constructor(
    @Inject(TokensStore) private readonly tokens: TokensStore,
    @Inject(apiLogger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => {
      this.#sweeping = this.once(new Date()).then(
        () => {},
        (error: unknown) => this.logger.warn({ err: error }, 'ended tokens were not forgotten; later again'),
      );
    }, everyMs).unref();
  }

  /** Lets a sweep end while there is still a database. */
  async beforeApplicationShutdown(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#sweeping;
  }

  /** How many it forgot. */
  once(now: Date): Promise<number> {
    return this.tokens.removeEnded(new Date(now.getTime() - keptMs), tokensMax);
  }
}
