import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './run-command.mjs';
import { say } from './say.mjs';

const lock = join(root, '.data/setup.lock');
/** Between two looks whether the other setup is over. */
const lookEveryMs = 500;

/** Runs work while no other setup of this checkout does; a lock whose owner has died is taken over. */
export async function alone(work) {
  await mkdir(join(root, '.data'), { recursive: true, mode: 0o700 });
  await take();
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function take() {
  let told = false;
  for (;;) {
    try {
      await writeFile(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = Number(await readFile(lock, 'utf8').catch(() => ''));
    // An empty file is a lock that is being written this very moment; it is looked at again.
    if (owner && !isAlive(owner)) await rm(lock, { force: true });
    else await sleep(lookEveryMs);
    if (owner && !told && isAlive(owner))
      say(`Process ${owner} is setting up this checkout; waiting for it.`);
    told ||= owner > 0;
  }
}

/** Whether a process with this number lives, be it ours or somebody else's. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
