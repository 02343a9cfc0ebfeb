import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const PackageName = z.object({ name: z.string() });

/**
 * Finds this product's own `libs/mechanisms` by walking up from this very file to the package named `ipclab`, so that it is the
 * same folder for the sources and for what is built in `dist`: lessons and exercises are data and are not copied.
 */
export async function findMechanisms(): Promise<string> {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (await isProduct(folder)) return join(folder, 'libs', 'mechanisms');
    if (dirname(folder) === folder) throw new Error(`No package named ipclab lies above ${import.meta.url}.`);
  }
}

async function isProduct(folder: string): Promise<boolean> {
  let text: string;
  try {
    text = await readFile(join(folder, 'package.json'), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
  return PackageName.safeParse(JSON.parse(text)).data?.name === 'ipclab';
}
