import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { WebhookEndpointsStore, type WebhookEndpoint } from '#libs/database/webhook-endpoints.store';
import { apiConfig, type ApiConfig } from '../../config.js';
import { apiLogger } from '../../logger.js';
import { keyringOf, type Keyring } from '../sealing/keyring.js';
import { sealingSecrets } from '../sealing/seal.js';

/** How a secret begins that was kept as it is, before secrets were sealed. */
const plainHead = 'whsec_';

/** Endpoints whose secrets are sealed anew at a time. */
const chunkMax = 100;

/** Keeps what signs webhooks from whoever has only a copy of the database. */
@Injectable()
export class WebhookSecrets implements OnApplicationBootstrap {
  readonly #ring: Keyring;

  constructor(
    @Inject(WebhookEndpointsStore) private readonly endpoints: WebhookEndpointsStore,
    @Inject(apiConfig) config: ApiConfig,
    @Inject(apiLogger) private readonly logger: Logger,
  ) {
    this.#ring = keyringOf(sealingSecrets(config), 'secrets of webhooks');
  }

  /** Seals with the newest secret what an older one, or none, has sealed. */
  async onApplicationBootstrap(): Promise<void> {
    for (let after = ''; ;) {
      const found = await this.endpoints.sealedOtherwise(this.#ring.current, { first: chunkMax, after });
      for (const endpoint of found) await this.#sealAnew(endpoint);
      const last = found.at(-1);
      if (last === undefined || found.length < chunkMax) return;
      after = last.id;
    }
  }

  close(secret: string): string {
    return this.#ring.close(secret);
  }

  /** Those that sign now, the newest first; none when they were sealed with another secret of the installation. */
  signing({ secret, formerSecret, formerUntil }: WebhookEndpoint, now: Date): string[] {
    const newest = this.#open(secret);
    if (newest === null) return [];
    const former = formerSecret !== null && formerUntil !== null && formerUntil > now ? formerSecret : null;
    const older = former === null ? null : this.#open(former);
    return older === null ? [newest] : [newest, older];
  }

  #open(kept: string): string | null {
    return kept.startsWith(plainHead) ? kept : this.#ring.open(kept);
  }

  async #sealAnew(endpoint: WebhookEndpoint): Promise<void> {
    const { id, secret, formerSecret } = endpoint;
    const newest = this.#open(secret);
    if (newest === null) {
      this.logger.warn({ endpoint: id }, 'the secret of a webhook was sealed with another IPCLAB_SECRET');
      return;
    }
    const former = formerSecret === null ? null : this.#open(formerSecret);
    await this.endpoints.seal(endpoint, {
      secret: this.close(newest),
      formerSecret: former === null ? null : this.close(former),
    });
  }
}
