import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { claimName } from './claim-name.mjs';
import { root } from './run-command.mjs';
import { say } from './say.mjs';

/** Between two looks whether the other setup is over, in milliseconds. */
const lookEveryMs = 250;

/** Runs work while no other setup of this checkout does. */
export async function alone(work) {
  await mkdir(join(root, '.data'), { recursive: true, mode: 0o700 });
  const release = await waitForTurn();
  try {
    return await work();
  } finally {
    await release();
  }
}

async function waitForTurn() {
  const name = `setup of ${root}`;
  const atOnce = await claimName(name);
  if (atOnce) return atOnce;
  say('This checkout is being set up by another command; waiting for it.');
  for (;;) {
    await sleep(lookEveryMs);
    const release = await claimName(name);
    if (release) return release;
  }
}
