import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where images and the built runner are kept when nobody says otherwise. */
export function cacheFolder(chosen: string | undefined): string {
  const folder =
    chosen ?? (process.getuid?.() === 0 ? '/var/cache/ipclab' : join(homedir(), '.cache', 'ipclab'));
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  return folder;
}
