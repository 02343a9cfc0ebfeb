import { rm } from 'node:fs/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createClient, type Client } from 'graphql-ws';
import request from 'supertest';
import { afterAll, beforeAll } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { Database } from '#libs/database/database';
import { hashPassword } from '#libs/database/password';
import { PeopleStore, type Person } from '#libs/database/people.store';
import { hashTokenSecret, makeTokenSecret } from '#libs/database/token-secret';
import { TokensStore } from '#libs/database/tokens.store';
import { SubmissionsStore } from '#libs/database/submissions.store';
import { withPostgres } from '#libs/testing/with-postgres';
import { bootApi } from '../boot.js';
import { readConfig } from '../config.js';
import { aCatalogue } from './a-catalogue.js';

const Answer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }) })).optional(),
});

/** Somebody with a good token. */
export interface SignedInPerson {
  readonly person: Person;
  readonly token: string;
}

/** The password of everybody whom a test makes. */
export const testPassword = 'correct horse battery';

/** The api on a real PostgreSQL, asked as its clients ask it. */
export class ApiUnderTest {
  #apps: NestFastifyApplication[] = [];
  #clients: Client[] = [];
  #database: Database | null = null;
  #mechanisms = '';

  constructor(private readonly settings: Readonly<Record<string, string>>) {}

  async start(databaseUrl: string): Promise<void> {
    this.#mechanisms = await aCatalogue();
    this.#database = new Database({ url: databaseUrl, connections: 4 });
    await this.startAnother(databaseUrl);
  }

  /** A further process of the same api, as far as the api can tell: nothing in memory is shared. */
  async startAnother(databaseUrl: string): Promise<string> {
    // Nothing asks the database by itself, so that a test can count what a request asks.
    const quiet = { IPCLAB_WEBHOOKS: 'off', IPCLAB_LTI_SYNC_MS: '3600000' };
    const given = {
      IPCLAB_LOG_LEVEL: 'error',
      ...quiet,
      IPCLAB_MECHANISMS: this.#mechanisms,
      ...this.settings,
    };
    const app = await bootApi(readConfig({ DATABASE_URL: databaseUrl, ...given }));
    await app.listen(0, '127.0.0.1');
    this.#apps.push(app);
    return app.getUrl();
  }

  /** Stops the process that was started last, as SIGTERM does. */
  async stopLast(): Promise<void> {
    await this.#apps.pop()?.close();
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) await client.dispose();
    for (const app of this.#apps) await app.close();
    await this.#database?.close();
    await rm(this.#mechanisms, { recursive: true, force: true });
  }

  get database(): Database {
    if (this.#database === null) throw new Error('The api runs only within the tests of the file.');
    return this.#database;
  }

  /** The folder that the exercises are read from. */
  get mechanisms(): string {
    return this.#mechanisms;
  }

  get submissions(): SubmissionsStore {
    return new SubmissionsStore(this.database);
  }

  get app(): NestFastifyApplication {
    const [app] = this.#apps;
    if (app === undefined) throw new Error('The api runs only within the tests of the file.');
    return app;
  }

  /** For REST calls; `http().get('/api/v1/exercises')`. */
  http() {
    return request(this.app.getHttpServer());
  }

  async signedIn(role: Person['role'] = 'student'): Promise<SignedInPerson> {
    const email = `${crypto.randomUUID()}@example.org`;
    const passwordHash = await hashPassword(testPassword);
    const person = await new PeopleStore(this.database).create({
      email,
      name: 'Somebody',
      role,
      passwordHash,
    });
    const token = makeTokenSecret();
    const hash = hashTokenSecret(token);
    const details = { kind: 'api', label: 'test', expiresAt: null } as const;
    await new TokensStore(this.database).create({ personId: person.id, hash, ...details });
    return { person, token };
  }

  /** Asks over HTTP; an answer with errors is given as it came. */
  async ask(query: string, variables: unknown = {}, token: string | null = null) {
    const asked = this.http().post('/graphql').send({ query, variables });
    if (token !== null) void asked.set('authorization', `Bearer ${token}`);
    return Answer.parse((await asked).body);
  }

  /** The code and sentence of the first error of an answer, such as `NOT_FOUND: You have …`. */
  async refusalOf(query: string, variables: unknown = {}, token: string | null = null): Promise<string> {
    const { errors } = await this.ask(query, variables, token);
    const [error] = errors ?? [];
    return error === undefined ? 'nothing was refused' : `${error.extensions.code}: ${error.message}`;
  }

  /** Opens a web socket to the first api, or to the one at `url`. */
  async socket(token: string | null, url?: string): Promise<Client> {
    const client = createClient({
      url: `${(url ?? (await this.app.getUrl())).replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      // A second operation finds the connection still open.
      lazyCloseTimeout: 10_000,
      ...(token === null ? {} : { connectionParams: { authorization: `Bearer ${token}` } }),
    });
    this.#clients.push(client);
    return client;
  }
}

/** Starts PostgreSQL and the api before the tests of a file and stops both after them. */
export function withApi(
  settings: Readonly<Record<string, string>> = {},
): ApiUnderTest & { databaseUrl(): string } {
  const postgres = withPostgres();
  let url = '';
  const api = Object.assign(new ApiUnderTest(settings), { databaseUrl: () => url });
  beforeAll(async () => {
    url = await postgres.freshDatabase();
    await api.start(url);
  });
  afterAll(() => api.stop());
  return api;
}
