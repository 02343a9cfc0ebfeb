import { Inject, Injectable } from '@nestjs/common';
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import { Outgoing } from './outgoing.js';

/** How long keys are taken for the platform's without asking again, in milliseconds. */
const freshMs = 10 * 60_000;

/** A key id that nobody knows makes us ask again, but not more often than this, in milliseconds. */
const refetchMs = 30_000;

/** The public keys of platforms, by the address of their key set. */
@Injectable()
export class PlatformKeys {
  readonly #sets = new Map<string, JWTVerifyGetKey>();

  constructor(@Inject(Outgoing) private readonly outgoing: Outgoing) {}

  /** One set for each address: the addresses are those that admins registered, so they are few. */
  of(jwksUrl: string): JWTVerifyGetKey {
    const known = this.#sets.get(jwksUrl);
    if (known !== undefined) return known;
    const set = createRemoteJWKSet(new URL(jwksUrl), {
      cacheMaxAge: freshMs,
      cooldownDuration: refetchMs,
      [customFetch]: async (url: string) => {
        const { status, headers, text } = await this.outgoing.ask(url, {
          headers: { accept: 'application/json' },
        });
        return new Response(text, { status, headers });
      },
    });
    this.#sets.set(jwksUrl, set);
    return set;
  }
}
