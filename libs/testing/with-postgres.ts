import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, inject } from 'vitest';

/** A real PostgreSQL for the tests of one file. */
export interface TestPostgres {
  /** A migrated, empty database of its own; its address. */
  freshDatabase(): Promise<string>;
  /** An address on which no database is yet. */
  missingDatabase(): string;
}

/**
 * Gives the tests of a file databases of their own on the PostgreSQL of the run, and removes them after the last test. That server is
 * started by `postgres-of-the-run`, which the projects of vitest name that have such tests.
 */
export function withPostgres(): TestPostgres {
  const url = inject('postgresUrl');
  const names: string[] = [];
  const address = (name: string): string => url.replace(/[^/]*$/, name);
  const named = (kind: string): string => {
    const name = `${kind}_${randomUUID().replaceAll('-', '')}`;
    names.push(name);
    return name;
  };
  const maintain = async (statements: readonly string[]): Promise<void> => {
    const client = new Client({ connectionString: address('postgres') });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  afterAll(() => maintain(names.map((name) => `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)));
  return {
    freshDatabase: async () => {
      const name = named('test');
      await maintain([`CREATE DATABASE ${name} TEMPLATE ipclab`]);
      return address(name);
    },
    missingDatabase: () => address(named('missing')),
  };
}
