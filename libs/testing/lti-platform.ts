import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  exportJWK,
  generateKeyPair,
  jwtVerify,
  SignJWT,
  type CryptoKey,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import { LtiGradebook } from './lti-gradebook.js';
import type { LtiParties } from './lti-messages.js';
import { LtiTokenEndpoint } from './lti-token-endpoint.js';
import { rosterPage, type LtiMember } from './lti-roster.js';

/** What a platform may do instead of answering, by the path that it is asked at; each is done once. */
export type Misbehaviour =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  /** A page for people, with the status of a success. */
  | { readonly kind: 'html' }
  /** Never answers. */
  | { readonly kind: 'hangs' }
  /** Answers as it should; what comes after it in the line is done later. */
  | { readonly kind: 'nothing' }
  /** Takes what it is told, and cuts the connection before it says so. */
  | { readonly kind: 'takes-silently' }
  /** Takes what it is told, and never says so. */
  | { readonly kind: 'takes-and-hangs' };

type Service = 'auth' | 'jwks' | 'token' | 'lineitems' | 'scores' | 'memberships';

interface KeyPair {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

/**
 * A course platform on the loopback, written from the specifications (LTI 1.3, AGS 2.0, NRPS 2.0, DL 2.0 and the 1EdTech
 * security framework 1.0) and from nothing of ours. It refuses what they do not allow, and misbehaves when it is told to.
 */
export class LtiPlatformSimulator {
  readonly clientId = 'ipclab-client';
  readonly deploymentId = 'deployment-1';
  readonly gradebook: LtiGradebook;
  /** Who is in the course, as its roster says. */
  members: LtiMember[] = [];
  /** What it says of whom it is asked to authenticate: the claims of the next message but its nonce. */
  next: JWTPayload = {};
  /** How often each service was asked. */
  readonly asked = new Map<Service, number>();
  readonly #misbehaviours = new Map<Service, Misbehaviour[]>();
  readonly tokens: LtiTokenEndpoint;
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  #keys: KeyPair[] = [];

  constructor(
    private readonly tool: { readonly target: string; readonly keys: () => Promise<JWTVerifyGetKey> },
  ) {
    this.gradebook = new LtiGradebook(() => `${this.issuer}/course/1`);
    const { clientId } = this;
    this.tokens = new LtiTokenEndpoint({ clientId, keys: tool.keys, address: () => `${this.issuer}/token` });
  }

  async start(): Promise<void> {
    await this.rotateKey();
    await new Promise<void>((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  get issuer(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The platform does not run.');
    return `http://127.0.0.1:${address.port}`;
  }

  get parties(): LtiParties {
    const { issuer, clientId, deploymentId } = this;
    return { issuer, clientId, deploymentId, services: `${issuer}/course/1`, target: this.tool.target };
  }

  /** As an admin types it into `registerLtiPlatform`. */
  get registration() {
    const { issuer, clientId, deploymentId } = this;
    return {
      name: 'A platform',
      issuer,
      clientId,
      deploymentIds: [deploymentId],
      authUrl: `${issuer}/auth`,
      tokenUrl: `${issuer}/token`,
      jwksUrl: `${issuer}/jwks`,
      vouchesForEmail: false,
    };
  }

  /** From now on it signs with a new key; the old one leaves its key set. */
  async rotateKey(): Promise<void> {
    this.#keys = [{ kid: randomUUID(), ...(await generateKeyPair('RS256', { extractable: true })) }];
  }

  misbehave(service: Service, ...misbehaviours: readonly Misbehaviour[]): void {
    this.#misbehaviours.set(service, [...(this.#misbehaviours.get(service) ?? []), ...misbehaviours]);
  }

  /** Signs a message as the platform does; `payload` says all but the times. */
  async sign(payload: JWTPayload, lifeSeconds = 60): Promise<string> {
    const [key] = this.#keys;
    if (key === undefined) throw new Error('The platform does not run.');
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ iat: now, exp: now + lifeSeconds, ...payload })
      .setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'JWT' })
      .sign(key.privateKey);
  }

