import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** How long a group may take to empty after its processes were killed. */
const emptyMs = 2_000;

/** A number from a control file; `max` counts as infinite. */
export function readNumber(file: string): number {
  const text = readFileSync(file, 'utf8').trim();
  return text === 'max' ? Number.POSITIVE_INFINITY : Number(text);
}

/** A number behind a word in a control file of lines, such as `oom_kill 1`; 0 when the word is not there. */
export function readField(file: string, word: string): number {
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`${word} `));
  return Number(line?.slice(word.length + 1) ?? 0);
}

/** Sets a control file; one that this kernel lacks is left out. */
export function writeIfThere(file: string, value: number | string): void {
  if (existsSync(file)) writeFileSync(file, `${value}`);
}

/** Sends SIGKILL to every process that a group lists. */
export function killListed(folder: string): void {
  for (const line of readFileSync(join(folder, 'cgroup.procs'), 'utf8').split('\n')) {
    if (line === '') continue;
    try {
      process.kill(Number(line), 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

/** Ends and removes the groups of a folder that are orphans; one that somebody else removes meanwhile is as good. */
export async function sweepGroups(
  parent: string,
  isOrphan: (name: string) => boolean,
  kill: (folder: string) => void,
): Promise<void> {
  const groups = readdirSync(parent, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of groups.filter((entry) => isOrphan(entry.name))) {
    const folder = join(parent, name);
    try {
      kill(folder);
      await removeGroup(folder);
    } catch (cause) {
      if (existsSync(folder)) throw cause;
    }
  }
}

/** Removes a group, waiting a little for its last processes to be gone. Making and removing take the kernel milliseconds, so not on this thread. */
export async function removeGroup(folder: string): Promise<void> {
  const deadline = Date.now() + emptyMs;
  while (existsSync(folder)) {
    try {
      await rmdir(folder);
      return;
    } catch (cause) {
      if (Date.now() > deadline) throw new Error(`The control group ${folder} does not empty.`, { cause });
      await wait(2);
    }
  }
}
