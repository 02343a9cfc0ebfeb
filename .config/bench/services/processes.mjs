import { readFile, readdir } from 'node:fs/promises';

/** A tick of the processor times in /proc is 10 ms: USER_HZ is 100 on every Linux that Node runs on. See proc_pid_stat(5). */
const tickMs = 10;

/** Every process of this machine now: `{ pid, parent, command, residentMiB, cpuMs, reapedMs }`. */
async function readProcesses() {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const read = await Promise.all(pids.map(readProcess));
  return read.filter((process) => process !== null);
}

async function readProcess(pid) {
  try {
    const [stat, status, command] = await Promise.all(
      ['stat', 'status', 'cmdline'].map((name) => readFile(`/proc/${pid}/${name}`, 'utf8')),
    );
    // The name stands in brackets and may hold anything; field 3, the state, comes after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = (number) => Number(fields[number - 3]) * tickMs;
    const [, kibibytes = '0'] = status.match(/^VmRSS:\s+(\d+) kB$/m) ?? [];
    return {
      pid: Number(pid),
      parent: Number(fields[1]),
      command,
      residentMiB: Number(kibibytes) / 1024,
      cpuMs: ticks(14) + ticks(15),
      reapedMs: ticks(16) + ticks(17),
    };
  } catch (error) {
    // A process that has gone between two looks has nothing to say.
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return null;
    throw error;
  }
}

/** MiB of memory that the `api` or the `grader` of a system holds in this moment: VmRSS of its process, proc_pid_status(5). */
export async function residentMiB(systemPid, service) {
  return findService(await readProcesses(), systemPid, service).residentMiB;
}

/**
 * Milliseconds of processor time that the parts of a system have used so far; `sandboxes` are whatever the grader started,
 * compilers, programs and tracers among them.
 */
export async function processorMs(systemPid) {
  const all = await readProcesses();
  const [api, grader] = ['api', 'grader'].map((name) => findService(all, systemPid, name));
  const graderTreeMs = treeMs(all, grader.pid);
  const npmStart = all.find(({ pid }) => pid === systemPid);
  return {
    api: api.cpuMs,
    grader: grader.cpuMs,
    sandboxes: graderTreeMs - grader.cpuMs,
    database:
      treeMs(all, systemPid) - npmStart.cpuMs - npmStart.reapedMs - treeMs(all, api.pid) - graderTreeMs,
  };
}

/** Milliseconds of processor time of the programs that this process has started and that have ended. */
export async function endedChildrenMs() {
  return (await readProcess(process.pid)).reapedMs;
}

function findService(all, systemPid, service) {
  const found = all.find((one) => one.parent === systemPid && one.command.includes(`/apps/${service}/`));
  if (found) return found;
  throw new Error(`Process ${systemPid} has no child that is the ${service}.`);
}

/** What a process and all below it have used, those that have ended included. */
function treeMs(all, pid) {
  const own = all.filter((one) => one.pid === pid).map(({ cpuMs, reapedMs }) => cpuMs + reapedMs);
  const below = all.filter(({ parent }) => parent === pid).map((child) => treeMs(all, child.pid));
  return [...own, ...below].reduce((sum, ms) => sum + ms, 0);
}
