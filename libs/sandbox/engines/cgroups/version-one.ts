import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Limits } from '../../sandbox.js';
import type { Cgroup, CgroupHost } from './cgroup.js';
import { killListed, readField, readNumber, removeGroup, sweepGroups, writeIfThere } from './group-files.js';
import { cpuPeriodMicros, cpuShareWeight, extraTasks, quotaMicros } from './shares.js';

/** Where each controller's own group of this process lies. */
export interface VersionOneFolders {
  readonly memory: string;
  readonly pids: string;
  readonly cpu: string;
  readonly cpuacct: string;
}

/** Control groups of version 1, a tree for each controller; see the kernel's admin-guide/cgroup-v1. */
export function versionOne(folders: VersionOneFolders): CgroupHost {
  const trees = [...new Set([folders.memory, folders.pids, folders.cpu, folders.cpuacct])];
  return {
    version: 1,
    make: (name) => makeGroup(folders, trees, name),
    sweep: async (isOrphan) => {
      for (const tree of trees) await sweepGroups(tree, isOrphan, killListed);
    },
  };
}

async function makeGroup(
  folders: VersionOneFolders,
  trees: readonly string[],
  name: string,
): Promise<Cgroup> {
  await Promise.all(trees.map((tree) => mkdir(join(tree, name))));
  const memory = join(folders.memory, name);
  const usage = join(folders.cpuacct, name, 'cpuacct.usage');
  return {
    members: trees.map((tree) => join(tree, name, 'cgroup.procs')),
    bound: (limits) => boundGroup(folders, name, limits),
    cpuMs: () => readNumber(usage) / 1e6,
    peakMemoryBytes: () => readNumber(join(memory, 'memory.max_usage_in_bytes')),
    oomKills: () => readField(join(memory, 'memory.oom_control'), 'oom_kill'),
    kill: () => killListed(memory),
    remove: async () => {
      await Promise.all(trees.map((tree) => removeGroup(join(tree, name))));
    },
  };
}

function boundGroup(folders: VersionOneFolders, name: string, limits: Limits): void {
  const memory = join(folders.memory, name);
  writeFileSync(join(memory, 'memory.limit_in_bytes'), `${limits.memoryBytes}`);
  // Memory and swap together; absent where swap is not counted.
  writeIfThere(join(memory, 'memory.memsw.limit_in_bytes'), limits.memoryBytes);
  writeFileSync(join(memory, 'memory.max_usage_in_bytes'), '0');
  writeFileSync(join(folders.pids, name, 'pids.max'), `${limits.processes + extraTasks}`);
  writeIfThere(join(folders.cpu, name, 'cpu.cfs_period_us'), cpuPeriodMicros);
  writeIfThere(join(folders.cpu, name, 'cpu.cfs_quota_us'), quotaMicros());
  writeIfThere(join(folders.cpu, name, 'cpu.shares'), cpuShareWeight.versionOne);
}
