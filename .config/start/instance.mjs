import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * One `npm start` a data folder. The first writes who it is; the next one reads that, and is told. Resolves to null when the
 * folder is ours now, else to what the owner wrote: `{ pid, startTicks, url }`, `url` being null until it is ready.
 */
export async function claimInstance(data) {
  const path = join(data, 'instance.json');
  for (;;) {
    try {
      await writeFile(path, await describe(null), { flag: 'wx', mode: 0o600 });
      return null;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = await readOwner(path);
    if (owner && (await startTicksOf(owner.pid)) === owner.startTicks) return owner;
    await rm(path, { force: true });
  }
}

/** Lets a second start say where the first one answers. */
export async function announceInstance(data, url) {
  await writeFile(join(data, 'instance.json'), await describe(url), { mode: 0o600 });
}

/** Gives the folder back. */
export async function releaseInstance(data) {
  await rm(join(data, 'instance.json'), { force: true });
}

async function describe(url) {
  return JSON.stringify({ pid: process.pid, startTicks: await startTicksOf(process.pid), url });
}

async function readOwner(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    // Missing by now, or written half by a start that was killed: nobody's either way.
    return null;
  }
}

/** When a process was started, in clock ticks since boot; tells it from a later one with its number. See proc(5), field 22. */
async function startTicksOf(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // The name, field 2, is in parentheses and may hold spaces and parentheses itself.
  return stat && Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
}
