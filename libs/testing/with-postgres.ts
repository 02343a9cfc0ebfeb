import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { startEmbeddedPostgres } from '#libs/database/embedded-postgres';
import type { EmbeddedPostgres } from '#libs/database/embedded-postgres';
import { migrate } from '#libs/database/migrate';

/** A real PostgreSQL for the tests of one file. */
export interface TestPostgres {
  /** A migrated, empty database of its own; its address. */
  freshDatabase(): Promise<string>;
  /** An address on which no database is yet. */
  missingDatabase(): string;
}

/** Starts PostgreSQL before the tests of a file and removes it after them. */
export function withPostgres(): TestPostgres {
  let server: EmbeddedPostgres | null = null;
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ipclab-postgres-'));
    server = await startEmbeddedPostgres({ folder, log: () => {} });
    await migrate(server.url);
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const address = (name: string): string => {
    if (server === null) throw new Error('PostgreSQL runs only within the tests of the file');
    return server.url.replace(/[^/]*$/, name);
  };
  return {
    freshDatabase: async () => {
      const name = `test_${randomUUID().replaceAll('-', '')}`;
      const client = new Client({ connectionString: address('postgres') });
      await client.connect();
      await client.query(`CREATE DATABASE ${name} TEMPLATE ipclab`);
      await client.end();
      return address(name);
    },
    missingDatabase: () => address(`missing_${randomUUID().replaceAll('-', '')}`),
  };
}
