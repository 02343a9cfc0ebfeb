import { Inject, Injectable } from '@nestjs/common';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type JWTPayload,
} from 'jose';
import type { Logger } from 'pino';
import { z } from 'zod';
import { LtiKeysStore, type LtiKey, type NewLtiKey } from '#libs/database/lti-keys.store';
import { apiConfig, type ApiConfig } from '../../../config.js';
import { apiLogger } from '../../../logger.js';
import { sealingSecrets, sealOf, type Seal } from '../../sealing/seal.js';

/** How long platforms are shown a key that signs no more: far longer than anything that it signed lives, in milliseconds. */
const shownMs = 24 * 60 * 60_000;

/** How long what we sign is good, in seconds. */
const lifeSeconds = 300;

const PublicJwk = z.object({ kty: z.literal('RSA'), n: z.string(), e: z.string() });
type PublicJwk = z.infer<typeof PublicJwk>;
const PrivateJwk = z.record(z.string(), z.unknown());

/** What a platform verifies our signatures with (RFC 7517). */
export interface ShownKey extends PublicJwk {
  readonly kid: string;
  readonly alg: 'RS256';
  readonly use: 'sig';
}

/** The keys that ipclab signs with: the first is made when one is first needed. */
@Injectable()
export class ToolKeys {
  readonly #seal: Seal;

  constructor(
    @Inject(LtiKeysStore) private readonly store: LtiKeysStore,
    @Inject(apiConfig) config: ApiConfig,
    @Inject(apiLogger) private readonly logger: Logger,
  ) {
    this.#seal = sealOf(sealingSecrets(config)[0], 'private keys of LTI');
  }

  /** The key that signs, and those that signed lately. */
  async shown(): Promise<ShownKey[]> {
    await this.#current();
    const keys = await this.store.shown(new Date(Date.now() - shownMs));
    return keys.map(({ id, publicJwk }) => ({
      ...PublicJwk.parse(publicJwk),
      kid: id,
      alg: 'RS256' as const,
      use: 'sig' as const,
    }));
  }

  /** Signs claims as a JWT that is good for five minutes and can be told from every other. */
  async sign(claims: JWTPayload): Promise<string> {
    const { id, jwk } = await this.#current();
    const key = await importJWK(jwk, 'RS256');
    return new SignJWT({ ...claims, jti: crypto.randomUUID() })
      .setProtectedHeader({ alg: 'RS256', kid: id, typ: 'JWT' })
      .setIssuedAt()
      .setExpirationTime(`${lifeSeconds}s`)
      .sign(key);
  }

  /** Lets a new key sign; resolves to its id. */
  async rotate(): Promise<string> {
    const current = await this.store.current();
    return (await this.store.replace(current?.id ?? null, await this.#make(), new Date())).id;
  }

  async #current(): Promise<{ readonly id: string; readonly jwk: Record<string, unknown> }> {
    const current = await this.store.current();
    const opened = current === null ? null : this.#open(current);
    if (opened !== null) return opened;
    if (current !== null)
      this.logger.warn({ kid: current.id }, 'the LTI key was sealed with another secret and is replaced');
    const made = this.#open(await this.store.replace(current?.id ?? null, await this.#make(), new Date()));
    if (made === null) throw new Error('Another process seals LTI keys with another IPCLAB_SECRET.');
    return made;
  }

  #open(key: LtiKey) {
    const text = key.sealed === null ? null : this.#seal.open(key.sealed);
    return text === null ? null : { id: key.id, jwk: PrivateJwk.parse(JSON.parse(text)) };
  }

  async #make(): Promise<NewLtiKey> {
    const pair = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
    const publicJwk = PublicJwk.parse(await exportJWK(pair.publicKey));
    const sealed = this.#seal.close(JSON.stringify(await exportJWK(pair.privateKey)));
    return { id: await calculateJwkThumbprint(publicJwk), publicJwk, sealed };
  }
}
