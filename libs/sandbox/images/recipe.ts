import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from './project-root.js';

const RecipeFile = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  packages: z.array(z.string()).min(1),
  excludes: z.array(z.string()),
});

/** What an image is built from. `key` is 16 hex digits over everything that is written down about it, the distribution included. */
export interface Recipe {
  readonly name: string;
  readonly packages: readonly string[];
  readonly excludes: readonly string[];
  /** A shell script that mmdebstrap runs with the new root as `$1`. */
  readonly finish: string;
  /** The distribution's code name, such as `bookworm`: the one this machine runs. */
  readonly suite: string;
  readonly key: string;
}

/** Reads the recipe of the image that programs run in. */
export function readRecipe(): Recipe {
  const folder = join(projectRoot(), 'sandbox-images', 'c-cpp-python');
  const recipe = RecipeFile.parse(JSON.parse(readFileSync(join(folder, 'recipe.json'), 'utf8')));
  const finish = readFileSync(join(folder, 'finish.sh'), 'utf8');
  const suite = /^VERSION_CODENAME=(.*)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
  const key = createHash('sha256')
    .update(JSON.stringify([recipe, finish, suite, process.arch]))
    .digest('hex')
    .slice(0, 16);
  return { ...recipe, finish, suite, key };
}
