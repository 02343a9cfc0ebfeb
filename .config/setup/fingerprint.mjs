import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { root } from './run-command.mjs';

const skipped = new Set(['node_modules', 'dist', '.data', '.git', 'generated']);

/** All files below the given files and folders of the checkout whose name `keeps` accepts, in a stable order. */
export async function listFiles(paths, keeps = () => true) {
  const found = await Promise.all(paths.map((path) => listBelow(path, keeps)));
  return found.flat().sort();
}

async function listBelow(path, keeps) {
  const entries = await readdir(join(root, path), { withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOTDIR') return null;
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (entries === null) return keeps(path) ? [path] : [];
  const kept = entries.filter((entry) => !skipped.has(entry.name));
  const below = kept.map((entry) => {
    const inner = `${path}/${entry.name}`;
    if (entry.isDirectory()) return listBelow(inner, keeps);
    return keeps(inner) ? [inner] : [];
  });
  return (await Promise.all(below)).flat();
}

/** A hash over names, sizes and times of files: changes when one of them was written, and costs no reading. */
export async function fingerprint(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const { size, mtimeMs } = await stat(join(root, file));
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/**
 * Does work when a fingerprint differs from the one kept beside the last result. The new one is kept only after success, so that
 * failed or killed work is done again.
 */
export async function whenChanged({ stamp, mark, work }) {
  const path = join(root, stamp);
  const last = await readFile(path, 'utf8').catch(() => '');
  if (last === mark) return;
  await work();
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, mark);
}
