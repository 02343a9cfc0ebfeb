import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { LtiPlatformsStore, type LtiPlatform } from '#libs/database/lti-platforms.store';
import { ToolKeys } from '../keys/tool-keys.js';
import { Outgoing, type PlatformAnswer } from '../protocol/outgoing.js';
import { PlatformTrouble } from '../protocol/platform-trouble.js';
import { readJson } from '../protocol/read-answer.js';

/** Tokens remembered; beyond it the oldest is asked for again. */
const rememberedMax = 1000;

/** A token that ends so soon is not used any more, in milliseconds. */
const spareMs = 30_000;

/** What is assumed of a token that does not say how long it is good, in seconds. */
const unsaidSeconds = 60;

const Answer = z.object({
  access_token: z.string().min(1).max(10_000),
  expires_in: z.coerce.number().positive().optional(),
});

interface Kept {
  readonly token: string;
  readonly untilMs: number;
}

/** Tokens for the services of platforms: OAuth 2 client credentials with a signed assertion (RFC 7523), kept until they end. */
@Injectable()
export class ServiceTokens {
  readonly #kept = new Map<string, Promise<Kept>>();

  constructor(
    @Inject(LtiPlatformsStore) private readonly platforms: LtiPlatformsStore,
    @Inject(ToolKeys) private readonly keys: ToolKeys,
    @Inject(Outgoing) private readonly outgoing: Outgoing,
  ) {}

  /** Asks a service with a token; one that the platform takes no more is replaced, and the service asked once again. */
  async ask(
    platformId: string,
    scopes: readonly string[],
    service: (authorization: string) => Promise<PlatformAnswer>,
  ): Promise<PlatformAnswer> {
    const answer = await service(`Bearer ${await this.#get(platformId, scopes)}`);
    if (answer.status !== 401) return answer;
    this.#kept.delete(keyOf(platformId, scopes));
    return service(`Bearer ${await this.#get(platformId, scopes)}`);
  }

  async #get(platformId: string, scopes: readonly string[]): Promise<string> {
    const key = keyOf(platformId, scopes);
    const known = await this.#kept.get(key);
    if (known !== undefined && known.untilMs > Date.now() + spareMs) return known.token;
    const asked = this.#request(platformId, scopes);
    this.#kept.delete(key);
    this.#kept.set(key, asked);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > rememberedMax && oldest !== undefined) this.#kept.delete(oldest);
    try {
      return (await asked).token;
    } catch (error) {
      if (this.#kept.get(key) === asked) this.#kept.delete(key);
      throw error;
    }
  }

  async #request(platformId: string, scopes: readonly string[]): Promise<Kept> {
    const platform = await this.platforms.find(platformId);
    if (platform === null) throw PlatformTrouble.lasting('The course platform is not registered any more.');
    const askedMs = Date.now();
    const answer = await this.outgoing.ask(platform.tokenUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await this.#assert(platform),
        scope: scopes.join(' '),
      }).toString(),
    });
    const { access_token: token, expires_in: seconds } = readJson(answer, Answer, 'a token');
    return { token, untilMs: askedMs + (seconds ?? unsaidSeconds) * 1000 };
  }

  #assert({ clientId, tokenUrl, tokenAudience }: LtiPlatform): Promise<string> {
    return this.keys.sign({ iss: clientId, sub: clientId, aud: tokenAudience ?? tokenUrl });
  }
}

function keyOf(platformId: string, scopes: readonly string[]): string {
  return [platformId, ...[...scopes].sort()].join(' ');
}
