import { readFile, readdir } from 'node:fs/promises';

/**
 * MiB of memory that a service of a system holds in this moment: VmRSS of its process, a child of the one that `npm start` is.
 * See proc_pid_status(5).
 */
export async function residentMiB(systemPid, service) {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    const status = await readOf(pid, 'status');
    if (!status.includes(`\nPPid:\t${systemPid}\n`)) continue;
    const command = await readOf(pid, 'cmdline');
    if (!command.includes(`/apps/${service}/`)) continue;
    const [, kibibytes] = status.match(/^VmRSS:\s+(\d+) kB$/m) ?? [];
    return Number(kibibytes) / 1024;
  }
  throw new Error(`Process ${systemPid} has no child that is the ${service}.`);
}

/** A process that has gone between two looks has nothing to say. */
async function readOf(pid, name) {
  try {
    return await readFile(`/proc/${pid}/${name}`, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return '';
    throw error;
  }
}
