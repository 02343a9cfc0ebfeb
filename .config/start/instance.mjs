import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { claimName } from '../setup/claim-name.mjs';

/**
 * One `npm start` a data folder. Resolves to `{ announce, release }` when the folder is ours now, else to `{ owner }`: what the
 * one who has it wrote, `{ pid, url }`, `url` being null until it is ready.
 */
export async function claimInstance(data) {
  const path = join(data, 'instance.json');
  const giveBack = await claimName(`data in ${data}`);
  if (!giveBack) return { owner: await readOwner(path) };
  const announce = (url) => writeFile(path, JSON.stringify({ pid: process.pid, url }), { mode: 0o600 });
  await announce(null);
  return {
    announce,
    release: async () => {
      await rm(path, { force: true });
      await giveBack();
    },
  };
}

async function readOwner(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    // The owner has the name already and is about to write its file.
    return { pid: null, url: null };
  }
}
