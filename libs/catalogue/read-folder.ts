import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '#libs/contracts/refusal';

/** A regular file below a folder, `path` being relative to it with `/`. */
export interface FolderFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** How many files an exercise folder may hold. */
export const folderFilesMax = 1000;

/** How deep an exercise folder may nest. */
export const folderDepthMax = 8;

/**
 * Reads every regular file below a folder, sorted by path in code-unit order, so that a hash over them is the same everywhere.
 * Ends in `Refusal BAD_EXERCISE` at a symbolic link or special file: what the hash covers has to be inside the folder.
 */
export async function readFolder(folder: string): Promise<FolderFile[]> {
  const paths: string[] = [];
  await collect(folder, '', paths);
  paths.sort();
  return Promise.all(paths.map(async (path) => ({ path, bytes: await readFile(join(folder, path)) })));
}

/** Hashes paths, sizes and bytes of files given in sorted order: `sha256:` and 64 hex digits. */
export function hashFiles(files: readonly FolderFile[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file.path}\0${file.bytes.length}\0`).update(file.bytes);
  return `sha256:${hash.digest('hex')}`;
}

async function collect(folder: string, below: string, paths: string[]): Promise<void> {
  if (below.split('/').length > folderDepthMax) {
    throw new Refusal(
      'BAD_EXERCISE',
      `${join(folder, below)} lies more than ${folderDepthMax} folders deep.`,
    );
  }
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) await collect(folder, path, paths);
    else if (entry.isFile()) paths.push(path);
    else
      throw new Refusal(
        'BAD_EXERCISE',
        `${join(folder, path)} is neither a file nor a folder; an exercise has only those.`,
      );
    if (paths.length > folderFilesMax) {
      throw new Refusal('BAD_EXERCISE', `${folder} holds more than ${folderFilesMax} files.`);
    }
  }
}
