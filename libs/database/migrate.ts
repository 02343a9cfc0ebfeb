import { spawn } from 'node:child_process';
import { access, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';

/** A migration of this product takes seconds; one on a large table is applied by hand before. */
const migrateMs = 300_000;
const connectMs = 5_000;

/**
 * Brings a database to the newest migration, and makes the database when it is missing. Prisma's own engine does it, through
 * `.config/schema-engine.mjs`, so nothing is downloaded; several processes at once are safe, because Prisma locks. Quick when
 * there is nothing to do. Throws an Error with Prisma's words when a migration fails.
 */
export async function migrate(url: string): Promise<void> {
  const root = await findRoot();
  if (await isUpToDate(url, join(root, 'prisma', 'migrations'))) return;
  const cli = createRequire(import.meta.url).resolve('prisma/build/index.js');
  const config = join(root, '.config', 'prisma.config.ts');
  await runPrisma([cli, 'migrate', 'deploy', '--config', config], { root, url });
}

/** The folder that holds `prisma/schema.prisma`, above this file in the sources and in `dist/` alike. */
async function findRoot(): Promise<string> {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!(await exists(join(folder, 'prisma', 'schema.prisma')))) {
    if (folder === dirname(folder))
      throw new Error(`No folder with prisma/schema.prisma lies above ${import.meta.url}`);
    folder = dirname(folder);
  }
  return folder;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** True when every migration of the folder stands in Prisma's history table as finished; no Prisma is started to find out. */
async function isUpToDate(url: string, folder: string): Promise<boolean> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const client = new Client({ connectionString: url, connectionTimeoutMillis: connectMs });
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string }>(
      'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    );
    const applied = new Set(rows.map((row) => row.name));
    return names.every((name) => applied.has(name));
  } catch {
    // No server, no database or no table yet: Prisma finds out which, and says it better.
    return false;
  } finally {
    await client.end();
  }
}

interface Place {
  readonly root: string;
  readonly url: string;
}

function runPrisma(args: readonly string[], place: Place): Promise<void> {
  const child = spawn(process.execPath, args, {
    cwd: place.root,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: migrateMs,
    env: {
      PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
      HOME: homedir(),
      DATABASE_URL: place.url,
      PRISMA_SCHEMA_ENGINE_BINARY: join(place.root, '.config', 'schema-engine.mjs'),
      CHECKPOINT_DISABLE: '1',
    },
  });
  let says = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      says = (says + text).slice(-8_000);
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', (cause) => reject(new Error('Prisma could not be started', { cause })));
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(`Prisma ended with ${signal ?? code} while it migrated the database:\n${says.trim()}`),
        );
    });
  });
}
