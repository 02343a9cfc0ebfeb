// Real: PostgreSQL, Prisma's command line and its engine as WebAssembly.
import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { withPostgres } from '#libs/testing/with-postgres';
import { migrate } from './migrate.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const postgres = withPostgres();

async function prisma(url: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    'npx',
    ['prisma', ...args, '--config', '.config/prisma.config.ts'],
    {
      cwd: root,
      env: {
        PATH: `${root}/node_modules/.bin:/usr/local/bin:/usr/bin:/bin`,
        HOME: homedir(),
        DATABASE_URL: url,
        PRISMA_SCHEMA_ENGINE_BINARY: `${root}/.config/schema-engine.mjs`,
        CHECKPOINT_DISABLE: '1',
      },
    },
  );
  return stdout;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

test('migrating makes the database, its tables and its triggers, and a second time changes nothing', async () => {
  const url = postgres.missingDatabase();
  await migrate(url);
  const history = await query(url, 'SELECT migration_name, finished_at FROM _prisma_migrations ORDER BY 1');
  expect(history.length).toBeGreaterThanOrEqual(2);
  const triggers = await query(
    url,
    'SELECT DISTINCT event_object_table FROM information_schema.triggers ORDER BY 1',
  );
  expect(triggers).toEqual(
    expect.arrayContaining([{ event_object_table: 'HostedRun' }, { event_object_table: 'Submission' }]),
  );
  await migrate(url);
  expect(await query(url, 'SELECT migration_name, finished_at FROM _prisma_migrations ORDER BY 1')).toEqual(
    history,
  );
});

test('the migrations say what the schema says', async () => {
  const url = await postgres.freshDatabase();
  const says = await prisma(url, 'migrate', 'diff', '--from-config-datasource', '--to-schema', 'prisma');
  expect(says).toContain('No difference detected');
});

test('the engine that is not downloaded answers with the history of the database', async () => {
  expect(await prisma(await postgres.freshDatabase(), 'migrate', 'status')).toContain(
    'Database schema is up to date',
  );
});

test('a database that cannot be reached is an error with the reason', async () => {
  await expect(migrate('postgresql://nobody:x@127.0.0.1:1/none')).rejects.toThrow(/P1001|reach/);
});

test('a developer who brings an empty database up to date hears of no shadow database', async () => {
  const url = postgres.missingDatabase();
  await prisma(url, 'migrate', 'dev');
  expect(await prisma(url, 'migrate', 'dev')).toContain('Already in sync');
});
