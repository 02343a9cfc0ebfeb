import { createLocalJWKSet, type JWTPayload } from 'jose';
import type { Response } from 'supertest';
import { afterAll, beforeAll } from 'vitest';
import { z } from 'zod';
import { LtiPlatformSimulator } from '#libs/testing/lti-platform';
import type { ApiUnderTest } from './api-under-test.js';

/** Where the api under test is found, as its settings say; the browser asks the api itself. */
export const publicUrl = 'https://ipclab.test';

const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string(), n: z.string(), e: z.string() })) });

/** Settings of an api that a platform on this machine may launch. */
export const ltiSettings = {
  IPCLAB_PUBLIC_URL: publicUrl,
  IPCLAB_LTI_LOOPBACK: 'allowed',
  IPCLAB_LTI_SYNC_MS: '20',
} as const;

/** A platform for the tests of a file; it starts before them and ends with them. */
export function withLtiPlatform(api: Pick<ApiUnderTest, 'http'>): LtiPlatformSimulator {
  const platform = new LtiPlatformSimulator({
    target: `${publicUrl}/lti/launch`,
    keys: async () => createLocalJWKSet(KeySet.parse((await api.http().get('/lti/jwks.json')).body)),
  });
  beforeAll(() => platform.start());
  afterAll(() => platform.stop());
  return platform;
}

/** Registers the platform as an admin does, and gives its id. */
export async function register(api: ApiUnderTest, input: object): Promise<string> {
  const { token } = await api.signedIn('admin');
  const mutation = 'mutation ($input: LtiPlatformInput!) { registerLtiPlatform(input: $input) { id } }';
  const { data, errors } = await api.ask(mutation, { input }, token);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return z.object({ registerLtiPlatform: z.object({ id: z.string() }) }).parse(data).registerLtiPlatform.id;
}

/** A login that the api has begun: what it asks the platform, and the cookie that the browser keeps. */
export interface BegunLogin {
  readonly query: URLSearchParams;
  readonly cookie: string;
}

/** A person's browser between a platform and the api. */
export class LtiBrowser {
  constructor(
    private readonly api: Pick<ApiUnderTest, 'http'>,
    private readonly platform: LtiPlatformSimulator,
  ) {}

  /** Follows a link of the platform as far as the platform's own answer. */
  async begin(): Promise<BegunLogin> {
    const { issuer, clientId } = this.platform;
    const initiation = {
      iss: issuer,
      client_id: clientId,
      login_hint: 'hint',
      target_link_uri: `${publicUrl}/lti/launch`,
    };
    const answer = await this.api
      .http()
      .post('/lti/login')
      .type('form')
      .send({ ...initiation, lti_message_hint: 'm' });
    if (answer.status !== 302) throw new Error(answer.text);
    const [cookie = ''] = answer.get('set-cookie') ?? [];
    return { query: new URL(answer.get('location') ?? '').searchParams, cookie };
  }

  /** Brings a message to the api. */
  bring({ query, cookie }: BegunLogin, token: string): Promise<Response> {
    const form = { state: query.get('state') ?? '', id_token: token };
    const [pair = ''] = cookie.split(';', 1);
    return this.send('/lti/launch', form, pair);
  }

  /** Follows a link all the way: the page that the api shows. */
  async launch(claims: JWTPayload): Promise<Response> {
    const begun = await this.begin();
    return this.bring(begun, await this.platform.sign({ ...claims, nonce: begun.query.get('nonce') }));
  }

  /** Sends the form of a page: its ticket, and what is typed in. */
  answer(page: Response, path: string, typed: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.send(path, { ticket: ticketOf(page), ...typed });
  }

  /** Goes from the page of a launch into ipclab: the token of the session, and where it leads. */
  async enter(page: Response): Promise<{ readonly token: string; readonly next: string }> {
    const { text } = await this.answer(page, '/lti/enter');
    const [, token = '', next = ''] = /data-token="([^"]+)" data-next="([^"]+)"/.exec(text) ?? [];
    return { token, next };
  }

  async send(path: string, form: Readonly<Record<string, string>>, cookie = ''): Promise<Response> {
    return this.api.http().post(path).set('cookie', cookie).type('form').send(form);
  }
}

/** The ticket in the form of a page. */
export function ticketOf(page: Response): string {
  return /name="ticket" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
}
