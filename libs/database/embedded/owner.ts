import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A process as two numbers that no other has until the machine starts again: pid and start time, field 22 of proc_pid_stat(5). */
async function identify(pid: string): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name in field 2 may hold spaces and parentheses; it ends at the last one.
  const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return `${pid} ${started ?? 'gone'}`;
}

/** Notes that this process owns the folder. */
export async function writeOwner(folder: string): Promise<void> {
  await writeFile(join(folder, 'owner'), `${await identify(String(process.pid))}\n`);
}

/** Who last owned the folder, and whether that very process still lives. */
export async function isOwnerAlive(
  folder: string,
): Promise<{ readonly alive: boolean; readonly pid: string }> {
  const owner = (await readFile(join(folder, 'owner'), 'utf8').catch(() => '')).trim();
  const [pid = ''] = owner.split(' ');
  return { alive: pid !== '' && (await identify(pid)) === owner, pid: pid || 'unknown' };
}
