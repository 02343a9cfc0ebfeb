import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CgroupHost } from './cgroup.js';
import { versionOne } from './version-one.js';
import { versionTwo } from './version-two.js';

interface Mount {
  readonly root: string;
  readonly at: string;
  readonly type: string;
  readonly options: readonly string[];
}

/** Finds where this process may make control groups that bound memory and tasks; null when nowhere. */
export function findCgroups(): CgroupHost | null {
  return findVersionTwo() ?? findVersionOne();
}

/** Lines are `36 35 98:0 /root /at rw,… - type source superoptions`, see proc_pid_mountinfo(5). */
function cgroupMounts(): readonly Mount[] {
  const mounts: Mount[] = [];
  for (const line of readFileSync('/proc/self/mountinfo', 'utf8').split('\n')) {
    const [left, right] = line.split(' - ');
    const [, , , root, at] = left?.split(' ') ?? [];
    const [type, , options] = right?.split(' ') ?? [];
    if (root === undefined || at === undefined || type === undefined) continue;
    if (type.startsWith('cgroup')) mounts.push({ root, at, type, options: options?.split(',') ?? [] });
  }
  return mounts;
}

/** The folder of this process's own group; lines of `/proc/self/cgroup` are `4:memory:/path`, and `0::/path` for version 2. */
function ownFolder(mount: Mount, controller: string): string | null {
  for (const line of readFileSync('/proc/self/cgroup', 'utf8').split('\n')) {
    const [, names, ...path] = line.split(':');
    const own = path.join(':');
    if (names === undefined || !names.split(',').includes(controller)) continue;
    const below = mount.root !== '/' && own.startsWith(mount.root) ? own.slice(mount.root.length) : own;
    const folder = join(mount.at, below);
    return existsSync(folder) ? folder : mount.at;
  }
  return null;
}

function findVersionOne(): CgroupHost | null {
  const mounts = cgroupMounts();
  const find = (controller: string): string | null => {
    const mount = mounts.find((one) => one.type === 'cgroup' && one.options.includes(controller));
    const folder = mount === undefined ? null : ownFolder(mount, controller);
    return folder !== null && canMake(folder) ? folder : null;
  };
  const [memory, pids, cpu, cpuacct] = ['memory', 'pids', 'cpu', 'cpuacct'].map(find);
  return memory && pids && cpu && cpuacct ? versionOne({ memory, pids, cpu, cpuacct }) : null;
}

function canMake(folder: string): boolean {
  const trial = join(folder, `ipclab-trial-${process.pid}`);
  try {
    mkdirSync(trial);
    rmdirSync(trial);
    return true;
  } catch {
    return false;
  }
}

/** A group with processes in it cannot hand controllers down, so the first place to try is this group's own child `ipclab`. */
function findVersionTwo(): CgroupHost | null {
  const mount = cgroupMounts().find((one) => one.type === 'cgroup2');
  if (mount === undefined) return null;
  const own = ownFolder(mount, '') ?? mount.at;
  for (const place of new Set([own, mount.at])) {
    const parent = join(place, 'ipclab');
    if (handsDown(place, parent)) return versionTwo(parent);
  }
  return null;
}

/** Whether groups below `parent` get the memory and pids controllers, once they are asked for. */
function handsDown(place: string, parent: string): boolean {
  const offered = readFileSync(join(place, 'cgroup.controllers'), 'utf8').trim().split(' ');
  if (!offered.includes('memory') || !offered.includes('pids')) return false;
  const wanted = ['memory', 'pids', 'cpu'].filter((name) => offered.includes(name));
  const existed = existsSync(parent);
  try {
    if (!isEnabled(place, wanted)) makeRoom(place);
    enable(place, wanted);
    mkdirSync(parent, { recursive: true });
    enable(parent, wanted);
    return canMake(parent);
  } catch {
    if (!existed && existsSync(parent)) rmdirSync(parent);
    return false;
  }
}

/**
 * Moves the processes of a group that was delegated to this user, such as a systemd scope, into a child of it: a group with
 * processes cannot hand controllers down. Root has the tree's root to work in and moves nobody.
 */
function makeRoom(place: string): void {
  if (process.getuid?.() === 0) return;
  const aside = join(place, 'ipclab-service');
  mkdirSync(aside, { recursive: true });
  for (const pid of readFileSync(join(place, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean))
    writeFileSync(join(aside, 'cgroup.procs'), pid);
}

function isEnabled(folder: string, controllers: readonly string[]): boolean {
  const enabled = readFileSync(join(folder, 'cgroup.subtree_control'), 'utf8').trim().split(' ');
  return controllers.every((name) => enabled.includes(name));
}

function enable(folder: string, controllers: readonly string[]): void {
  if (isEnabled(folder, controllers)) return;
  writeFileSync(join(folder, 'cgroup.subtree_control'), controllers.map((name) => `+${name}`).join(' '));
}
