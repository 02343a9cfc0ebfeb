import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '#libs/contracts/refusal';
import { JobeKeysStore, type Key } from '#libs/database/jobe-keys.store';
import { hashTokenSecret } from '#libs/database/token-secret';
import { TokenBucket } from '../../limits/token-bucket.js';

/** What a request is counted as. */
export type Counted = 'run' | 'file' | 'question';

/** Looks at the key that a client of Jobe's REST API shows, and how often it comes. */
@Injectable()
export class JobeDoor {
  /** By what they let through a minute; keys of one rate share a bucket's memory, not its tokens. */
  readonly #buckets = new Map<number, TokenBucket>();

  constructor(@Inject(JobeKeysStore) private readonly keys: JobeKeysStore) {}

  /** Ends in `NOT_SIGNED_IN`, or in `TOO_MANY_REQUESTS`: a file and a question count apart from runs, by the same rate. */
  async identify(shown: unknown, counted: Counted): Promise<Key> {
    if (typeof shown !== 'string' || !/^[\x21-\x7e]{1,512}$/.test(shown))
      throw new Refusal('NOT_SIGNED_IN', 'Missing API key: send it as the header X-API-KEY.');
    const found = await this.keys.use(hashTokenSecret(shown), new Date());
    if (found === null) throw new Refusal('NOT_SIGNED_IN', 'This API key is unknown, revoked or expired.');
    const { key } = found;
    if (this.#bucketOf(key.runsPerMinute).take(`${counted} ${key.id}`)) return key;
    throw new Refusal(
      'TOO_MANY_REQUESTS',
      `This API key allows ${key.runsPerMinute} requests a minute; wait a little.`,
    );
  }

  #bucketOf(perMinute: number): TokenBucket {
    const known = this.#buckets.get(perMinute);
    if (known !== undefined) return known;
    const made = new TokenBucket(perMinute);
    this.#buckets.set(perMinute, made);
    return made;
  }
}
