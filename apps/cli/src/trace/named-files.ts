import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path';
import { Refusal } from '#libs/contracts/refusal';
import type { BoxFile } from '#libs/sandbox/sandbox';

/** What may be copied into the sandbox in all, and how many files deep and wide. */
const copiedBytesMax = 33_554_432;
const copiedFilesMax = 1_000;
const depthMax = 16;

/**
 * Reads the files and folders below this one that a command names, to stand at the same relative path in the sandbox. Of a folder hidden
 * files and links are passed over, as of a hand-in. Refuses too much of it (`FILE_TOO_LARGE`, `TOO_MANY_FILES`, `BAD_PATH`).
 */
export async function namedFiles(words: readonly string[]): Promise<readonly BoxFile[]> {
  const files = new Map<string, BoxFile>();
  for (const word of words) {
    const path = withoutSlash(normalize(word));
    if (isAbsolute(path) || path === '.' || path.startsWith('..')) continue;
    // What is named itself may be a link: it was meant. See open(2), O_NONBLOCK for a FIFO.
    await add(path, files, constants.O_RDONLY | constants.O_NONBLOCK);
  }
  return [...files.values()];
}

function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

async function add(path: string, files: Map<string, BoxFile>, flags: number): Promise<void> {
  if (files.has(path)) return;
  const handle = await open(path, flags).catch(() => null);
  if (handle === null) return;
  try {
    const found = await handle.stat();
    if (found.isDirectory()) return await addFolder(path, files);
    if (!found.isFile()) return;
    const before = [...files.values()].reduce((sum, file) => sum + file.content.length, 0);
    if (before + found.size > copiedBytesMax)
      throw new Refusal(
        'FILE_TOO_LARGE',
        `With ${path} more than ${copiedBytesMax} bytes would be copied into the sandbox.`,
      );
    files.set(path, { path, content: await handle.readFile(), mode: found.mode & 0o777 });
  } finally {
    await handle.close();
  }
}

async function addFolder(folder: string, files: Map<string, BoxFile>): Promise<void> {
  if (folder.split('/').length > depthMax)
    throw new Refusal('BAD_PATH', `${folder} lies more than ${depthMax} folders deep.`);
  for (const name of (await readdir(folder)).toSorted()) {
    if (name.startsWith('.') || name === 'node_modules') continue;
    const path = join(folder, name);
    if ((await lstat(path)).isSymbolicLink()) continue;
    await add(path, files, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    if (files.size > copiedFilesMax)
      throw new Refusal(
        'TOO_MANY_FILES',
        `At most ${copiedFilesMax} files are copied into the sandbox; there are more in ${folder}.`,
      );
  }
}