  /** Takes the answer to a deep linking request, as DL 2.0 "2.2" and the security framework ask. Rejects what is not right. */
  async readDeepLinks(
    token: string,
  ): Promise<{ readonly data: unknown; readonly items: readonly unknown[] }> {
    const { payload } = await jwtVerify(token, await this.tool.keys(), {
      algorithms: ['RS256'],
      issuer: this.clientId,
      audience: this.issuer,
      requiredClaims: ['exp', 'iat', 'nonce'],
    });
    const lti = 'https://purl.imsglobal.org/spec/lti';
    const type = payload[`${lti}/claim/message_type`];
    const items = payload[`${lti}-dl/claim/content_items`];
    const deployment = payload[`${lti}/claim/deployment_id`];
    if (type !== 'LtiDeepLinkingResponse' || deployment !== this.deploymentId || !Array.isArray(items))
      throw new Error('This is no deep linking response.');
    return { data: payload[`${lti}-dl/claim/data`], items };
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.issuer);
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const service = serviceOf(url.pathname);
    this.asked.set(service, (this.asked.get(service) ?? 0) + 1);
    const misbehaviour = this.#misbehaviours.get(service)?.shift();
    if (misbehaviour?.kind === 'hangs') return;
    if (misbehaviour?.kind === 'html') {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Please sign in</h1>');
      return;
    }
    if (misbehaviour?.kind === 'status') {
      const { status, retryAfterSeconds: wait } = misbehaviour;
      response.writeHead(status, wait === undefined ? {} : { 'retry-after': String(wait) }).end('no');
      return;
    }
    const answer = await this.#answer(request, { url, service, body });
    if (misbehaviour?.kind === 'takes-and-hangs') return;
    if (misbehaviour?.kind === 'takes-silently') {
      request.socket.destroy();
      return;
    }
    if (answer.page !== undefined) {
      response.writeHead(200, { 'content-type': 'text/html' }).end(answer.page);
      return;
    }
    const type = answer.type ?? 'application/json';
    response.writeHead(answer.status, {
      'content-type': type,
      ...(answer.link ? { link: answer.link } : {}),
    });
    response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
  }

  async #answer(request: IncomingMessage, asked: Asked): Promise<Answer> {
    const { url, body, service } = asked;
    if (service === 'jwks') return { status: 200, body: { keys: await this.#publicKeys() } };
    if (url.pathname === '/frame')
      return {
        status: 200,
        page: `<iframe src="${escape(url.searchParams.get('src') ?? '')}" width="900" height="700"></iframe>`,
      };
    if (service === 'auth') return { status: 200, page: await this.#authenticate(url.searchParams) };
    if (service === 'token') return this.tokens.answer(new URLSearchParams(body));
    const scopes = this.tokens.scopesOf(request.headers.authorization ?? '');
    if (!scopes.some((scope) => scope.endsWith(`/${neededScope[service]}`))) return { status: 401 };
    if (service === 'memberships') return rosterPage(this.members, url);
    const type = request.headers['content-type'] ?? '';
    return this.gradebook.answer({ method: request.method ?? '', url, type, body });
  }

  /** Answers as OpenID Connect has it with `response_mode=form_post`: by a form that the browser sends on. */
  async #authenticate(asked: URLSearchParams): Promise<string> {
    const token = await this.sign({ ...this.next, nonce: asked.get('nonce') });
    return `<form method="post" action="${asked.get('redirect_uri')}"><input name="state" value="${asked.get('state')}">
<input name="id_token" value="${token}"></form><script>document.forms[0].submit()</script>`;
  }

  async #publicKeys() {
    return Promise.all(
      this.#keys.map(async ({ kid, publicKey }) => ({
        ...(await exportJWK(publicKey)),
        kid,
        alg: 'RS256',
        use: 'sig',
      })),
    );
  }
}

interface Asked {
  readonly url: URL;
  readonly service: Service;
  readonly body: string;
}

/** What a service answers. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly type?: string;
  readonly link?: string;
  /** For people. */
  readonly page?: string;
}

const neededScope: Readonly<Record<Exclude<Service, 'auth' | 'jwks' | 'token'>, string>> = {
  lineitems: 'lineitem',
  scores: 'score',
  memberships: 'contextmembership.readonly',
};

/** For an attribute. */
function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}

function serviceOf(path: string): Service {
  if (path === '/jwks') return 'jwks';
  if (path === '/auth') return 'auth';
  if (path === '/token') return 'token';
  if (path.endsWith('/scores')) return 'scores';
  return path.endsWith('/memberships') ? 'memberships' : 'lineitems';
}
