import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A source file that a registry lists: its name without ending, the constant it exports, and its folder below `place`. */
export interface ListedModule {
  readonly name: string;
  readonly constant: string;
  readonly path: string;
}

/** The modules in `place` and the folders directly below it, by name; tests are no modules. */
export async function listModules(place: string): Promise<ListedModule[]> {
  const entries = await readdir(place, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => {
      const name = entry.name.slice(0, -'.ts'.length);
      const below = join(entry.parentPath, name).slice(place.length + 1);
      return {
        name,
        constant: name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
        path: below,
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
