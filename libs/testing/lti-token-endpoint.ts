import { randomUUID } from 'node:crypto';
import { jwtVerify, type JWTVerifyGetKey } from 'jose';

/** The tool that asks for tokens, and where it has to ask. */
interface Client {
  readonly clientId: string;
  readonly keys: () => Promise<JWTVerifyGetKey>;
  readonly address: () => string;
}

/** Gives tokens for the services of a platform: client credentials with a signed assertion, "4.1" of the 1EdTech security framework. */
export class LtiTokenEndpoint {
  readonly #tokens = new Map<string, readonly string[]>();
  readonly #assertions = new Set<string>();

  constructor(private readonly client: Client) {}

  /** Each assertion is good once. */
  async answer(form: URLSearchParams) {
    const { clientId, keys, address } = this.client;
    const { payload } = await jwtVerify(form.get('client_assertion') ?? '', await keys(), {
      algorithms: ['RS256'],
      issuer: clientId,
      subject: clientId,
      audience: address(),
      requiredClaims: ['exp', 'iat', 'jti'],
    });
    const jti = String(payload.jti);
    if (form.get('grant_type') !== 'client_credentials' || this.#assertions.has(jti))
      return { status: 400, body: { error: 'invalid_grant' } };
    this.#assertions.add(jti);
    const token = randomUUID();
    const scope = form.get('scope') ?? '';
    this.#tokens.set(token, scope.split(' '));
    return { status: 200, body: { access_token: token, token_type: 'bearer', expires_in: 3600, scope } };
  }

  scopesOf(authorization: string): readonly string[] {
    return this.#tokens.get(authorization.replace('Bearer ', '')) ?? [];
  }

  /** No token that was given is good any more. */
  revoke(): void {
    this.#tokens.clear();
  }
}
