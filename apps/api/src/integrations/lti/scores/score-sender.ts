import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LtiScoresStore, type OwedScore, type Sending } from '#libs/database/lti-scores.store';
import { apiLogger } from '../../../logger.js';
import { scope } from '../protocol/claims.js';
import { Outgoing } from '../protocol/outgoing.js';
import { PlatformTrouble } from '../protocol/platform-trouble.js';
import { checkStatus } from '../protocol/read-answer.js';
import { LineItems } from './line-items.js';
import { scoreOf, scoresUrlOf, triesMax, waitAfter } from './send-score.js';
import { ServiceTokens } from './service-tokens.js';

/** How soon a score is looked at again whose column another process makes just now, in milliseconds. */
const soonMs = 1000;

/** Points would give away what hidden checks say, and a platform shows them at once. */
const hidden = 'Some checks of this assignment are hidden until it is due; the score is sent then.';

/** How soon it is looked at again whether something is still hidden, for due times change, in milliseconds. */
const hiddenMsMax = 15 * 60_000;

/** Sends one score to its platform, and says what came of it. */
@Injectable()
export class ScoreSender {
  constructor(
    @Inject(LtiScoresStore) private readonly scores: LtiScoresStore,
    @Inject(LineItems) private readonly lineItems: LineItems,
    @Inject(ServiceTokens) private readonly tokens: ServiceTokens,
    @Inject(Outgoing) private readonly outgoing: Outgoing,
  ) {}

  @Inject(apiLogger) private readonly logger!: Logger;

  async send(owed: OwedScore): Promise<void> {
    await this.scores.settle(owed, await this.#try(owed));
  }

  async #try(owed: OwedScore): Promise<Sending> {
    const hiddenMs = (owed.hiddenUntil?.getTime() ?? 0) - Date.now();
    if (hiddenMs > 0)
      return { kind: 'later', reason: hidden, waitMs: Math.min(hiddenMs, hiddenMsMax), counted: false };
    try {
      const lineItemUrl = await this.lineItems.findOrMake(owed);
      if (lineItemUrl === null) return { kind: 'later', reason: null, waitMs: soonMs, counted: false };
      return await this.#post(owed, lineItemUrl);
    } catch (error) {
      return this.#failed(owed, error);
    }
  }

  async #post(owed: OwedScore, lineItemUrl: string): Promise<Sending> {
    const { score, stampedAt } = scoreOf(owed, new Date());
    const url = scoresUrlOf(lineItemUrl);
    const answer = await this.tokens.ask(owed.platformId, [scope.score], (authorization) =>
      this.outgoing.ask(url, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/vnd.ims.lis.v1.score+json' },
        body: JSON.stringify(score),
      }),
    );
    // The column was removed at the platform: whoever tries again by hand lets it be looked for or made anew.
    if (answer.status === 404 || answer.status === 410)
      await this.scores.settleLineItem(owed.lineItemId, null);
    checkStatus(answer, 'a score to be taken');
    return { kind: 'sent', fraction: owed.fraction, stampedAt };
  }

  #failed(owed: OwedScore, error: unknown): Sending {
    if (!(error instanceof PlatformTrouble)) {
      this.logger.error({ err: error, lineItem: owed.lineItemId }, 'a score could not be sent');
      return {
        kind: 'later',
        reason: 'It failed on our side.',
        waitMs: waitAfter(owed.attempts + 1, Math.random()),
        counted: true,
      };
    }
    const { message: reason, passes, waitMs } = error;
    const failures = owed.attempts + 1;
    this.logger.warn({ lineItem: owed.lineItemId, says: reason, failures }, 'a platform took a score not');
    if (!passes || failures >= triesMax) return { kind: 'failed', reason };
    const own = waitAfter(failures, Math.random());
    return { kind: 'later', reason, waitMs: Math.max(waitMs ?? 0, own), counted: true };
  }
}
