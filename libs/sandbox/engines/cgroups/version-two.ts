import { existsSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Limits } from '../../sandbox.js';
import type { Cgroup, CgroupHost } from './cgroup.js';
import { readField, readNumber, removeGroup, sweepGroups, writeIfThere } from './group-files.js';
import { cpuPeriodMicros, cpuShareWeight, extraTasks, quotaMicros } from './shares.js';

/** Control groups of version 2 below a folder whose controllers are handed down; see the kernel's admin-guide/cgroup-v2. */
export function versionTwo(parent: string): CgroupHost {
  return {
    version: 2,
    make: (name) => makeGroup(join(parent, name)),
    sweep: (isOrphan) => sweepGroups(parent, isOrphan, killAll),
  };
}

/** `cgroup.kill` came with Linux 5.14. */
function killAll(folder: string): void {
  writeFileSync(join(folder, 'cgroup.kill'), '1');
}

async function makeGroup(folder: string): Promise<Cgroup> {
  await mkdir(folder);
  const peak = join(folder, 'memory.peak');
  return {
    members: [join(folder, 'cgroup.procs')],
    bound: (limits) => boundGroup(folder, limits),
    cpuMs: () => readField(join(folder, 'cpu.stat'), 'usage_usec') / 1000,
    // `memory.peak` came with Linux 5.19; what is used now is the next best answer.
    peakMemoryBytes: () => readNumber(existsSync(peak) ? peak : join(folder, 'memory.current')),
    oomKills: () => readField(join(folder, 'memory.events'), 'oom_kill'),
    kill: () => killAll(folder),
    remove: () => removeGroup(folder),
  };
}

function boundGroup(folder: string, limits: Limits): void {
  writeFileSync(join(folder, 'memory.max'), `${limits.memoryBytes}`);
  writeIfThere(join(folder, 'memory.swap.max'), 0);
  writeFileSync(join(folder, 'pids.max'), `${limits.processes + extraTasks}`);
  writeIfThere(join(folder, 'cpu.max'), `${quotaMicros()} ${cpuPeriodMicros}`);
  writeIfThere(join(folder, 'cpu.weight'), cpuShareWeight.versionTwo);
}
