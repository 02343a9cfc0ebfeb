import { readFileSync, readlinkSync } from 'node:fs';

let made = 0;

/** A name that tells whose sandbox a group is: pid namespace, pid and start time of the owner, and a number. */
export function nextGroupName(): string {
  made += 1;
  return `ipclab-${pidNamespace()}-${process.pid}-${startTicks(process.pid)}-${made}`;
}

/** Whether a group's name is ours and its owner has died; owners in other pid namespaces are never judged. */
export function isOrphanGroup(name: string): boolean {
  const parts = /^ipclab-(\d+)-(\d+)-(\d+)-\d+$/.exec(name);
  if (parts === null || parts[1] !== pidNamespace()) return false;
  return startTicks(Number(parts[2])) !== parts[3];
}

function pidNamespace(): string {
  return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
}

/** Field 22 of `/proc/PID/stat`: a pid that was used again has another one. `0` when nobody has the pid. */
function startTicks(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
  } catch {
    return '0';
  }
}
