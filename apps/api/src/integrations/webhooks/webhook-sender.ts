import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Logger } from 'pino';
import {
  WebhookDeliveriesStore,
  type AfterFailure,
  type WebhookAttempt,
  type WebhookTurn,
} from '#libs/database/webhook-deliveries.store';
import { apiConfig, type ApiConfig } from '../../config.js';
import { apiLogger } from '../../logger.js';
import { afterFailure, attemptOf } from './after-attempt.js';
import { reachOf } from './check-url.js';
import { postSafely } from './post-safely.js';
import { sign } from './sign.js';
import { WebhookSecrets } from './webhook-secrets.js';

/** How long an event may lie before somebody looks. */
const everyMs = 1_000;

/** Longer than an attempt can take: who dies with an endpoint in hand keeps it from others for so long. */
const leaseMs = 30_000;

/** Endpoints that one process sends to at once. */
const atOnce = 4;

/** Deliveries that one hand sends in one look, at most; the next look goes on. */
const perLook = 500;

const keptMs = 30 * 86_400_000;
const forgetEveryMs = 3_600_000;

/** What comes of a delivery that nothing can sign. */
const notSent = {
  responseStatus: null,
  responseStart: null,
  failure: 'Its secret cannot be read any more on this server: make a new one, then enable the webhook.',
} as const;

/**
 * Sends what lies in the outbox. Any number of api processes do so together: each endpoint is in one hand at a time, and its deliveries go
 * out one after the other in the order of their events.
 */
@Injectable()
export class WebhookSender implements OnApplicationBootstrap, BeforeApplicationShutdown {
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<unknown> = Promise.resolve();
  #stopping = false;
  #forgotAt = 0;

  constructor(
    @Inject(WebhookDeliveriesStore) private readonly deliveries: WebhookDeliveriesStore,
    @Inject(WebhookSecrets) private readonly secrets: WebhookSecrets,
    @Inject(apiConfig) private readonly config: ApiConfig,
    @Inject(apiLogger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.IPCLAB_WEBHOOKS === 'off') return;
    const again = (): void => {
      this.#looking = this.once()
        .catch((error: unknown) => this.logger.error({ err: error }, 'webhooks could not be sent'))
        .finally(() => {
          if (!this.#stopping) this.#timer = setTimeout(again, everyMs);
        });
    };
    this.#timer = setTimeout(again, everyMs);
  }

  /** Waits for the attempts under way, which take ten seconds at most. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#looking;
  }

  /** Sends what is due. */
  async once(): Promise<void> {
    await this.deliveries.announceReleases();
    await this.forget();
    const first = await this.next();
    if (first === null) return;
    const others = Array.from({ length: atOnce - 1 }, () => this.drain(null));
    await Promise.all([this.drain(first), ...others]);
  }

  private async drain(first: WebhookTurn | null): Promise<void> {
    let turn = first ?? (await this.next());
    for (let sent = 1; turn !== null; sent += 1) {
      await this.send(turn);
      turn = sent < perLook ? await this.next() : null;
    }
  }

  private next(): Promise<WebhookTurn | null> {
    return this.#stopping ? Promise.resolve(null) : this.deliveries.take(leaseMs);
  }

  private async send(turn: WebhookTurn): Promise<void> {
    const { endpoint, delivery } = turn;
    const now = new Date();
    const secrets = this.secrets.signing(endpoint, now);
    if (secrets.length === 0) {
      await this.settle(turn, notSent, { kind: 'disable', reason: notSent.failure });
      return;
    }
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'ipclab-webhooks/1',
      'ipclab-event': delivery.event,
      'ipclab-delivery': delivery.id,
      'ipclab-attempt': String(delivery.attempts + 1),
      'ipclab-signature': sign(delivery.body, secrets, now.getTime()),
    };
    const { url } = endpoint;
    const answer = await postSafely({
      url,
      body: delivery.body,
      headers,
      reach: reachOf(this.config.IPCLAB_WEBHOOKS),
    });
    const attempt = attemptOf(answer);
    const after =
      attempt.failure === null
        ? null
        : afterFailure(turn, attempt, { now: new Date(), chance: Math.random() });
    await this.settle(turn, attempt, after);
  }

  private async settle(
    turn: WebhookTurn,
    attempt: WebhookAttempt,
    after: AfterFailure | null,
  ): Promise<void> {
    if (after?.kind === 'disable')
      this.logger.warn({ endpoint: turn.endpoint.id, says: after.reason }, 'a webhook was disabled');
    if (!(await this.deliveries.settle(turn, attempt, after)))
      this.logger.warn(
        { delivery: turn.delivery.id },
        'a webhook took longer than its lease, and may be sent twice',
      );
  }

  private async forget(): Promise<void> {
    if (Date.now() - this.#forgotAt < forgetEveryMs) return;
    this.#forgotAt = Date.now();
    await this.deliveries.removeOld(new Date(Date.now() - keptMs));
  }
}
