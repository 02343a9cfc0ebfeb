import type { RootFolder } from '../../images/image.js';

/** Where the runner is seen inside. */
const runnerInside = '/run/runner';

const namespaces = ['user', 'pid', 'ipc', 'net', 'uts', 'cgroup'].map((name) => `--unshare-${name}`);

/**
 * What bwrap(1) is told: fresh namespaces, a read-only root, and our runner as pid 1 with the powers it needs to finish the
 * work inside (bounded folders, sysctls, the students' own user namespace). Those powers end at the namespaces' edge.
 */
export function bwrapArguments(root: RootFolder, runner: string): readonly string[] {
  return [
    namespaces,
    ['--uid', '0', '--gid', '0', '--cap-add', 'ALL'],
    ['--as-pid-1', '--die-with-parent', '--new-session', '--clearenv'],
    rootArguments(root),
    ['--proc', '/proc', '--dev', '/dev'],
    ['--tmpfs', '/run', '--ro-bind', runner, runnerInside, '--remount-ro', '/run'],
    root.kind === 'host' ? ['--remount-ro', '/'] : [],
    ['--chdir', '/', '--', runnerInside],
  ].flat();
}

function rootArguments(root: RootFolder): readonly string[] {
  if (root.kind === 'folder') return ['--ro-bind', root.path, '/'];
  const links = ['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32'];
  return [
    ['--ro-bind', '/usr', '/usr', '--dir', '/box', '--dir', '/tmp', '--dir', '/mnt'],
    links.flatMap((name) => ['--symlink', `usr/${name}`, `/${name}`]),
    ['--ro-bind', root.etc, '/etc'],
    ['--ro-bind-try', '/etc/alternatives', '/etc/alternatives'],
    ['--ro-bind-try', '/etc/ld.so.cache', '/etc/ld.so.cache'],
  ].flat();
}
