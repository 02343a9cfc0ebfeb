import { readdir } from 'node:fs/promises';
import { runCommand, succeeds } from './run-command.mjs';
import { paint, say, step } from './say.mjs';

/** What a running ipclab needs from Debian or Ubuntu, and what for. */
const forRunning = {
  bubblewrap: 'namespaces of the sandbox',
  strace: 'evidence of what programs did',
  mmdebstrap: 'the root filesystem that programs see',
  uidmap: 'sandboxes without root',
  gcc: "the sandbox's own runner",
  'libc6-dev': "the sandbox's own runner",
  'libseccomp-dev': 'the filter of system calls',
};

/** What only the tests need. */
const forTesting = {
  'redis-server': 'the queue on its production backend',
  chromium: 'the web page',
};

/** One apt at a time: how long to wait for somebody else's, in seconds. */
const aptLockSeconds = 600;

/**
 * Installs missing Debian packages when this user may, else says the one line that does. Resolves to that line, or to null when
 * nothing is missing, so that the caller can say what will not work.
 */
export async function installDebianPackages({ withTests }) {
  const wanted = Object.keys({ ...forRunning, ...(withTests ? forTesting : {}) });
  if (!(await succeeds(['dpkg-query', '--version']))) return adviseOtherSystem(wanted);
  const missing = await findMissing(wanted);
  if (missing.length === 0) return null;
  const line = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  const prefix = await findPrivilege();
  if (!prefix) return advise(`sudo ${line}`);
  try {
    await step(`Debian packages: ${missing.join(' ')}`, () => install(prefix, missing));
    return null;
  } catch (error) {
    say(error.message);
    return advise(prefix.length ? `sudo ${line}` : line);
  }
}

async function findMissing(wanted) {
  const format = '${Package} ${db:Status-Status}\n';
  // dpkg-query ends with status 1 when one of the names is unknown to it, and still lists the others.
  const listed = await runCommand(['dpkg-query', '-W', '-f', format, ...wanted]).catch(
    ({ output }) => output ?? '',
  );
  const installed = new Set(listed.split('\n').filter((line) => line.endsWith(' installed')));
  return wanted.filter((name) => !installed.has(`${name} installed`));
}

/** The words before a command that make it root's, or null when this user may not. */
async function findPrivilege() {
  if (process.getuid() === 0) return [];
  return (await succeeds(['sudo', '-n', 'true'])) ? ['sudo', '-n'] : null;
}

async function install(prefix, names) {
  const apt = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  const waiting = ['-o', `DPkg::Lock::Timeout=${aptLockSeconds}`, '-y', '-q'];
  const installing = [...apt, ...waiting, 'install', '--no-install-recommends', ...names];
  const lists = await readdir('/var/lib/apt/lists').catch(() => []);
  if (lists.some((name) => name.includes('_Packages') || name.includes('_InRelease'))) {
    // Lists may be older than the archive; then the second attempt, with fresh ones, decides.
    const failed = await runCommand(installing).then(
      () => null,
      (error) => error,
    );
    if (!failed) return;
  }
  await runCommand([...apt, ...waiting, 'update']);
  await runCommand(installing);
}

function advise(line) {
  say(paint('yellow', `Some Debian packages are missing. To get them, run:  ${line}`));
  return line;
}

function adviseOtherSystem(wanted) {
  say(paint('yellow', `This is no Debian or Ubuntu. ipclab needs what they call: ${wanted.join(' ')}`));
  return null;
}
