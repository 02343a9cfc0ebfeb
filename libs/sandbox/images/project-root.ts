import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder with `sandbox-images`, above this file both in the sources and in what is built into `dist`. */
export function projectRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'sandbox-images', 'runner'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error(`There is no folder sandbox-images above ${import.meta.dirname}.`);
    folder = above;
  }
  return folder;
}
