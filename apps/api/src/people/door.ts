import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '#libs/contracts/refusal';
import type { Person } from '#libs/database/people.store';
import { hashTokenSecret } from '#libs/database/token-secret';
import { TokensStore } from '#libs/database/tokens.store';
import { apiConfig, type ApiConfig } from '../config.js';
import { TokenBucket } from '../limits/token-bucket.js';
import { notSignedIn, type Caller } from './caller.js';

/** Looks whose token a caller shows, and how often that person comes. */
@Injectable()
export class Door {
  readonly #requests: TokenBucket;

  constructor(
    @Inject(TokensStore) private readonly tokens: TokensStore,
    @Inject(apiConfig) config: ApiConfig,
  ) {
    this.#requests = new TokenBucket(config.IPCLAB_PERSON_REQUESTS_PER_MINUTE);
  }

  /** Ends in `Refusal NOT_SIGNED_IN`, or `TOO_MANY_REQUESTS` when this person asks too often. */
  async identify(caller: Caller): Promise<Person> {
    caller.identified ??= this.#lookUp(caller);
    const found = await caller.identified;
    if (found instanceof Refusal) throw found;
    caller.letIn(found);
    return found;
  }

  async #lookUp(caller: Caller): Promise<Person | Refusal> {
    if (caller.secret === null) return notSignedIn();
    const found = await this.tokens.use(hashTokenSecret(caller.secret), new Date());
    if (found === null)
      return new Refusal('NOT_SIGNED_IN', 'This token is unknown, revoked or expired; sign in again.');
    if (this.#requests.take(found.person.id)) return found.person;
    return new Refusal('TOO_MANY_REQUESTS', 'You have sent too many requests in a minute; wait a little.');
  }
}
